/** Which mailbox a recipient of an envelope stands for. */

import { normaliseAddress } from '../../mail/address-list.ts';
import type { DeliverySettings } from '../../settings/settings.ts';

/** A mailbox that a transaction reaches, with those of its recipients that led there. */
export type Destination = { council: string; mailbox: string; to: string[] };

export interface Directory {
  has(recipient: string): boolean;
  /** Each mailbox once, in the order in which it was first named. */
  destinations(recipients: readonly string[]): Destination[];
}

export function buildDirectory({ recipients, gateway }: Pick<DeliverySettings, 'recipients' | 'gateway'>): Directory {
  const places = new Map(Object.entries(recipients).map(([address, place]) => [formOf(address), place]));
  // Behind a gateway everybody is a recipient: those whom nothing names are the message's own.
  const placeOf = (recipient: string) => places.get(formOf(recipient)) ?? gateway;
  return {
    has: (recipient) => placeOf(recipient) !== null,
    destinations(all) {
      const found = new Map<string, Destination>();
      for (const recipient of all) {
        const place = placeOf(recipient);
        if (place === null) continue;
        const key = JSON.stringify([place.council, place.mailbox]);
        const destination = found.get(key) ?? { ...place, to: [] };
        found.set(key, destination);
        const form = formOf(recipient);
        if (!destination.to.includes(form)) destination.to.push(form);
      }
      return [...found.values()];
    },
  };
}

/** `postmaster` needs no domain (RFC 5321, 4.1.1.3). */
export const formOf = (address: string) => normaliseAddress(address) || address.toLowerCase();
