/** CSV as spreadsheets read it: RFC 4180 in UTF-8 with a byte order mark, and no cell that a spreadsheet would calculate. */

import { stringify } from 'csv-stringify/sync';

/**
 * What begins so is a formula to some spreadsheet; the full-width forms are to some Asian ones. Also behind what parts cells elsewhere:
 * a spreadsheet of another locale parts at semicolons, whatever the file says.
 */
const formulaStart = /(^|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** Only what is shown: the hashed bytes stand in base64url and the openings in JSON, which never begin like a formula. */
export function escapeFormula(cell: string): string {
  return cell.replaceAll(formulaStart, "$1$2'");
}

export function escapeCell(cell: string, column: string): string {
  return column === 'entry' || column === 'openings' ? cell : escapeFormula(cell);
}

export function formatCsv(rows: readonly (readonly string[])[]): string {
  // With a record delimiter of one's own, csv-stringify leaves a lone LF in a cell unquoted unless told otherwise.
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, record_delimiter: '\r\n', quote_record_delimiter: true },
  );
}

/** Strict, so that no altered byte is read over: null for a stray quote, a lone CR or LF, or a missing end of line. */
export function parseCsv(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = text.startsWith('\ufeff') ? 1 : 0;
  const cellPattern = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n)/y;
  while (position < text.length) {
    cellPattern.lastIndex = position;
    const found = cellPattern.exec(text);
    if (found === null) return null;
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    position = cellPattern.lastIndex;
  }
  return row.length === 0 ? rows : null;
}
