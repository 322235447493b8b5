/** The auditor's export, as `candour export` writes it: a form, and the file as its answer. */

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localDate } from '../../council/dates.ts';
import { buildExport, type FlagLogExport } from '../../export/build-export.ts';
import { financialYearOf } from '../../export/financial-year.ts';
import { formatSummary } from '../../export/summary-html.ts';
import { formatExportCsv, formatExportJsonl } from '../../export/write-text.ts';
import { formatWorkbook } from '../../export/write-xlsx.ts';
import { FlagLogError } from '../../flaglog/error.ts';
import { findTimezone } from '../../flaglog/settings-record.ts';
import { verifyChain } from '../../flaglog/verify.ts';
import { gatherSample } from '../../operation/gather-sample.ts';
import { programVersion } from '../../operation/version.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import {
  type ExportFields,
  type ExportFormat,
  type ExportOrder,
  exportFormats,
  names,
  readExportFields,
  readExportOrder,
} from '../export-order.ts';
import type { Member } from '../membership.ts';
import type { Page } from '../views.ts';
import { requireMember } from './require-member.ts';

export async function showExport(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  return console.answer(request, reply, await exportPage(view, member, await defaultsOf(view)));
}

export async function sendExport(
  request: FastifyRequest,
  reply: FastifyReply,
  console: Console,
): Promise<FastifyReply> {
  const { member, view } = requireMember(request, console);
  const body = request.body as Readonly<Record<string, unknown>>;
  const fields = readExportFields(body, await defaultsOf(view));
  if (!(await seesAll(view, member)))
    return console.answer(request, reply.code(403), await exportPage(view, member, fields));
  const order = readExportOrder(fields);
  if (Array.isArray(order)) {
    const errors = order.map(({ field, message }) => ({ text: message, href: `#${field}` }));
    const messages = Object.fromEntries(order.map(({ field, message }) => [field, message]));
    return console.answer(request, reply.code(422), { ...(await exportPage(view, member, fields, messages)), errors });
  }
  const { logger } = console.parts;
  const bytes = await makeExport(console, view, order);
  if (bytes === null) {
    const text = 'A workbook cannot hold so many events: choose CSV or lines of JSON.';
    const page = await exportPage(view, member, fields, { format: text });
    return console.answer(request, reply.code(422), { ...page, errors: [{ text, href: '#format' }] });
  }
  logger.info('exported', { council: view.live.council.id, kind: `${order.format}.${order.open.variant}` });
  return reply
    .header('content-disposition', `attachment; filename="${fileNameOf(view, order)}"`)
    .type(exportFormats[order.format].type)
    .send(Buffer.from(bytes));
}

/** A chain has no gaps: whoever may not see one of its flags may not have the file, or they would read it there. */
async function seesAll(view: CouncilView, member: Member): Promise<boolean> {
  const { flags } = await view.catchUp();
  return (await view.bookFor(member)).flags.size === flags.size;
}

/** Null where a workbook cannot hold so much. Throws FlagLogError where the log does not verify: nothing is exported then. */
async function makeExport({ parts }: Console, { live }: CouncilView, order: ExportOrder): Promise<Uint8Array | null> {
  const { database, now } = parts;
  const { council, log } = live;
  const timezone = findTimezone((await log.catchUp()).events);
  const entries = await log.readEntries();
  const verified = verifyChain(entries, { beginsAtFirst: true, endsAtNewest: true });
  if (!verified.ok) throw new FlagLogError('log-unverified', 'The flag log does not verify, so nothing was exported.');
  const { period, open, sample } = order;
  const built = buildExport(entries, {
    council: council.id,
    period,
    exportedAt: new Date(now()),
    program: programVersion,
    open,
    sample: sample === null ? null : await gatherSample(database, council.id, entries, { ...sample, period, timezone }),
    pseudonymKey: randomBytes(32),
  });
  return format(built, order.format);
}

async function format(built: FlagLogExport, name: ExportFormat): Promise<Uint8Array | null> {
  if (name === 'xlsx') return formatWorkbook(built);
  const writers = { csv: formatExportCsv, jsonl: formatExportJsonl, html: formatSummary };
  return new TextEncoder().encode(writers[name](built));
}

function fileNameOf({ live }: CouncilView, { period: { from, to }, format }: ExportOrder): string {
  const period = [from ?? 'beginning', to ?? 'end'].join('-to-');
  return `${live.council.id.replaceAll(/[^A-Za-z0-9-]/g, '-')}-${period}.${format}`;
}

async function defaultsOf(view: CouncilView): Promise<ExportFields> {
  const year = financialYearOf(view.day);
  return { format: 'csv', names: 'names-withheld', year, from: '', to: '', size: '', seed: '' };
}

async function exportPage(
  view: CouncilView,
  member: Member,
  fields: ExportFields,
  messages: Partial<Record<string, string>> = {},
): Promise<Page> {
  const { council } = view.live;
  const { events } = await view.catchUp();
  const first = events[0] === undefined ? view.day : localDate(new Date(events[0].entry.time), council.timezone);
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, text]) => ({ value, text }));
  return {
    template: 'export',
    title: 'Export',
    data: {
      seesAll: await seesAll(view, member),
      fields,
      messages,
      action: `/${council.id}/export`,
      log: `/${council.id}/log`,
      years: [
        ...yearsOf(first, view.day).map((year) => ({ value: year, text: year })),
        { value: 'all', text: 'Everything' },
      ],
      formats: choices(Object.fromEntries(Object.entries(exportFormats).map(([name, { text }]) => [name, text]))),
      names: choices(names),
    },
  };
}

/** Newest first. */
function yearsOf(first: string, last: string): string[] {
  const start = (day: string): number => Number(financialYearOf(day).slice(0, 4));
  const count = Math.max(1, Math.min(100, start(last) - start(first) + 1));
  return Array.from({ length: count }, (_, index) => financialYearOf(`${start(last) - index}-04-01`));
}
