/** A notice before it is text or HTML: one set of words, so that both say the same. */

/** `id` is shown first; `href` makes a link of it. */
export type Item = { id: string | null; href: string | null; text: string };

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: Item[] }
  /** Terms and what they mean here. */
  | { kind: 'facts'; rows: { term: string; text: string }[] }
  /** The first cell of a row names it. */
  | { kind: 'table'; caption: string; columns: string[]; rows: string[][] }
  /** Words to be sent on, a paragraph an entry. */
  | { kind: 'draft'; paragraphs: string[] }
  /** To be copied as it is. */
  | { kind: 'command'; text: string }
  | { kind: 'link'; text: string; href: string };

/** `subject` shows on locked screens: no names, no addresses, nothing of a message. */
export type NoticeDocument = { subject: string; title: string; blocks: Block[] };
export type Rendered = { subject: string; text: string; html: string };

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (texts: readonly string[]): Block[] =>
  texts.length === 0 ? [] : [{ kind: 'list', items: texts.map((text) => ({ id: null, href: null, text })) }];

const longestText = 2_000;

/**
 * Names and places come from council files, servers and mail: on one line, without controls or marks that turn the direction of
 * writing, and not longer than anybody would read.
 */
export function toPlain(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replaceAll(/\p{C}/gu, '\ufffd')
    .trim();
  const characters = [...line];
  return characters.length > longestText ? `${characters.slice(0, longestText - 1).join('')}…` : line;
}
