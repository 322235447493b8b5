import { normaliseAddress } from './address-list.ts';
import { fieldValue, type HeaderField } from './header-fields.ts';
import type { DeliveryFields } from './message.ts';

const envelopeRecipientFields = new Set([
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-gm-original-to',
]);
const loopFields = new Set(['x-ms-exchange-forwardingloop', 'x-ms-exchange-inbox-rules-loop']);

const betweenAddresses = /[\s<>,;:"'()]+/;
const receivedFor = /\bfor\s+<?([^\s<>;()]+@[^\s<>;()]+)>?/i;
/** Gmail rewrites the return path of what it forwards: `user+caf_=destination=domain@host`. */
const gmailForwardPath = /^<?([^\s<>@+]+)\+caf_=[^\s<>@]+@([^\s<>@]+?)>?$/i;

function addressesIn(value: string): string[] {
  if (!value.includes('@')) return [];
  const tokens = value.slice(0, 20_000).split(betweenAddresses);
  return tokens.map(normaliseAddress).filter((address) => address !== '');
}

/** What servers wrote on this copy, topmost (newest) first. All of it can be forged on mail from outside. */
export function readDeliveryFields(fields: readonly HeaderField[]): DeliveryFields {
  const envelopeRecipients: string[] = [];
  const forwardedBy: string[] = [];
  const forwardedTo: string[] = [];
  let hops = 0;
  for (const { name, value } of fields) {
    if (name === 'received') {
      hops++;
      const recipient = receivedFor.exec(value.slice(0, 2_000))?.[1];
      if (recipient !== undefined) envelopeRecipients.push(normaliseAddress(recipient));
    } else if (envelopeRecipientFields.has(name)) {
      envelopeRecipients.push(...addressesIn(value));
    } else if (loopFields.has(name)) {
      forwardedBy.push(...addressesIn(value).slice(0, 1));
    } else if (name === 'x-forwarded-for') {
      const chain = addressesIn(value);
      forwardedBy.push(...(chain.length > 1 ? chain.slice(0, -1) : chain));
    } else if (name === 'x-forwarded-to') {
      forwardedTo.push(...addressesIn(value));
    } else if (name === 'return-path') {
      const path = gmailForwardPath.exec(value.trim());
      if (path !== null) forwardedBy.push(normaliseAddress(`${path[1]}@${path[2]}`));
    }
  }
  return {
    envelopeRecipients: [...new Set(envelopeRecipients)].filter((address) => address !== ''),
    forwardedBy: [...new Set(forwardedBy)],
    forwardedTo: [...new Set(forwardedTo)],
    hops,
    // Only the topmost field is the receiving server's own: those below came with the message.
    failsDmarc: /\bdmarc\s*=\s*fail\b/i.test(fieldValue(fields, 'authentication-results')),
  };
}
