/** An export as lines of JSON, and as CSV. */

import type { Canonical } from '../flaglog/canonical.ts';
import { encodeCanonical } from '../flaglog/canonical.ts';
import { exportColumns, type FlagLogExport } from './build-export.ts';
import { viewColumns } from './columns.ts';
import { escapeCell, formatCsv } from './csv.ts';
import { toShownJson } from './display.ts';
import { hashManifest, type Manifest } from './manifest.ts';
import { describeOpening, toBase64url } from './openings.ts';
import { readText } from './read-value.ts';

/** One line of JSON for the manifest, then one an event. */
export function formatExportJsonl({ manifest, entries, views }: FlagLogExport): string {
  const lines = entries.map(({ bytes, sealed }, index) =>
    JSON.stringify({ ...views[index], entry: toBase64url(bytes), openings: sealed.map(describeOpening) }),
  );
  return [formatManifestLine(manifest), ...lines].map((line) => `${line}\n`).join('');
}

/** One row an event, then one of type `manifest`, so that the file alone can be verified. */
export function formatExportCsv(built: FlagLogExport): string {
  const rows = tableRows(built).map((row) => row.map((cell, index) => escapeCell(cell, exportColumns[index] ?? '')));
  return formatCsv([[...exportColumns], ...rows]);
}

/** What a table holds below its header: an event a row, and the manifest in the last. */
export function tableRows({ manifest, entries, views }: FlagLogExport): string[][] {
  const rows = entries.map(({ bytes, sealed }, index) => [
    ...viewColumns.map((column) => views[index]?.[column] ?? ''),
    toBase64url(bytes),
    formatOpeningsCell(sealed.map(describeOpening)),
  ]);
  return [...rows, buildManifestRow(manifest)];
}

export function formatManifestLine(manifest: Manifest): string {
  return JSON.stringify({ manifest, hash: hashManifest(manifest) });
}

export function buildManifestRow(manifest: Manifest): string[] {
  const cells: Record<string, string> = {
    event_type: 'manifest',
    council: readText(manifest.council),
    hash: hashManifest(manifest),
    entry: toBase64url(encodeCanonical(manifest)),
  };
  return exportColumns.map((column) => cells[column] ?? '');
}

/** JSON in a cell of a table: shown characters only. */
export function formatOpeningsCell(openings: Canonical): string {
  return toShownJson(JSON.stringify(openings));
}
