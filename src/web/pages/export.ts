/** The auditor's export, as `candour export` writes it: a form, and the file as its answer. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { localDate } from '../../council/dates.ts';
import { financialYearOf } from '../../export/financial-year.ts';
import { FlagLogError } from '../../flaglog/error.ts';
import { makeExportInThread } from '../../operation/export-thread.ts';
import type { ExportOrder } from '../../operation/make-export.ts';
import type { Console } from '../console.ts';
import type { CouncilView } from '../council-view.ts';
import { type ExportFields, names, offeredFormats, readExportFields, readExportOrder } from '../export-order.ts';
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
  const { logger, address, now } = console.parts;
  const { council } = view.live;
  const made = await makeExportInThread({ address, council: council.id, order, at: new Date(now()) });
  if (made.kind === 'unverified') throw unverifiedLog();
  if (made.kind === 'too-many') {
    const text = 'A workbook cannot hold so many events: choose CSV or lines of JSON.';
    const page = await exportPage(view, member, fields, { format: text });
    return console.answer(request, reply.code(422), { ...page, errors: [{ text, href: '#format' }] });
  }
  logger.info('exported', { council: council.id, kind: `${order.format}.${order.open.variant}` });
  return reply
    .header('content-disposition', `attachment; filename="${fileNameOf(view, order)}"`)
    .type(offeredFormats[order.format].type)
    .send(Buffer.from(made.bytes.buffer));
}

/** A chain has no gaps: whoever may not see one of its flags may not have the file, or they would read it there. */
async function seesAll(view: CouncilView, member: Member): Promise<boolean> {
  const { flags } = await view.catchUp();
  return (await view.bookFor(member)).flags.size === flags.size;
}

function unverifiedLog(): FlagLogError {
  return new FlagLogError('log-unverified', 'The flag log does not verify, so nothing was exported.');
}

function fileNameOf({ live }: CouncilView, { period, format }: ExportOrder): string {
  const { from = null, to = null } = period ?? {};
  const days = [from ?? 'beginning', to ?? 'end'].join('-to-');
  return `${live.council.id.replaceAll(/[^A-Za-z0-9-]/g, '-')}-${days}.${format}`;
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
      formats: choices(Object.fromEntries(Object.entries(offeredFormats).map(([name, { text }]) => [name, text]))),
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
