import { Buffer } from 'node:buffer';
import { parseAddressFields, parseAddressList } from './address-list.ts';
import { parseDate } from './dates.ts';
import { readDeliveryFields } from './delivery-fields.ts';
import { decodeWords, fieldValue, fieldValues, type HeaderField } from './header-fields.ts';
import type { Address, Envelope, Limits, Part, ResentBlock } from './message.ts';
import { readMessageKind } from './message-kind.ts';
import { readSensitivityLabels } from './sensitivity-labels.ts';

/**
 * The header fields of a message as an envelope. Fields that are missing, doubled or malformed leave their place
 * empty or united, never an error. `contentId` gives the id of a message that has none, and is called only then.
 */
export function readEnvelope(
  fields: readonly HeaderField[],
  root: Part,
  limits: Limits,
  contentId: (envelope: Envelope) => string,
): Envelope {
  const from = parseAddressFields(fieldValues(fields, 'from'));
  const isJournalReport = hasJournalField(fields);
  const envelope: Envelope = {
    messageId: normaliseMessageId(fieldValue(fields, 'message-id')),
    from,
    sender: readSender(fields, from),
    replyTo: parseAddressFields(fieldValues(fields, 'reply-to')),
    to: parseAddressFields(fieldValues(fields, 'to')),
    cc: parseAddressFields(fieldValues(fields, 'cc')),
    bcc: parseAddressFields(fieldValues(fields, 'bcc')),
    resent: readResentBlocks(fields),
    date: readDate(fields),
    subject: readPhrase(fieldValue(fields, 'subject')),
    inReplyTo: readMessageIds(fieldValues(fields, 'in-reply-to')),
    references: readMessageIds(fieldValues(fields, 'references')),
    threadRoot: readThreadRoot(fieldValue(fields, 'thread-index')),
    forwardedMessageIds: readMessageIds(fieldValues(fields, 'x-forwarded-message-id')),
    kind: isJournalReport ? 'ordinary' : readMessageKind(fields, root, from, limits),
    sensitivity: fieldValue(fields, 'sensitivity').trim().toLowerCase().replace(/\s+/g, '-'),
    labels: readSensitivityLabels(fields),
    delivery: readDeliveryFields(fields),
    isJournalReport,
  };
  if (envelope.messageId === '') envelope.messageId = contentId(envelope);
  return envelope;
}

function readPhrase(value: string): string {
  return decodeWords(value).replace(/\s+/g, ' ').trim();
}

/** `<id>` without blanks. Some programs forget the brackets, some write a comment behind. */
export function normaliseMessageId(value: string): string {
  const bracketed = /<([^<>]{1,1000})>/.exec(value);
  const id = (bracketed?.[1] ?? (bracketed === null && /^[^\s<>]+$/.test(value.trim()) ? value : '')).replace(
    /\s+/g,
    '',
  );
  return id === '' ? '' : `<${id}>`;
}

function readMessageIds(values: readonly string[]): string[] {
  const ids = values.flatMap((value) => value.slice(0, 100_000).match(/<[^<>\s]+>/g) ?? []);
  return ids.length < 2 ? ids : [...new Set(ids)];
}

function readSender(fields: readonly HeaderField[], from: readonly Address[]): Address | null {
  const sender = parseAddressList(fieldValue(fields, 'sender'))[0];
  if (sender === undefined || from.some(({ address }) => address === sender.address)) return null;
  return sender;
}

function readDate(fields: readonly HeaderField[]): Date | null {
  const own = fieldValue(fields, 'date');
  const date = own === '' ? null : parseDate(own);
  if (date !== null) return date;
  const oldest = fieldValues(fields, 'received').at(-1);
  return oldest === undefined ? null : parseDate(oldest.slice(oldest.lastIndexOf(';') + 1).trim());
}

/** RFC 5322 section 3.6.6: each redirection puts its block of fields on top of the older ones. */
function readResentBlocks(fields: readonly HeaderField[]): ResentBlock[] {
  const blocks: Map<string, string>[] = [];
  let block: Map<string, string> | null = null;
  for (const { name, value } of fields) {
    if (!name.startsWith('resent-')) {
      // Servers write their trace above the block they found: the block ends there.
      if (name === 'received') block = null;
      continue;
    }
    if (block === null || block.has(name)) {
      block = new Map();
      blocks.push(block);
    }
    block.set(name, value);
  }
  return blocks.map((found) => ({
    from: parseAddressList(found.get('resent-from') ?? found.get('resent-sender') ?? ''),
    to: parseAddressList(found.get('resent-to') ?? ''),
    cc: parseAddressList(found.get('resent-cc') ?? ''),
    bcc: parseAddressList(found.get('resent-bcc') ?? ''),
    date: parseDate(found.get('resent-date') ?? ''),
  }));
}

const threadRootBytes = 22;

function readThreadRoot(value: string): string | null {
  if (value === '') return null;
  const bytes = Buffer.from(value, 'base64');
  return bytes.length < threadRootBytes ? null : bytes.subarray(0, threadRootBytes).toString('hex');
}

/** Exchange 2003 misspelt its own field: both spellings occur. */
function hasJournalField(fields: readonly HeaderField[]): boolean {
  return fields.some(
    ({ name, value }) =>
      name === 'x-ms-journal-report' ||
      ((name === 'content-identifier' || name === 'content-identifer') && /^\s*exjournalreport\s*$/i.test(value)),
  );
}
