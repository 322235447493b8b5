/** The sheets of an exported workbook, and what of a text fits into a cell. Written by write-xlsx.ts, read by parse-xlsx.ts. */

export const sheetNames = { events: 'Events', continued: 'Continued', manifest: 'Manifest' } as const;

export const continuedColumns: readonly string[] = ['row', 'column', 'part', 'text'];
export const manifestColumns: readonly string[] = ['where', 'what'];

/** A spreadsheet cuts a cell off behind 32,767 characters, of which one beyond U+FFFF counts as two. */
const longestCell = 32_000;

/** Rows of a sheet (Excel's own bound). */
export const mostRows = 1_048_576;

/** Pieces that each fit into a cell, together the text. Never between the halves of a character. */
export function cutCell(text: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length || start === 0; ) {
    let end = Math.min(start + longestCell, text.length);
    const isSplit = end < text.length && /[\ud800-\udbff]/.test(text[end - 1] ?? '');
    if (isSplit) end -= 1;
    parts.push(text.slice(start, end));
    if (end === text.length) break;
    start = end;
  }
  return parts;
}

/** A spreadsheet reads `_x0041_` as the letter A: the escape for the first underscore keeps the text what it is. */
export function escapeWorkbookText(text: string): string {
  return text.replaceAll(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_');
}
