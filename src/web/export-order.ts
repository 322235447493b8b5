/** What somebody asks for with the form of the export page, read from what the browser sent. Pure. */

import { isLocalDate } from '../council/dates.ts';
import { periodOfYear } from '../export/financial-year.ts';
import type { Period } from '../export/manifest.ts';
import { mostSampled } from '../export/sample.ts';
import type { OpenChoice } from '../export/variant.ts';
import type { ExportFormat, ExportOrder } from '../operation/make-export.ts';

/** How each is offered, and its media type. */
export const offeredFormats = {
  csv: { text: 'CSV, for a spreadsheet', type: 'text/csv; charset=utf-8' },
  xlsx: {
    text: 'Excel workbook',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  jsonl: { text: 'Lines of JSON, for programs', type: 'application/x-ndjson; charset=utf-8' },
  html: { text: 'Summary, to read and print; not verified by itself', type: 'text/html; charset=utf-8' },
} as const satisfies Record<ExportFormat, { text: string; type: string }>;

export const names = {
  'names-withheld': 'Withheld: people as roles with a number of this file',
  'roster-ids': 'People by their id in the council file; nobody outside',
  'with-names': 'Everything: names, addresses, quotes and reasons',
} as const satisfies Record<OpenChoice['variant'], string>;

export type ExportFields = Record<'format' | 'names' | 'year' | 'from' | 'to' | 'size' | 'seed', string>;
type Mistake = { field: keyof ExportFields; message: string };

const fieldNames = ['format', 'names', 'year', 'from', 'to', 'size', 'seed'] as const;

export function readExportFields(body: Readonly<Record<string, unknown>>, defaults: ExportFields): ExportFields {
  const fields = { ...defaults };
  for (const name of fieldNames) if (typeof body[name] === 'string') fields[name] = body[name].trim();
  return fields;
}

export function readExportOrder(fields: ExportFields): (ExportOrder & { period: Period }) | Mistake[] {
  const { format, names: variant, size, seed } = fields;
  const period = readPeriod(fields);
  const mistakes: Mistake[] = 'field' in period ? [period] : [];
  if (!isKeyOf(offeredFormats, format)) mistakes.push({ field: 'format', message: 'Choose one of the formats.' });
  if (!isKeyOf(names, variant)) mistakes.push({ field: 'names', message: 'Choose how people are shown.' });
  const isSize = /^[1-9]\d{0,3}$/.test(size) && Number(size) <= mostSampled;
  if (size !== '' && !isSize)
    mistakes.push({ field: 'size', message: `Give a number from 1 to ${mostSampled}, or leave it empty.` });
  if (seed !== '' && size === '') mistakes.push({ field: 'size', message: 'A seed goes with the size of a sample.' });
  if (seed !== '' && !/^[^\p{Cc}\p{Cs}]{1,200}$/u.test(seed))
    mistakes.push({ field: 'seed', message: 'Give a seed of up to 200 characters without control characters.' });
  if (mistakes.length > 0 || 'field' in period || !isKeyOf(offeredFormats, format) || !isKeyOf(names, variant))
    return mistakes;
  return {
    format,
    period,
    open: { variant, addresses: false, quotes: false },
    sample: size === '' ? null : { size: Number(size), seed: seed === '' ? null : seed },
  };
}

/** Days go before the year; `all` is everything there is. */
function readPeriod({ year, from, to }: ExportFields): Period | Mistake {
  if (from !== '' && !isLocalDate(from)) return { field: 'from', message: 'Give the first day as a date.' };
  if (to !== '' && !isLocalDate(to)) return { field: 'to', message: 'Give the last day as a date.' };
  if (from !== '' && to !== '' && from > to)
    return { field: 'to', message: 'The last day is before the first: change one of them.' };
  if (from !== '' || to !== '') return { from: from === '' ? null : from, to: to === '' ? null : to };
  if (year === 'all') return { from: null, to: null };
  return periodOfYear(year) ?? { field: 'year', message: 'Choose one of the years.' };
}

function isKeyOf<Words extends object>(words: Words, key: string): key is Extract<keyof Words, string> {
  return Object.hasOwn(words, key);
}
