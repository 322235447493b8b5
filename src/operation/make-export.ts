/** The auditor's export of a council's flag log, whole: the same file from the command and from the console. */

import { randomBytes } from 'node:crypto';
import { localDate } from '../council/dates.ts';
import type { Database } from '../database/open-database.ts';
import { buildExport, type FlagLogExport } from '../export/build-export.ts';
import { financialYearOf, periodOfYear } from '../export/financial-year.ts';
import type { Period } from '../export/manifest.ts';
import { formatSummary } from '../export/summary-html.ts';
import type { OpenChoice } from '../export/variant.ts';
import { formatExportCsv, formatExportJsonl } from '../export/write-text.ts';
import { formatWorkbook } from '../export/write-xlsx.ts';
import type { Head } from '../flaglog/entry.ts';
import { openEvents } from '../flaglog/events.ts';
import type { FlagLog } from '../flaglog/flag-log.ts';
import { findTimezone } from '../flaglog/settings-record.ts';
import { verifyChain } from '../flaglog/verify.ts';
import { gatherSample } from './gather-sample.ts';
import { programVersion } from './version.ts';

export const exportFormats = ['csv', 'xlsx', 'jsonl', 'html'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type ExportOrder = {
  format: ExportFormat;
  /** Null: the financial year that it is, in the council's time. */
  period: Period | null;
  open: OpenChoice;
  /** `seed` null: the hash of the newest entry. */
  sample: { size: number; seed: string | null } | null;
};

export type MadeExport = {
  kind: 'made';
  bytes: Uint8Array;
  period: Period;
  /** Number of events in it. */
  events: number;
  manifest: FlagLogExport['manifest'];
  /** Of the whole log. */
  head: Head | null;
};

/** `unverified`: the flag log does not verify, and nothing is exported. `too-many`: more events than a workbook can hold. */
export type ExportRefusal = { kind: 'unverified' } | { kind: 'too-many' };

export async function makeExport(
  log: FlagLog,
  database: Database,
  { format, period: wanted, open, sample }: ExportOrder,
  at: Date,
): Promise<MadeExport | ExportRefusal> {
  const entries = await log.readEntries();
  const verified = verifyChain(entries, { beginsAtFirst: true, endsAtNewest: true });
  if (!verified.ok) return { kind: 'unverified' };
  const timezone = findTimezone(openEvents(entries));
  const period = wanted ?? currentYear(at, timezone);
  const built = buildExport(entries, {
    council: log.council,
    period,
    exportedAt: at,
    program: programVersion,
    open,
    sample:
      sample === null ? null : await gatherSample(database, log.council, entries, { ...sample, period, timezone }),
    pseudonymKey: randomBytes(32),
  });
  const bytes = await formatExport(built, format);
  if (bytes === null) return { kind: 'too-many' };
  const { manifest } = built;
  return { kind: 'made', bytes, period, events: built.entries.length, manifest, head: verified.last };
}

function currentYear(at: Date, timezone: string): Period {
  const period = periodOfYear(financialYearOf(localDate(at, timezone)));
  if (period === null) throw new RangeError('Every day is in a financial year.');
  return period;
}

/** Null where a workbook cannot hold so much. */
async function formatExport(built: FlagLogExport, format: ExportFormat): Promise<Uint8Array | null> {
  if (format === 'xlsx') return formatWorkbook(built);
  const writers = { csv: formatExportCsv, jsonl: formatExportJsonl, html: formatSummary };
  return new TextEncoder().encode(writers[format](built));
}
