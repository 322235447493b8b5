/** Whether a file whose name does not say so holds a message. */

const fieldName = /^([!-9;-~]+)[ \t]*:/;
const telling = new Set([
  'from',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'received',
  'return-path',
  'delivered-to',
  'mime-version',
]);

/** True for a header section (RFC 5322) with at least three of the fields that every message has. */
export function looksLikeMessage(head: Uint8Array): boolean {
  const section =
    Buffer.from(head)
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = section.split(/\r?\n/);
  if (!fieldName.test(lines[0] ?? '')) return false;
  const names = new Set(lines.map((line) => fieldName.exec(line)?.[1]?.toLowerCase() ?? ''));
  return [...names].filter((name) => telling.has(name)).length >= 3;
}
