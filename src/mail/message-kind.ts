import { fieldValue, type HeaderField, parseParameters } from './header-fields.ts';
import type { Address, Limits, MessageKind, Part } from './message.ts';
import { decodeText } from './mime-tree.ts';

const autoReplySubject =
  /^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|out of (?:the )?office|ymateb awtomatig|ateb awtomatig)\b/i;
const bounceSubject =
  /undeliver|not delivered|delivery (?:status|failure|has failed|incomplete)|returned (?:mail|to sender)|failure notice|mail delivery/i;
const receiptSubject = /^\s*(?:read|not read|read receipt|return receipt \(displayed\))\s*[:-]/i;

/** What a message is by its header fields and structure. A person's own message must never be taken for a machine's. */
export function readMessageKind(
  fields: readonly HeaderField[],
  root: Part,
  from: readonly Address[],
  limits: Limits,
): MessageKind {
  const report = reportType(fields, root);
  if (report === 'disposition-notification') return 'receipt';
  if (report === 'delivery-status' || isBounceWithoutReport(fields, from)) return 'bounce';
  if (isCalendar(root, limits, 0)) return 'calendar';
  if (isAutomatic(fields)) return 'automatic';
  return isBulk(fields) ? 'bulk' : 'ordinary';
}

function reportType(fields: readonly HeaderField[], root: Part): string {
  if (root.contentType.startsWith('message/')) return root.contentType.slice(8);
  if (root.contentType !== 'multipart/report') return '';
  const declared = parseParameters(fieldValue(fields, 'content-type')).parameters['report-type']?.toLowerCase();
  if (declared !== undefined) return declared;
  const part = root.children.find(({ contentType }) =>
    /^message\/(delivery-status|disposition-notif)/.test(contentType),
  );
  return part?.contentType.slice(8) ?? '';
}

function hasNullReturnPath(fields: readonly HeaderField[]): boolean {
  return /^\s*<\s*>\s*$/.test(fieldValue(fields, 'return-path'));
}

function isBounceWithoutReport(fields: readonly HeaderField[], from: readonly Address[]): boolean {
  if (fieldValue(fields, 'x-failed-recipients') !== '') return true;
  if (!from.some(({ address }) => /^(?:mailer-daemon|postmaster|mail\.?daemon)@/.test(address))) return false;
  return hasNullReturnPath(fields) || bounceSubject.test(fieldValue(fields, 'subject'));
}

/** An answer to an invitation, or nothing but an invitation. An invitation with a covering text is correspondence. */
function isCalendar(part: Part, limits: Limits, depth: number): boolean {
  if (part.contentType === 'text/calendar') {
    return depth === 0 || /^METHOD:REPLY\b/im.test(decodeText(part, limits));
  }
  return (
    part.contentType.startsWith('multipart/') && part.children.some((child) => isCalendar(child, limits, depth + 1))
  );
}

function isAutomatic(fields: readonly HeaderField[]): boolean {
  const submitted = fieldValue(fields, 'auto-submitted').trim().toLowerCase();
  if (submitted.startsWith('auto-')) return true;
  for (const name of ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-mail-autoreply']) {
    const value = fieldValue(fields, name).trim().toLowerCase();
    if (value !== '' && value !== 'no') return true;
  }
  if (/^auto[_-]?reply$/i.test(fieldValue(fields, 'precedence').trim())) return true;
  // Exchange writes X-Auto-Response-Suppress on ordinary mail too: it counts only beside such a subject.
  const subject = fieldValue(fields, 'subject');
  const isMachine = hasNullReturnPath(fields) || fieldValue(fields, 'x-auto-response-suppress') !== '';
  return isMachine && (autoReplySubject.test(subject) || receiptSubject.test(subject));
}

/** A newsletter. A discussion list, to which people write, carries its messages as they are: those stay ordinary. */
function isBulk(fields: readonly HeaderField[]): boolean {
  const listPost = fieldValue(fields, 'list-post').trim().toLowerCase();
  const takesPosts = (listPost !== '' && !listPost.startsWith('no')) || fieldValue(fields, 'x-beenthere') !== '';
  if (takesPosts) return false;
  if (/^(?:bulk|junk)$/i.test(fieldValue(fields, 'precedence').trim())) return true;
  return fieldValue(fields, 'list-id') !== '' && fieldValue(fields, 'list-unsubscribe') !== '';
}
