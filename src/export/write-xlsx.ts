/** An export as a workbook: strings only, no formula and no link, so that nothing is calculated and nothing is fetched. */

import type ExcelJS from 'exceljs';
import { exportColumns, type FlagLogExport } from './build-export.ts';
import { flattenManifest } from './flatten-manifest.ts';
import { continuedColumns, cutCell, escapeWorkbookText, manifestColumns, mostRows, sheetNames } from './workbook.ts';
import { tableRows } from './write-text.ts';

/** Rows but for what is continued elsewhere; null where a spreadsheet could not hold them. */
export async function formatWorkbook(built: FlagLogExport): Promise<Uint8Array | null> {
  const { events, continued } = layOut([[...exportColumns], ...tableRows(built)]);
  if (events.length > mostRows || continued.length > mostRows) return null;
  // Loaded where a workbook is asked for only: it takes longer than all else that a command needs.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  workbook.creator = 'Candour';
  workbook.created = new Date(String(built.manifest.exportedAt));
  addSheet(workbook, sheetNames.events, events);
  addSheet(workbook, sheetNames.continued, [[...continuedColumns], ...continued]);
  addSheet(workbook, sheetNames.manifest, [[...manifestColumns], ...manifestRows(built)]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** For reading: the manifest that verifies stands in the last row of the events. */
export function manifestRows({ manifest }: Pick<FlagLogExport, 'manifest'>): string[][] {
  return flattenManifest(manifest).map(([where, what]) => [where, cutCell(what)[0] ?? '']);
}

function layOut(rows: readonly (readonly string[])[]): { events: string[][]; continued: string[][] } {
  const continued: string[][] = [];
  const events = rows.map((row, index) =>
    row.map((text, column) => {
      const [first = '', ...parts] = cutCell(text);
      for (const [part, piece] of parts.entries()) {
        continued.push([String(index + 1), exportColumns[column] ?? '', String(part + 2), piece]);
      }
      return first;
    }),
  );
  return { events, continued };
}

function addSheet(workbook: ExcelJS.Workbook, name: string, rows: readonly (readonly string[])[]): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const row of rows) sheet.addRow(row.map((text) => (text === '' ? null : escapeWorkbookText(text))));
  sheet.getRow(1).font = { bold: true };
  for (const column of sheet.columns) column.width = 24;
}
