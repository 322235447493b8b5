/** Writes messages as an mbox file, with the quoting of mboxrd. */

export type MboxStyle = { lineEnd: '\n' | '\r\n'; finalEmptyLine: boolean };

export function writeMbox(messages: readonly Uint8Array[], { lineEnd, finalEmptyLine }: MboxStyle): Buffer {
  const parts = messages.flatMap((message, index) => {
    const quoted = Buffer.from(message)
      .toString('latin1')
      .replace(/^(>*From )/gm, '>$1');
    const separator = index < messages.length - 1 || finalEmptyLine ? lineEnd : '';
    return [`From clerk@example.org Wed Jun  3 09:14:00 2026${lineEnd}`, quoted, separator];
  });
  return Buffer.from(parts.join(''), 'latin1');
}
