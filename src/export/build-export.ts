/** The events of a period as rows that an auditor can verify without anything else. Pure. */

import { createHmac } from 'node:crypto';
import { localDate } from '../council/dates.ts';
import { type LogEvent, openEvents } from '../flaglog/events.ts';
import { findTimezone, settingsEventType } from '../flaglog/settings-record.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { buildView, pseudonymColumns, type View, viewColumns } from './columns.ts';
import { findNamed } from './context.ts';
import { buildManifest, type Manifest, type Period } from './manifest.ts';
import { drawUnflagged, type SampleOrder } from './sample.ts';
import { makePseudonyms, type OpenChoice, withhold } from './variant.ts';
import { ViewContext } from './view-context.ts';

/** `views` shows the entries, one each. */
export type FlagLogExport = { manifest: Manifest; entries: readonly StoredEntry[]; views: readonly View[] };

export type ExportOptions = {
  council: string;
  period: Period;
  exportedAt: Date;
  program: string;
  /** Which openings to give away; what is withheld stays committed to. */
  open: OpenChoice;
  sample: SampleOrder | null;
  /** Random, of this export alone, and kept nowhere: pseudonyms are dealt by it. */
  pseudonymKey: Uint8Array;
};

/** Columns behind the views: the canonical bytes that are hashed, and the openings of what they commit to. */
export const exportColumns: readonly string[] = [...viewColumns, 'entry', 'openings'];

/** `entries` is the whole chain, verified. */
export function buildExport(entries: readonly StoredEntry[], options: ExportOptions): FlagLogExport {
  const { council, period, exportedAt, program, open, sample } = options;
  const all = openEvents(entries);
  const timezone = findTimezone(all);
  const { start, end } = selectPeriod(all, period, timezone);
  const withheld = (entry: StoredEntry): StoredEntry => ({ ...entry, sealed: withhold(entry.sealed, open) });
  const selected = entries.slice(start, end).map(withheld);
  const events = openEvents(selected);
  const named = findNamed(events);
  const context = entries.filter(({ hash, seq }) => named.get(hash) === seq).map(withheld);
  const opened = openEvents(context);
  const frame = {
    council,
    period,
    timezone,
    exportedAt: exportedAt.toISOString(),
    program,
    variant: open.variant,
    head: entries.at(-1) ?? null,
    predecessor: entries[start - 1] ?? null,
    context,
    samples: sample === null ? null : drawUnflagged(sample, open.variant !== 'names-withheld'),
  };
  const views = buildViews(events, new ViewContext(timezone, opened.findLast(isSettings) ?? null));
  if (open.variant === 'names-withheld') {
    hidePeople(views, all.slice(start, end), entries.slice(start, end), timezone, options.pseudonymKey);
  }
  return { manifest: buildManifest(events, opened, frame), entries: selected, views };
}

export function buildViews(events: readonly LogEvent[], context: ViewContext): View[] {
  return events.map((event) => buildView(event, context));
}

/** Views of `events` as somebody with all openings sees them, with pseudonyms for ids; of these only who is who goes into `views`. */
function hidePeople(
  views: readonly View[],
  events: readonly LogEvent[],
  entries: readonly StoredEntry[],
  timezone: string,
  key: Uint8Array,
): void {
  const hide = makePseudonyms(
    entries.map(({ sealed }) => sealed),
    events.map(({ entry }) => entry.type),
    (id) => createHmac('sha256', key).update(id).digest('hex'),
  );
  const context = new ViewContext(timezone, null);
  for (const [index, event] of events.entries()) {
    const open = buildView(event, context, hide);
    const view = views[index];
    if (view !== undefined) for (const column of pseudonymColumns) view[column] = open[column];
  }
}

export function isSettings({ entry }: LogEvent): boolean {
  return entry.type === settingsEventType;
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
