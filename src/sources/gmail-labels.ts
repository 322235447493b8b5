/**
 * Google Takeout writes one mbox file of all mail, drafts, spam and trash included; which folder a message lay in stands only
 * in its `X-Gmail-Labels` field.
 */

const headBytes = 65_536;

export function readGmailLabels(message: Uint8Array): string[] {
  const head = Buffer.from(message.buffer, message.byteOffset, Math.min(message.byteLength, headBytes));
  if (!head.includes('X-Gmail-Labels:')) return [];
  const section = head.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const found = /^X-Gmail-Labels:((?:.*)(?:\r?\n[ \t].*)*)/im.exec(section);
  return (found?.[1] ?? '')
    .replace(/\r?\n[ \t]/g, ' ')
    .split(',')
    .map((label) => label.trim().replace(/^"|"$/g, ''))
    .filter((label) => label !== '');
}
