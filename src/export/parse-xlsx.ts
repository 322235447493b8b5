/** An exported workbook back to its table. Strict: strings only, in the sheets that an export has, shown as they are. */

import type ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import type { Failure } from '../flaglog/verify.ts';
import { exportColumns } from './build-export.ts';
import { malformed, type ParsedExport, parseTable } from './parse-export.ts';
import { continuedColumns, manifestColumns, sheetNames } from './workbook.ts';
import { manifestRows } from './write-xlsx.ts';

type Table = string[][];

/** Unpacked; an export of a hundred thousand events has about a third of this. */
const mostBytes = 1_500_000_000;

export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

export async function parseWorkbook(bytes: Uint8Array): Promise<ParsedExport | Failure> {
  if (!isWithinBounds(bytes)) return malformed('it is no workbook that can be read');
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  try {
    await workbook.xlsx.load(bytes.slice().buffer);
  } catch {
    return malformed('it is no workbook that can be read');
  }
  const names = workbook.worksheets.map(({ name }) => name).join();
  if (names !== Object.values(sheetNames).join()) return malformed('its sheets are not those of an export');
  const [events, continued, manifest] = workbook.worksheets.map(readSheet);
  for (const table of [events, continued, manifest]) if (typeof table === 'string') return malformed(table);
  if (!Array.isArray(events) || !Array.isArray(continued) || !Array.isArray(manifest))
    return malformed('it is cut off');
  if (!join(events, continued)) return malformed('its sheet “Continued” does not fit its events');
  const parsed = parseTable('xlsx', fill(events), (cell) => cell);
  if (!parsed.ok) return parsed;
  const shown = [[...manifestColumns], ...manifestRows(parsed)];
  const isShown = JSON.stringify(manifest.map((row) => pad(row, 2))) === JSON.stringify(shown);
  return isShown ? parsed : malformed('its sheet “Manifest” does not say what the manifest says');
}

/** By the sizes that the archive gives itself: nothing is unpacked yet. */
function isWithinBounds(bytes: Uint8Array): boolean {
  let sum = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        sum += originalSize;
        return false;
      },
    });
  } catch {
    return false;
  }
  return sum <= mostBytes;
}

/** What is wrong with the sheet, where it would show something else than the strings in it. */
function readSheet(sheet: ExcelJS.Worksheet): Table | string {
  const hidden = sheet.state !== 'visible' || (sheet.columns ?? []).some(({ hidden }) => hidden);
  if (hidden || sheet.hasMerges || sheet.getImages().length > 0) return `its sheet “${sheet.name}” was changed in form`;
  const table: Table = [];
  for (let number = 1; number <= sheet.rowCount; number += 1) {
    const row = sheet.getRow(number);
    const cells: string[] = [];
    for (let column = 1; column <= row.cellCount; column += 1) {
      const text = readCell(row.getCell(column));
      if (text === null) return `row ${number} of its sheet “${sheet.name}” holds something else than text`;
      cells.push(text);
    }
    if (row.hidden) return `row ${number} of its sheet “${sheet.name}” is hidden`;
    table.push(cells);
  }
  return table;
}

/** A format of numbers can show a text as another one. */
function readCell(cell: ExcelJS.Cell): string | null {
  const { value, numFmt, note } = cell;
  if ((numFmt !== undefined && numFmt !== '@' && numFmt !== 'General') || note !== undefined) return null;
  if (value === null) return '';
  return typeof value === 'string' ? value : null;
}

/** Puts what was continued back behind what it continues, in order and without gaps. */
function join(events: Table, [header = [], ...parts]: Table): boolean {
  if (header.join() !== continuedColumns.join()) return false;
  let expected = '';
  for (const [row = '', column = '', part = '', text = ''] of parts) {
    const cells = events[Number(row) - 1];
    const index = exportColumns.indexOf(column);
    const place = `${row} ${column} ${part}`;
    if (cells === undefined || index === -1 || (part !== '2' && place !== expected)) return false;
    if (cells[index] === undefined) return false;
    cells[index] += text;
    expected = `${row} ${column} ${Number(part) + 1}`;
  }
  return true;
}

/** Empty cells at the end of a row are not written. */
function fill(table: Table): Table {
  return table.map((row) => pad(row, exportColumns.length));
}

function pad(row: readonly string[], length: number): string[] {
  return [...row, ...Array.from({ length: Math.max(0, length - row.length) }, () => '')];
}
