import { normaliseAddress } from './address-list.ts';
import { normaliseMessageId } from './envelope.ts';
import type { JournalRecipient, JournalReport, Limits, Message, Part } from './message.ts';
import { decodeText } from './mime-tree.ts';

const line = /^\s*([A-Za-z][A-Za-z-]{0,40})\s*:[ \t]*(.*)$/;
const recipientKinds = new Map<string, JournalRecipient['kind']>([
  ['to', 'to'],
  ['cc', 'cc'],
  ['bcc', 'bcc'],
  ['recipient', 'recipient'],
]);

/**
 * The envelope that an Exchange journal report (MS-XJRNL) gives in its first text part, and the message inside. Null
 * for what is no journal report. Anybody can write the field that makes a report of a message: whoever uses it must
 * look at the mailbox it lies in.
 */
export function readJournalReport(message: Message, limits: Limits): JournalReport | null {
  if (!message.envelope.isJournalReport) return null;
  const part = findFirstText(message.root);
  if (part === null) return null;
  const report: JournalReport = {
    sender: '',
    onBehalfOf: '',
    messageId: '',
    subject: '',
    recipients: [],
    message: message.attachedMessages[0] ?? null,
  };
  const text = decodeText(part, limits);
  for (const written of text.split('\n')) {
    const match = line.exec(written.length > 4_000 ? written.slice(0, 4_000) : written);
    if (match !== null) readLine(report, (match[1] as string).toLowerCase(), (match[2] as string).trim());
  }
  return report.messageId === '' && report.sender === '' ? null : report;
}

function findFirstText(part: Part): Part | null {
  if (part.contentType === 'text/plain') return part;
  for (const child of part.children) {
    const found = findFirstText(child);
    if (found !== null) return found;
  }
  return null;
}

function readLine(report: JournalReport, key: string, value: string): void {
  if (key === 'sender' && report.sender === '') report.sender = readAddress(value);
  else if (key === 'on-behalf-of' && report.onBehalfOf === '') report.onBehalfOf = readAddress(value);
  else if (key === 'message-id' && report.messageId === '') report.messageId = normaliseMessageId(value);
  else if (key === 'subject' && report.messageId === '' && report.subject === '') report.subject = value;
  else {
    const kind = recipientKinds.get(key);
    // A subject can hold line breaks and "To:": recipients stand only after the Message-Id, which Exchange writes.
    if (kind !== undefined && report.messageId !== '') addRecipient(report, kind, value);
  }
}

function addRecipient(report: JournalReport, kind: JournalRecipient['kind'], value: string): void {
  const [own = '', ...attributes] = value.split(/,\s*(?=(?:Expanded|Forwarded)\s*:)/i);
  const address = readAddress(own);
  if (address === '') return;
  const recipient: JournalRecipient = { address, kind, expandedFrom: '', forwardedFrom: '' };
  for (const attribute of attributes) {
    const colon = attribute.indexOf(':');
    const from = readAddress(attribute.slice(colon + 1));
    if (/^expanded/i.test(attribute)) recipient.expandedFrom = from;
    else recipient.forwardedFrom = from;
  }
  report.recipients.push(recipient);
}

function readAddress(value: string): string {
  const bracketed = /<([^<>]+)>/.exec(value)?.[1];
  return normaliseAddress(bracketed ?? value.replace(/,.*$/, ''));
}
