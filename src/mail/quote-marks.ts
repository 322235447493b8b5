/** `>` before a line, after a few blanks at most. `>From ` alone is an mbox escape and no quotation. */
const quoteMark = /^[ \t]{0,3}>/;

export function isQuotedLine(line: string): boolean {
  const code = line.charCodeAt(0);
  if (code !== 62 && code !== 32 && code !== 9) return false;
  return quoteMark.test(line) && !line.startsWith('>From ');
}

/** The line with one level of quotation removed. */
export function withoutQuoteMark(line: string): string {
  const mark = line.indexOf('>');
  return line.slice(line.charCodeAt(mark + 1) === 32 ? mark + 2 : mark + 1);
}

/**
 * The end of the run of quoted lines that starts at `start`. Empty lines between them belong to it, and so does the
 * rest of a quoted line that a server wrapped: straight after a long line without a full stop, in lower case or short.
 */
export function endOfQuote(lines: readonly string[], start: number, isForward = false): number {
  let end = start + 1;
  let index = start + 1;
  while (index < lines.length) {
    const line = lines[index] as string;
    if (isQuotedLine(line)) end = ++index;
    else if (line.trim() === '' && index < end + 3) index++;
    else if (index === end && isWrappedRest(lines[index - 1] as string, line, lines[index + 1] ?? '')) end = ++index;
    // Nobody answers inside a forward: a line without its mark between two that have it lost it on the way.
    else if (isForward && index === end && isQuotedLine(lines[index + 1] ?? '')) end = ++index;
    else break;
  }
  return end;
}

function isWrappedRest(before: string, line: string, after: string): boolean {
  if (before.length < 60 || before.length > 2_000 || !/[A-Za-z0-9,;(–-]\s*$/.test(before.slice(-4))) return false;
  return /^[a-z(]/.test(line) || (line.length < 40 && isQuotedLine(after));
}
