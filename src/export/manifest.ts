/**
 * What an export says of itself. What is in the frame is the exporter's word; all else follows from the events, and verify derives it
 * anew (docs/decisions/0017-what-an-export-proves.md).
 */

import { createHash } from 'node:crypto';
import type { LocalDate } from '../council/council.ts';
import { isLocalDate, isTimezone } from '../council/dates.ts';
import { type Canonical, encodeCanonical, isCanonicalObject } from '../flaglog/canonical.ts';
import { type Head, isHash } from '../flaglog/entry.ts';
import type { LogEvent } from '../flaglog/events.ts';
import type { StoredEntry } from '../flaglog/store.ts';
import { describeContext, parseContext } from './context.ts';
import { countFlags } from './count-flags.ts';
import {
  describeAudits,
  describeChanges,
  describeExamined,
  describeLastAudit,
  describeMutes,
  describeOutages,
  describeSettings,
} from './derive.ts';
import { readObject, readObjects } from './read-value.ts';
import { describeSamples, mostSampled, type Samples } from './sample.ts';
import { isVariant, type Variant } from './variant.ts';

export const exportFormat = 'candour-export/2';

/** Local dates, inclusive; null is no bound. */
export type Period = { from: LocalDate | null; to: LocalDate | null };

/** What cannot be derived from the events of the export. */
export type ExportFrame = {
  council: string;
  period: Period;
  timezone: string;
  /** UTC. */
  exportedAt: string;
  /** Version of the program that exported. */
  program: string;
  variant: Variant;
  /** Of the whole log when it was exported. */
  head: Head | null;
  /** The entry before the first one here; only kept for an export without events. */
  predecessor: Head | null;
  /** Entries before the first one here that still hold, with their openings. */
  context: readonly StoredEntry[];
  samples: Samples | null;
};

export type Manifest = { readonly [key: string]: Canonical };

/** `context`: the entries of the frame's, opened. */
export function buildManifest(events: readonly LogEvent[], context: readonly LogEvent[], frame: ExportFrame): Manifest {
  const [first, last] = [events[0], events.at(-1)];
  const { from, to } = frame.period;
  return {
    format: exportFormat,
    council: frame.council,
    chain: first?.entry.chain ?? null,
    period: { from, to },
    timezone: frame.timezone,
    exportedAt: frame.exportedAt,
    program: frame.program,
    variant: frame.variant,
    events: events.length,
    predecessor: describeHead(first === undefined ? frame.predecessor : predecessorOf(first)),
    first: describeHead(first),
    last: describeHead(last),
    head: describeHead(frame.head),
    flags: countFlags(events),
    lastAudit: describeLastAudit(events),
    examined: describeExamined(events, from, to),
    audits: describeAudits(events, frame.timezone),
    outages: describeOutages(events),
    changes: describeChanges(events, context),
    settings: describeSettings(events, context),
    mutes: describeMutes(events, context),
    samples: describeSamples(events, frame.samples),
    context: describeContext(frame.context),
  };
}

/** Not proof against a forger, who can compute it too: it shows damage, and the chain and its heads do the rest. */
export function hashManifest(manifest: Manifest): string {
  return createHash('sha256').update('candour-export/v2/manifest\0').update(encodeCanonical(manifest)).digest('hex');
}

/** Null where it lacks what every manifest of this format holds. */
export function readFrame(manifest: Manifest): ExportFrame | null {
  const { format, council, timezone, exportedAt, period, program, variant } = manifest;
  const head = readHead(manifest.head);
  const predecessor = readHead(manifest.predecessor);
  const context = parseContext(manifest.context);
  const samples = readSamples(manifest.samples);
  if (format !== exportFormat || typeof council !== 'string' || typeof exportedAt !== 'string') return null;
  if (typeof timezone !== 'string' || !isTimezone(timezone) || typeof program !== 'string') return null;
  const { from = null, to = null } = readObject(period);
  if (head === undefined || predecessor === undefined || !isBound(from) || !isBound(to)) return null;
  if (context === null || samples === undefined || !isVariant(variant)) return null;
  return { council, period: { from, to }, timezone, exportedAt, program, variant, head, predecessor, context, samples };
}

function readSamples(value: Canonical | undefined): Samples | null | undefined {
  if (value === null) return null;
  const { seed, size, unflagged } = readObject(value);
  if (typeof seed !== 'string' || typeof size !== 'number' || size < 1 || size > mostSampled) return undefined;
  if (unflagged === null) return { seed, size, unflagged };
  const { population, messages } = readObject(unflagged);
  return typeof population === 'number'
    ? { seed, size, unflagged: { population, messages: readObjects(messages) } }
    : undefined;
}

function predecessorOf({ entry }: LogEvent): Head | null {
  return entry.seq === 1 ? null : { seq: entry.seq - 1, hash: entry.prev };
}

function describeHead(head: Head | null | undefined): Canonical {
  return head === null || head === undefined ? null : { seq: head.seq, hash: head.hash };
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
