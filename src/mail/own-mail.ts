import { normaliseAddress, parseAddressList } from './address-list.ts';
import { fieldValue, fieldValues, type HeaderField } from './header-fields.ts';

/** Stands in every notice that Candour sends (src/notify/transport/compose.ts writes it). */
export const ownMailField = 'x-candour';
export const ownMailValue = 'notice';

/** What an installation knows of its own notices. */
export type OwnMail = {
  /** The address in `mail.from`. */
  address: string;
  /** Whether a notice with this Message-ID, angle brackets included, stands in the outbox. */
  isSent: (messageId: string) => boolean;
};

/**
 * A notice that Candour sent, which it must not audit: else each alert would be evidence for the next. Anybody can write the field and
 * so ask to be left alone; mail is believed to be ours only if its one author is ours and the outbox knows its Message-ID.
 */
export function isOwnMail(fields: readonly HeaderField[], own: OwnMail): boolean {
  if (fieldValue(fields, ownMailField).toLowerCase() !== ownMailValue) return false;
  const authors = fieldValues(fields, 'from').flatMap(parseAddressList);
  const isOurs = authors.length === 1 && authors[0]?.address === normaliseAddress(own.address);
  return isOurs && own.isSent(fieldValue(fields, 'message-id'));
}
