/** Whether an exported file says what the log said: from the file alone, and with a head also that nothing was cut off. */

import { isLocalDate, isTimezone, localDate } from '../council/dates.ts';
import { type Canonical, formatCanonical, isCanonicalObject } from '../flaglog/canonical.ts';
import { type Head, isHash } from '../flaglog/entry.ts';
import { type LogEvent, openEvents } from '../flaglog/events.ts';
import { type Failure, fail, type Verified, verifyChain } from '../flaglog/verify.ts';
import { buildView, viewColumns } from './columns.ts';
import { escapeFormula } from './csv.ts';
import { buildManifest, type ExportFrame, exportFormat, type Manifest, type Period } from './manifest.ts';
import { type ParsedExport, parseExport } from './parse-export.ts';

/** `headAtExport` is the exporter's word for the head of the whole log; `predecessor` is the entry before the first here. */
export type VerifiedExport = Verified & {
  period: Period;
  exportedAt: string;
  predecessor: Head | null;
  headAtExport: Head | null;
};

export function verifyExport(bytes: Uint8Array, head: Head | null = null): VerifiedExport | Failure {
  const parsed = parseExport(bytes);
  if (!parsed.ok) return parsed;
  const frame = readFrame(parsed.manifest);
  if (frame === null) return disagrees('it lacks what every manifest of this format holds, or is of a newer format');
  const { period, exportedAt, head: headAtExport, predecessor } = frame;
  const verified = verifyChain(parsed.entries, {
    head,
    beginsAtFirst: predecessor === null,
    endsAtNewest: headAtExport !== null && parsed.entries.at(-1)?.seq === headAtExport.seq,
  });
  if (!verified.ok) return verified;
  const events = openEvents(parsed.entries);
  const failure = verifyViews(parsed, events, frame.timezone) ?? verifyManifest(parsed.manifest, events, frame);
  return failure ?? { ...verified, period, exportedAt, predecessor, headAtExport };
}

function verifyViews({ format, views }: ParsedExport, events: readonly LogEvent[], timezone: string): Failure | null {
  for (const [index, event] of events.entries()) {
    const expected = buildView(event, timezone);
    for (const column of viewColumns) {
      const cell = format === 'csv' ? escapeFormula(expected[column]) : expected[column];
      if (views[index]?.[column] === cell) continue;
      return fail(event.seq, 'view-disagrees', `its column ${column} does not say what the entry says`);
    }
  }
  return null;
}

function verifyManifest(manifest: Manifest, events: readonly LogEvent[], frame: ExportFrame): Failure | null {
  const derived = buildManifest(events, frame);
  const keys = new Set([...Object.keys(derived), ...Object.keys(manifest)]);
  for (const key of keys) {
    const [said, found] = [manifest[key], derived[key]];
    if (said === undefined || found === undefined || formatCanonical(said) !== formatCanonical(found)) {
      return disagrees('what it says of the events is not what they are');
    }
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

function readFrame(manifest: Manifest): ExportFrame | null {
  const { format, council, timezone, exportedAt, period } = manifest;
  const head = readHead(manifest.head);
  const predecessor = readHead(manifest.predecessor);
  const isText = typeof council === 'string' && typeof timezone === 'string' && typeof exportedAt === 'string';
  if (format !== exportFormat || !isText || !isTimezone(timezone) || !isCanonicalObject(period)) return null;
  const { from = null, to = null } = period;
  if (head === undefined || predecessor === undefined || !isBound(from) || !isBound(to)) return null;
  return { council, period: { from, to }, timezone, exportedAt, head, predecessor };
}

function isBound(value: Canonical): value is string | null {
  return value === null || (typeof value === 'string' && isLocalDate(value));
}

/** Undefined where it is neither a head nor null. */
function readHead(value: Canonical | undefined): Head | null | undefined {
  if (value === null) return null;
  if (!isCanonicalObject(value) || typeof value.seq !== 'number' || !isHash(value.hash)) return undefined;
  return { seq: value.seq, hash: value.hash };
}

function disagrees(message: string): Failure {
  return fail(null, 'manifest-disagrees', `the manifest is wrong: ${message}`);
}
