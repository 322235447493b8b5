/** An exported file back to entries, manifest and the views it shows. Strict: what it cannot read exactly, it refuses. */

import { type Canonical, decodeCanonical, isCanonicalObject } from '../flaglog/canonical.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { type Failure, fail } from '../flaglog/verify.ts';
import { exportColumns } from './build-export.ts';
import { escapeCell, parseCsv } from './csv.ts';
import type { Manifest } from './manifest.ts';
import { fromBase64url, isEncodable, parseOpenings } from './openings.ts';
import { buildManifestRow, formatManifestLine, formatOpeningsCell } from './write-text.ts';

export type ExportFormat = 'csv' | 'xlsx' | 'jsonl';

/** `views` holds, an entry each, what its columns show; in CSV with formulas escaped. */
export type ParsedExport = {
  ok: true;
  format: ExportFormat;
  manifest: Manifest;
  entries: StoredEntry[];
  views: Record<string, Canonical>[];
};

type Row = Readonly<Record<string, Canonical>>;

/** Of lines of JSON or of CSV; a workbook is read by parse-xlsx.ts. */
export function parseText(bytes: Uint8Array): ParsedExport | Failure {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return malformed('it is not UTF-8 text');
  }
  if (text.startsWith('{')) return parseJsonl(text);
  const table = parseCsv(text);
  if (table === null) return malformed('it is neither an export in JSON lines nor in CSV, or it is cut off');
  return parseTable('csv', table, escapeCell);
}

function parseJsonl(text: string): ParsedExport | Failure {
  if (!text.endsWith('\n')) return malformed('its last line is cut off');
  const [head = '', ...lines] = text.slice(0, -1).split('\n');
  const first = parseLine(head);
  const manifest = isCanonicalObject(first) ? first.manifest : undefined;
  if (!isCanonicalObject(manifest)) return malformed('its first line is no manifest');
  if (!isEncodable(manifest) || formatManifestLine(manifest) !== head) return damagedManifest();
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    const row = parseLine(line);
    const isRow = isCanonicalObject(row) && Object.keys(row).join() === exportColumns.join();
    if (!isRow || !isSpelling(line, row)) return malformed(`line ${index + 2} is not a line of an export`);
    rows.push(row);
  }
  return readRows('jsonl', manifest, rows, ({ openings }) => openings);
}

/** Header, an event a row, manifest; `escapeFor` is what the format does to a cell. */
export function parseTable(
  format: ExportFormat,
  table: readonly (readonly string[])[],
  escapeFor: (cell: string, column: string) => string,
): ParsedExport | Failure {
  const [header = [], ...rows] = table;
  const last = rows.pop();
  if (!isSpelling(JSON.stringify(header), exportColumns))
    return malformed('its first line does not name the columns of an export');
  if (last === undefined) return malformed('it has no manifest');
  const uneven = rows.findIndex((row) => row.length !== header.length);
  if (uneven !== -1) return malformed(`row ${uneven + 2} has too few or too many cells`);
  const entryCell = last[exportColumns.indexOf('entry')] ?? '';
  const manifest = decodeCanonical(fromBase64url(entryCell) ?? new Uint8Array());
  if (!isCanonicalObject(manifest)) return malformed('its last row is no manifest');
  const expected = buildManifestRow(manifest).map((cell, index) => escapeFor(cell, exportColumns[index] ?? ''));
  if (!isSpelling(JSON.stringify(last), expected)) return damagedManifest();
  const objects = rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index] ?? ''])));
  return readRows(format, manifest, objects, ({ openings }) => {
    const cell = String(openings);
    const parsed = parseLine(cell);
    return parsed !== undefined && isCellOf(cell, parsed) ? parsed : undefined;
  });
}

function readRows(
  format: ExportFormat,
  manifest: Manifest,
  rows: readonly Row[],
  readOpenings: (row: Row) => Canonical | undefined,
): ParsedExport | Failure {
  const entries: StoredEntry[] = [];
  for (const [index, row] of rows.entries()) {
    const seq = typeof row.seq === 'string' && /^[1-9][0-9]{0,14}$/.test(row.seq) ? Number(row.seq) : null;
    const bytes = fromBase64url(row.entry);
    const sealed = parseOpenings(readOpenings(row));
    if (seq === null || bytes === null || sealed === null || typeof row.hash !== 'string') {
      return fail(seq, 'export-malformed', `row ${index + 2} cannot be read`);
    }
    entries.push({ seq, hash: row.hash, bytes, sealed });
  }
  return { ok: true, format, manifest, entries, views: rows.map((row) => ({ ...row })) };
}

function parseLine(line: string): Canonical | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A second spelling of a value, or a key twice, could show a reader something else than what is checked. */
function isSpelling(text: string, value: Canonical): boolean {
  try {
    return JSON.stringify(value) === text;
  } catch {
    // Nested too deeply to be written.
    return false;
  }
}

function isCellOf(cell: string, openings: Canonical): boolean {
  try {
    return formatOpeningsCell(openings) === cell;
  } catch {
    return false;
  }
}

export function malformed(message: string): Failure {
  return fail(null, 'export-malformed', message);
}

function damagedManifest(): Failure {
  return fail(null, 'manifest-disagrees', 'the manifest was altered or damaged');
}
