/** An exported file back to entries, manifest and the views it shows. Strict: what it cannot read exactly, it refuses. */

import {
  type Canonical,
  decodeCanonical,
  encodeCanonical,
  isCanonicalArray,
  isCanonicalObject,
} from '../flaglog/canonical.ts';
import type { SealedItem } from '../flaglog/sealed.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { type Failure, fail } from '../flaglog/verify.ts';
import { buildManifestRow, exportColumns, formatManifestLine } from './build-export.ts';
import { escapeFormula, parseCsv } from './csv.ts';
import type { Manifest } from './manifest.ts';

/** `views` holds, an entry each, what its columns show; in CSV with formulas escaped. */
export type ParsedExport = {
  ok: true;
  format: 'csv' | 'jsonl';
  manifest: Manifest;
  entries: StoredEntry[];
  views: Record<string, Canonical>[];
};

type Row = Readonly<Record<string, Canonical>>;

export function parseExport(bytes: Uint8Array): ParsedExport | Failure {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return malformed('it is not UTF-8 text');
  }
  return text.startsWith('{') ? parseJsonl(text) : parseCsvExport(text);
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

function parseCsvExport(text: string): ParsedExport | Failure {
  const table = parseCsv(text);
  if (table === null) return malformed('it is neither an export in JSON lines nor in CSV, or it is cut off');
  const [header = [], ...rows] = table;
  const last = rows.pop();
  if (!isSpelling(JSON.stringify(header), exportColumns))
    return malformed('its first line does not name the columns of an export');
  if (last === undefined || rows.some((row) => row.length !== header.length))
    return malformed('a row has too few or too many cells');
  const entryCell = last[exportColumns.indexOf('entry')] ?? '';
  const manifest = decodeCanonical(fromBase64url(entryCell) ?? new Uint8Array());
  if (!isCanonicalObject(manifest)) return malformed('its last row is no manifest');
  if (!isSpelling(JSON.stringify(last), buildManifestRow(manifest).map(escapeFormula))) return damagedManifest();
  const objects = rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index] ?? ''])));
  return readRows('csv', manifest, objects, ({ openings }) => {
    const cell = String(openings);
    const parsed = parseLine(cell);
    return parsed !== undefined && isSpelling(cell, parsed) ? parsed : undefined;
  });
}

function readRows(
  format: ParsedExport['format'],
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
      return fail(seq, 'export-malformed', `row ${index + 1} of the events cannot be read`);
    }
    entries.push({ seq, hash: row.hash, bytes, sealed });
  }
  return { ok: true, format, manifest, entries, views: rows.map((row) => ({ ...row })) };
}

function parseOpenings(value: Canonical | undefined): SealedItem[] | null {
  if (!isCanonicalArray(value)) return null;
  const items: SealedItem[] = [];
  for (const given of value) {
    const item = parseOpening(given);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

function parseOpening(given: Canonical): SealedItem | null {
  if (!isCanonicalObject(given)) return null;
  const { field, item, state, salt, value } = given;
  if (typeof field !== 'string' || typeof item !== 'number') return null;
  const keys = Object.keys(given).join();
  if (keys === 'field,item,state')
    return state === 'erased' || state === 'withheld' ? { field, item, opening: state } : null;
  const saltBytes = fromBase64url(salt);
  if (keys !== 'field,item,salt,value' || saltBytes === null || value === undefined || !isEncodable(value)) return null;
  return { field, item, opening: { salt: saltBytes, value: encodeCanonical(value) } };
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

function isEncodable(value: Canonical): boolean {
  try {
    encodeCanonical(value);
    return true;
  } catch {
    return false;
  }
}

/** Null for anything but the one base64url spelling of some bytes. */
function fromBase64url(text: Canonical | undefined): Uint8Array | null {
  if (typeof text !== 'string') return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : null;
}

function malformed(message: string): Failure {
  return fail(null, 'export-malformed', message);
}

function damagedManifest(): Failure {
  return fail(null, 'manifest-disagrees', 'the manifest was altered or damaged');
}
