import iconv from 'iconv-lite';
import type { AttachmentText, Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import type { CompoundEntry, CompoundFile } from './compound-file.ts';
import { readHtml } from './html.ts';
import { collectLabels } from './labels.ts';
import { buildText, notExamined } from './outcome.ts';

/** Property identifiers of MS-OXPROPS, as they occur in stream names of a .msg file (MS-OXMSG section 2.2). */
const property = {
  subject: '0037',
  transportHeaders: '007D',
  senderName: '0C1A',
  senderAddress: '5D01',
  senderAddressOfType: '0C1F',
  representedName: '0042',
  displayTo: '0E04',
  displayCc: '0E03',
  displayBcc: '0E02',
  body: '1000',
  htmlBody: '1013',
  attachmentLongName: '3707',
  attachmentName: '3704',
  recipientAddress: '39FE',
  recipientAddressOfType: '3003',
} as const;

const sensitivities = ['', 'Personal', 'Private', 'Company-Confidential'];
/** PidTagSensitivity (0x0036) as a 32-bit integer (0x0003), little-endian as in the property stream. */
const sensitivityTag = 0x00360003;
const maximumAttachments = 200;

/**
 * An Outlook message file as text: header lines, body, and names of attachments. It is not made a `Message`, because
 * Outlook keeps addresses as it likes (Exchange names instead of mailboxes) and often no transport headers.
 */
export function readOutlookMessage(file: CompoundFile, limits: Limits, budget: Budget): AttachmentText {
  const read = (entry: CompoundEntry, identifier: string) => readString(file, entry, identifier, limits);
  const { root } = file;
  const headers = read(root, property.transportHeaders);
  const sender = [read(root, property.senderName), addressOf(read, root)].filter((part) => part !== '');
  const lines: [string, string][] = [
    ['From', sender.join(' ')],
    ['On behalf of', read(root, property.representedName)],
    ['To', read(root, property.displayTo)],
    ['Cc', read(root, property.displayCc)],
    ['Bcc', read(root, property.displayBcc)],
    ['Subject', read(root, property.subject)],
  ];
  const body = read(root, property.body) || readHtmlBody(file, limits, budget);
  if (body === '' && lines.every(([, value]) => value === '')) return notExamined('damaged Outlook message');
  const attachmentNames = childrenNamed(root, '__attach_version1.0_').map(
    (entry) => read(entry, property.attachmentLongName) || read(entry, property.attachmentName),
  );
  const recipients = childrenNamed(root, '__recip_version1.0_').map((entry) => addressOf(read, entry));
  const sensitivity = sensitivities[readSensitivity(file)] ?? '';
  const written = lines.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  return buildText(
    {
      lines: [
        ...written,
        ...recipients.filter((address) => address !== '').map((address) => `Recipient: ${address}`),
        ...attachmentNames.filter((name) => name !== '').map((name) => `Attached file: ${name}`),
        '',
        ...body.split(/\r\n|\r|\n/),
        '',
        ...headers.split(/\r\n|\r|\n/),
      ],
      headersAndFooters: [],
      properties: [
        ['Subject', read(root, property.subject)],
        ['Sensitivity', sensitivity],
      ],
      labels: collectLabels(labelFields(headers)),
    },
    limits,
  );
}

export function isOutlookMessage(file: CompoundFile): boolean {
  return file.root.children.some(({ name }) => name === '__properties_version1.0');
}

function childrenNamed(entry: CompoundEntry, prefix: string): CompoundEntry[] {
  return entry.children
    .filter(({ kind, name }) => kind === 'storage' && name.startsWith(prefix))
    .slice(0, maximumAttachments);
}

/** A string property: 001F is UTF-16, 001E is in a code page that the file rarely names and Windows-1252 stands for. */
function readString(file: CompoundFile, entry: CompoundEntry, identifier: string, limits: Limits): string {
  for (const [type, codePage] of [
    ['001F', 'utf16le'],
    ['001E', 'cp1252'],
  ] as const) {
    const bytes = readNamed(file, entry, `__substg1.0_${identifier}${type}`);
    if (bytes)
      return iconv.decode(Buffer.from(bytes), codePage).replaceAll('\0', '').slice(0, limits.textLength).trim();
  }
  return '';
}

function readHtmlBody(file: CompoundFile, limits: Limits, budget: Budget): string {
  const bytes = readNamed(file, file.root, `__substg1.0_${property.htmlBody}0102`);
  const html = bytes && readHtml(bytes, limits, budget);
  return html?.kind === 'lines' ? html.lines.join('\n') : '';
}

function addressOf(read: (entry: CompoundEntry, identifier: string) => string, entry: CompoundEntry): string {
  const candidates = [
    ...[property.senderAddress, property.recipientAddress],
    ...[property.senderAddressOfType, property.recipientAddressOfType],
  ];
  return candidates.map((identifier) => read(entry, identifier)).find((address) => address.includes('@')) ?? '';
}

function readSensitivity(file: CompoundFile): number {
  const bytes = readNamed(file, file.root, '__properties_version1.0');
  if (!bytes) return 0;
  const records = Buffer.from(bytes);
  // 32 bytes of header, then records of 16: tag, flags, value.
  for (let offset = 32; offset + 16 <= records.length; offset += 16) {
    if (records.readUInt32LE(offset) === sensitivityTag) return records.readUInt32LE(offset + 8);
  }
  return 0;
}

function readNamed(file: CompoundFile, entry: CompoundEntry, name: string): Uint8Array | null {
  const stream = entry.children.find(
    (child) => child.kind === 'stream' && child.name.toUpperCase() === name.toUpperCase(),
  );
  return stream ? file.readStream(stream) : null;
}

/** `MSIP_Label_<guid>_Name=value;` of the transport headers, folding removed: names are folded in the middle. */
function labelFields(headers: string): [string, string][] {
  const unfolded = headers.replace(/\r?\n[ \t]+/g, '');
  return [...unfolded.matchAll(/(msip_label_[0-9a-f-]{36}_\w+)\s*[=:]\s*([^;\r\n]*)/gi)].map((match) => {
    return [String(match[1]), String(match[2])];
  });
}
