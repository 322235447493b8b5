/** Whether an exported file says what the log said: from the file alone, and with a head also that nothing was cut off. */

import { localDate } from '../council/dates.ts';
import { formatCanonical } from '../flaglog/canonical.ts';
import type { Head } from '../flaglog/entry.ts';
import { type LogEvent, openEvents } from '../flaglog/events.ts';
import { type Failure, fail, type Verified, verifyChain } from '../flaglog/verify.ts';
import { buildViews, isSettings } from './build-export.ts';
import { pseudonymColumns, type ViewColumn, viewColumns } from './columns.ts';
import { verifyContext } from './context.ts';
import { escapeFormula } from './csv.ts';
import { buildManifest, type ExportFrame, type Manifest, type Period, readFrame } from './manifest.ts';
import { type ParsedExport, parseText } from './parse-export.ts';
import { isWorkbook, parseWorkbook } from './parse-xlsx.ts';
import { isPlausible } from './sample.ts';
import { isPseudonym, type Variant } from './variant.ts';
import { ViewContext } from './view-context.ts';

/** `headAtExport` is the exporter's word for the head of the whole log; `predecessor` is the entry before the first here. */
export type VerifiedExport = Verified & {
  period: Period;
  exportedAt: string;
  variant: Variant;
  predecessor: Head | null;
  headAtExport: Head | null;
};

/** `row` counts as a spreadsheet or an editor does, the header or the manifest being row 1; null where no row is at fault. */
export type ExportFailure = Failure & { row: number | null };

export async function verifyExport(
  bytes: Uint8Array,
  head: Head | null = null,
): Promise<VerifiedExport | ExportFailure> {
  const parsed = isWorkbook(bytes) ? await parseWorkbook(bytes) : parseText(bytes);
  if (!parsed.ok) return { ...parsed, row: null };
  const result = verifyParsed(parsed, head);
  if (result.ok) return result;
  return { ...result, row: findRow(parsed, result) };
}

/** Of a missing entry, the row that stands where it should. */
function findRow({ entries }: ParsedExport, { seq, code }: Failure): number | null {
  if (seq === null || code === 'shorter-than-head') return null;
  const index = entries.findIndex((entry) => (code === 'missing' ? entry.seq > seq : entry.seq === seq));
  return index === -1 ? null : index + 2;
}

function verifyParsed(parsed: ParsedExport, head: Head | null): VerifiedExport | Failure {
  const frame = readFrame(parsed.manifest);
  if (frame === null) return disagrees('it lacks what every manifest of this format holds, or is of another format');
  const { period, exportedAt, variant, head: headAtExport, predecessor } = frame;
  const verified = verifyChain(parsed.entries, {
    head,
    beginsAtFirst: predecessor === null,
    endsAtNewest: headAtExport !== null && parsed.entries.at(-1)?.seq === headAtExport.seq,
  });
  if (!verified.ok) return verified;
  const events = openEvents(parsed.entries);
  const context = verifyContext(frame.context, events);
  if (!context.ok) return context;
  const failure =
    verifyViews(parsed, events, context.events, frame) ??
    verifyManifest(parsed.manifest, events, context.events, frame);
  return failure ?? { ...verified, period, exportedAt, variant, predecessor, headAtExport };
}

function verifyViews(
  { format, views }: ParsedExport,
  events: readonly LogEvent[],
  context: readonly LogEvent[],
  { timezone, variant }: ExportFrame,
): Failure | null {
  const expected = buildViews(events, new ViewContext(timezone, context.findLast(isSettings) ?? null));
  for (const [index, view] of expected.entries()) {
    for (const column of viewColumns) {
      const cell = format === 'csv' ? escapeFormula(view[column]) : view[column];
      const shown = views[index]?.[column];
      if (shown === cell || (variant === 'names-withheld' && isHidden(column, view[column], shown))) continue;
      const seq = events[index]?.seq ?? null;
      return fail(seq, 'view-disagrees', `its column ${column} does not say what the entry says`);
    }
  }
  return null;
}

/** Whether a pseudonym or a role stands where something is withheld: who it is, is the exporter's word. */
function isHidden(column: ViewColumn, expected: string, shown: unknown): boolean {
  if (!pseudonymColumns.some((each) => each === column) || typeof shown !== 'string') return false;
  if (!expected.includes('[withheld]')) return false;
  const isRole = column === 'subject_role' || column === 'other_party_roles';
  const words = isRole ? ['officer', 'councillor', 'unknown'] : [];
  return shown
    .split('; ')
    .every((word) => isPseudonym(word) || words.includes(word) || ['[withheld]', '[erased]'].includes(word));
}

function verifyManifest(
  manifest: Manifest,
  events: readonly LogEvent[],
  context: readonly LogEvent[],
  frame: ExportFrame,
): Failure | null {
  const derived = buildManifest(events, context, frame);
  const keys = new Set([...Object.keys(derived), ...Object.keys(manifest)]);
  for (const key of keys) {
    const [said, found] = [manifest[key], derived[key]];
    if (said === undefined || found === undefined || formatCanonical(said) !== formatCanonical(found)) {
      if (found === undefined) return disagrees('it holds what no manifest of this format does');
      return disagrees(`what it says under “${key}” is not what the events say`);
    }
  }
  if (frame.samples !== null && !isPlausible(frame.samples, events)) {
    return disagrees('its sample of messages was not drawn as it says');
  }
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { head, period, timezone } = frame;
  const isBehindHead = head !== null && (last.seq < head.seq || last.hash === head.hash);
  if (!isBehindHead || first.entry.council !== frame.council) return disagrees('it speaks of another log');
  const dateOf = ({ entry }: LogEvent): string => localDate(new Date(entry.time), timezone);
  const isWithin =
    (period.from === null || dateOf(first) >= period.from) && (period.to === null || dateOf(last) <= period.to);
  return isWithin ? null : disagrees('its period is not that of the events');
}

function disagrees(message: string): Failure {
  return fail(null, 'manifest-disagrees', `the manifest is wrong: ${message}`);
}
