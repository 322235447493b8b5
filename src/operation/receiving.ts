/** Mail that a server hands over: journal reports and gateway copies. */

import { type DeliveryListener, openDeliveryListener } from '../sources/delivery/delivery-listener.ts';
import type { Installation } from './installation.ts';

/** Null where the settings name no listener. */
export async function startReceiving(installation: Installation): Promise<DeliveryListener | null> {
  const { settings, logger } = installation;
  if (settings.delivery === null) return null;
  const { recipients } = settings.delivery;
  return openDeliveryListener(settings.delivery, {
    deliver: async ({ council, mailbox, envelope, bytes }) => {
      const live = installation.councils.get(council);
      if (live === undefined) return { later: 'This council is not served at the moment.' };
      // Our own receiving addresses say nothing of who was to have the message.
      const to = envelope.to.filter((address) => !Object.hasOwn(recipients, address));
      const { notices, copies } = await live.auditor.receive({
        mailbox,
        envelope: to.length === 0 ? null : { from: envelope.from, to },
        bytes,
      });
      await installation.enqueue([
        ...notices.map((notice) => ({ kind: 'deliver-alert', council, notice }) as const),
        ...copies.map((copy) => ({ kind: 'audit-copy', council, copy }) as const),
      ]);
      return 'stored';
    },
    onError: (error) => logger.warn('delivery', { error }),
  });
}
