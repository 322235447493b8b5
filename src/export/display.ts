/** How values of unknown origin are shown in a column, the same in every format; the exact value stands in the opening. */

/**
 * Controls, line and paragraph ends, marks that turn or hide text (bidirectional marks, zero width, tags) and what no XML may hold. A
 * fixed list: another program, or another version of Unicode, must show the same.
 */
const unshown =
  /[\p{Cc}\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]/gu;

/** Each such character as `<U+202E>`. */
export function toShown(text: string): string {
  return text.replaceAll(unshown, describeCharacter);
}

/** The same inside a JSON text, by the escapes of JSON: parsed, it is the value as it was. `;` would part cells in some locales. */
export function toShownJson(json: string): string {
  const escapeUnits = (found: string): string =>
    Array.from({ length: found.length }, (_, index) => found.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join('');
  return json.replaceAll(unshown, escapeUnits).replaceAll(';', '\\u003b');
}

function describeCharacter(character: string): string {
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}
