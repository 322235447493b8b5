import { cleanName, normaliseAddress } from './address-list.ts';
import type { Address } from './message.ts';

/** `[mailto:a@b]`, `<mailto:a@b>` and `a@b<mailto:a@b>` as clients write them into plain text. */
function withoutMailto(text: string): string {
  if (!/mailto:/i.test(text)) return text;
  return text
    .replace(/(\S@\S*?)[<[]mailto:[^<>[\]]{0,400}[>\]]/gi, '$1')
    .replace(/\[mailto:([^[\]]{0,400})\]/gi, '<$1>')
    .replace(/<mailto:([^<>]{0,400})>/gi, '<$1>');
}

const addressPattern = /[<[(]?\s*([^\s<>[\]()",;:]+@[^\s<>[\]()"',;]+?)\.?\s*(?:[>\])]|$|(?=\s))/;

/**
 * One mailbox of a header block: `Name <a@b>`, `Name [mailto:a@b]`, `"Name" (a@b)`, a bare address or a bare name. Of
 * `X on behalf of Y` it is Y, whose message it is. Null where nothing is written.
 */
export function parseQuotedMailbox(value: string): Address | null {
  const text = withoutMailto(value)
    .replace(/[*_]{1,2}$/, '')
    .trim();
  if (text === '') return null;
  const behalf = /\bon behalf of\b/i.exec(text);
  if (behalf !== null) {
    const principal = parseQuotedMailbox(text.slice(behalf.index + behalf[0].length));
    return principal !== null && principal.address !== '' ? principal : parseQuotedMailbox(text.slice(0, behalf.index));
  }
  const match = addressPattern.exec(text);
  const address = match === null ? '' : normaliseAddress(match[1] as string);
  if (match === null || address === '') return { address: '', name: cleanName(text.slice(0, 200), '') };
  const before = text.slice(0, match.index).trim();
  return { address, name: cleanName(before === '' ? '' : before.slice(0, 200), address) };
}

/**
 * The list after `To:` or `Cc:`. Outlook separates by `;` and leaves commas inside names (`Smith, Alan <a@b>`), others
 * separate by commas: a piece without an address belongs to the name of the next one, if one follows.
 */
export function parseQuotedList(value: string): Address[] {
  const text = withoutMailto(value.slice(0, 50_000));
  const pieces = text.includes(';') ? splitOutsideQuotes(text, ';') : joinNames(splitOutsideQuotes(text, ','));
  return pieces.flatMap((piece) => parseQuotedMailbox(piece) ?? []);
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) {
      pieces.push(text.slice(start, index));
      start = index + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

function joinNames(pieces: string[]): string[] {
  if (!pieces.some((piece) => piece.includes('@'))) return pieces;
  const joined: string[] = [];
  let pending = '';
  for (const piece of pieces) {
    pending = pending === '' ? piece : `${pending},${piece}`;
    if (!piece.includes('@')) continue;
    joined.push(pending);
    pending = '';
  }
  if (pending !== '') joined.push(pending);
  return joined;
}
