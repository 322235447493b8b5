/** The events of a period as a file that an auditor can verify without anything else. Pure. */

import { localDate } from '../council/dates.ts';
import { type Canonical, decodeCanonical, encodeCanonical } from '../flaglog/canonical.ts';
import { type LogEvent, openEvents } from '../flaglog/events.ts';
import type { Opening, SealedItem } from '../flaglog/sealed.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { buildView, viewColumns } from './columns.ts';
import { formatCsv } from './csv.ts';
import { buildManifest, hashManifest, type Manifest, type Period } from './manifest.ts';

export type FlagLogExport = { manifest: Manifest; entries: readonly StoredEntry[] };

export type ExportOptions = {
  council: string;
  period: Period;
  exportedAt: Date;
  /** Which openings to give away that may name people outside the council; what is withheld stays committed to. */
  open: { addresses: boolean; quotes: boolean };
};

/** Used before the first audit has recorded the council's own. */
const defaultTimezone = 'Europe/London';

/** Columns behind the views: the canonical bytes that are hashed, and the openings of what they commit to. */
export const exportColumns: readonly string[] = [...viewColumns, 'entry', 'openings'];

/** `entries` is the whole chain, verified. */
export function buildExport(entries: readonly StoredEntry[], options: ExportOptions): FlagLogExport {
  const { council, period, exportedAt, open } = options;
  const events = openEvents(entries);
  const timezone = findTimezone(events);
  const { start, end } = selectPeriod(events, period, timezone);
  const selected = entries.slice(start, end).map((entry) => ({ ...entry, sealed: withhold(entry.sealed, open) }));
  const frame = {
    council,
    period,
    timezone,
    exportedAt: exportedAt.toISOString(),
    head: entries.at(-1) ?? null,
    predecessor: entries[start - 1] ?? null,
  };
  return { manifest: buildManifest(openEvents(selected), frame), entries: selected };
}

/** One line of JSON for the manifest, then one an event. */
export function formatExportJsonl({ manifest, entries }: FlagLogExport): string {
  const lines = [formatManifestLine(manifest)];
  for (const [index, event] of openEvents(entries).entries()) {
    const { bytes = new Uint8Array(), sealed = [] } = entries[index] ?? {};
    const view = buildView(event, readTimezone(manifest));
    lines.push(JSON.stringify({ ...view, entry: toBase64url(bytes), openings: sealed.map(describeOpening) }));
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** One row an event, then one of type `manifest`, so that the file alone can be verified. */
export function formatExportCsv({ manifest, entries }: FlagLogExport): string {
  const rows = openEvents(entries).map((event, index) => {
    const { bytes = new Uint8Array(), sealed = [] } = entries[index] ?? {};
    const view = buildView(event, readTimezone(manifest));
    const openings = JSON.stringify(sealed.map(describeOpening));
    return [...viewColumns.map((column) => view[column]), toBase64url(bytes), openings];
  });
  return formatCsv([[...exportColumns], ...rows, buildManifestRow(manifest)]);
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

export function describeOpening({ field, item, opening }: SealedItem): { [key: string]: Canonical } {
  if (typeof opening === 'string') return { field, item, state: opening };
  return { field, item, salt: toBase64url(opening.salt), value: decodeCanonical(opening.value) ?? null };
}

export function readTimezone(manifest: Manifest): string {
  return readText(manifest.timezone);
}

/**
 * From the first entry on or after `from` to the last on or before `to`. Entries in between belong to the period even where
 * the clock was wrong for a while: a gap could not be verified. Half-open indexes.
 */
function selectPeriod(
  events: readonly LogEvent[],
  { from, to }: Period,
  timezone: string,
): { start: number; end: number } {
  const dateOf = ({ entry }: LogEvent): string => localDate(new Date(entry.time), timezone);
  const found = from === null ? 0 : events.findIndex((event) => dateOf(event) >= from);
  const start = found === -1 ? events.length : found;
  const end = to === null ? events.length : events.findLastIndex((event) => dateOf(event) <= to) + 1;
  return { start, end: Math.max(start, end) };
}

function findTimezone(events: readonly LogEvent[]): string {
  const audit = events.findLast(({ entry }) => entry.type === 'audit-completed');
  return readText(audit?.entry.data.timezone) || defaultTimezone;
}

function withhold(sealed: readonly SealedItem[], open: ExportOptions['open']): SealedItem[] {
  return sealed.map(({ field, item, opening }) => ({
    field,
    item,
    opening: isOpen(field, opening, open) ? opening : 'withheld',
  }));
}

/** Roster ids, references and classes; whatever field a later release seals is withheld until it is listed. */
const openFields = [
  'messageKey',
  'messageId',
  'messageDate',
  'mailbox',
  'by',
  'affected',
  'hidden',
  'thirdPartyClasses',
  'mailboxes',
];

function isOpen(field: string, opening: Opening, open: ExportOptions['open']): boolean {
  if (typeof opening === 'string' || openFields.includes(field)) return true;
  if (field === 'thirdParties') return open.addresses;
  const text = new TextDecoder().decode(opening.value);
  if (text === 'null') return true;
  // The mail's own words may hold the very addresses that are withheld.
  if (!open.addresses && /\S@\S/.test(text)) return false;
  return field === 'evidence' || (field === 'quotes' && open.quotes);
}

function readText(value: Canonical | undefined): string {
  return typeof value === 'string' ? value : '';
}

function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
