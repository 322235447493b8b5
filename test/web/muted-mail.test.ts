/** What the council has agreed to, from the form or the council file to the next message: logged, cited, and told to nobody. */

import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { verifyExport } from '../../src/export/verify-export.ts';
import type { LogEvent } from '../../src/flaglog/events.ts';
import { noteDigestDay } from '../../src/intake/digest-store.ts';
import { readTold } from '../../src/intake/notice-store.ts';
import { makeExport } from '../../src/operation/make-export.ts';
import { previewDigest } from '../../src/operation/preview-digest.ts';
import { writeInto } from '../sources/scratch-folder.ts';
import { type LiveAudit, openLiveAudit } from '../support/live-audit.ts';
import { type Browser, councilId, openTestConsole, type TestConsole } from './console-kit.ts';

const rule = 'councillor-commitment';
const serious = { rule, until: '2026-12-31', reason: 'Resolution 26/14.' };

type Letter = { id: string; from?: 'cllr-pratt' | 'cllr-lane'; subject?: string; answers?: string; day?: number };

/** A councillor orders something in the council's name, with a copy to the Clerk: serious, and so alerted at once. */
function formatLetter({ id, from = 'cllr-pratt', subject = 'Fence', answers, day = 8 }: Letter): string {
  const lines = [
    `Message-ID: <${id}@letters.example>`,
    `Date: ${day} Jun 2026 09:30:00 +0100`,
    `From: ${from}@littlewickham-pc.gov.uk`,
    'To: ivor@stoneworks.example',
    'Cc: clerk@littlewickham-pc.gov.uk',
    ...(answers === undefined ? [] : [`In-Reply-To: <${answers}@letters.example>`]),
    `Subject: ${subject}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'The Parish Council accepts your quotation of £450.',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

type Audited = TestConsole & {
  /** The letter comes in and is judged; returns the id of its flag. */
  receive: (letter: Letter) => Promise<string>;
};

/** The console, and the audit that runs beside it on the same database. */
async function openAudited(more = ''): Promise<Audited> {
  const kit = await openTestConsole({ more });
  const { folder, live, clock } = kit;
  const audit: LiveAudit = await openLiveAudit(folder, live.council, live.pack, { now: () => clock.now });
  onTestFinished(() => audit[Symbol.asyncDispose]());
  const receive = async (letter: Letter): Promise<string> => {
    writeInto(join(folder, 'mailboxes/clerk/INBOX'), `${letter.id}.eml`, formatLetter(letter));
    await audit.register();
    await audit.readAll();
    await audit.settle();
    return live.log.computeId(rule, `<${letter.id}@letters.example>`);
  };
  return { ...kit, receive };
}

async function eventsOf({ live }: TestConsole, flag: string): Promise<LogEvent[]> {
  const { events } = await live.log.catchUp();
  return events.filter(({ entry }) => entry.data.flag === flag);
}

async function isAlerted({ database }: TestConsole, flag: string): Promise<boolean> {
  const { alertedTo } = await readTold(database.kysely, councilId, [flag]);
  return alertedTo.has(flag);
}

/** The form for one conversation, as the page of its flag leads to it. */
async function muteConversation(clerk: Browser, flag: string): Promise<void> {
  const page = await clerk.get(`/${councilId}/flags/${flag}`);
  const [, href = ''] = /href="([^"]+)">Keep back alerts about this conversation</.exec(page.body) ?? [];
  const form = await clerk.get(href.replace(/#.*/, ''));
  const [, id = ''] = /name="flag" value="([^"]+)"/.exec(form.body) ?? [];
  const fields = { flag: id, until: serious.until, reason: serious.reason };
  const answer = await clerk.post(`/${councilId}/mutes`, { token: clerk.tokenIn(form), ...fields });
  expect(answer.headers.location).toBe(`/${councilId}/mutes?done=record`);
}

async function muteBy(clerk: Browser, scope: { people?: string; subject?: string }): Promise<void> {
  const token = clerk.tokenIn(await clerk.get(`/${councilId}/mutes`));
  const answer = await clerk.post(`/${councilId}/mutes`, { token, ...serious, ...scope });
  expect(answer.headers.location).toBe(`/${councilId}/mutes?done=record`);
}

type Case = {
  more?: string;
  mute?: (clerk: Browser, flag: string) => Promise<void>;
  covered: Letter;
  other: Letter;
  /** How it is called, and as what the export shows it. */
  by: RegExp;
  scope: string;
};

const arrangement = `arrangements: [{ rule: ${rule}, subject: fence, reason: Resolution 26/14. }]\n`;

describe('flags kept back', () => {
  // Smaller than the id it answers: whatever a conversation is called after must not matter.
  test.each<[string, Case]>([
    [
      'by a mute of one conversation',
      {
        mute: muteConversation,
        covered: { id: 'again', answers: 'first' },
        other: { id: 'elsewhere' },
        by: /^mute-\d+$/,
        scope: 'the conversation of flag ',
      },
    ],
    [
      'by a mute of one person',
      {
        mute: (clerk) => muteBy(clerk, { people: 'cllr-pratt' }),
        covered: { id: 'again' },
        other: { id: 'elsewhere', from: 'cllr-lane' },
        by: /^mute-\d+$/,
        scope: 'cllr-pratt',
      },
    ],
    [
      'by a mute of a subject',
      {
        mute: (clerk) => muteBy(clerk, { subject: 'fence' }),
        covered: { id: 'again', from: 'cllr-lane' },
        other: { id: 'elsewhere', subject: 'Benches' },
        by: /^mute-\d+$/,
        scope: 'subject “fence”',
      },
    ],
    [
      'by an arrangement of the council file',
      {
        more: arrangement,
        covered: { id: 'again' },
        other: { id: 'elsewhere', subject: 'Benches' },
        by: /^arrangement-1$/,
        scope: 'subject “fence”',
      },
    ],
  ])('%s are logged, cited, counted in digest and export, and alert nobody', async (_, each) => {
    const kit = await openAudited(each.more);
    const clerk = await kit.signedIn('handler');
    if (each.mute !== undefined) {
      const first = await kit.receive({ id: 'first' });
      expect(await isAlerted(kit, first)).toBe(true);
      await each.mute(clerk, first);
    }
    const [covered, other] = [await kit.receive(each.covered), await kit.receive(each.other)];

    const events = await eventsOf(kit, covered);
    expect(events.map(({ entry }) => entry.type)).toEqual(['flag-raised', 'flag-muted']);
    const by = String(events[1]?.entry.data.by);
    expect(by).toMatch(each.by);
    expect(await isAlerted(kit, covered)).toBe(false);
    expect((await eventsOf(kit, other)).map(({ entry }) => entry.type)).toEqual(['flag-raised']);
    expect(await isAlerted(kit, other)).toBe(true);
    expect((await clerk.get(`/${councilId}/flags/${covered}`)).body).toMatch(
      new RegExp(`Alerts kept back by</dt>\\s*<dd[^>]*>${by}<`),
    );

    const { database, live, clock } = kit;
    const day = { day: '2026-06-09', recipient: 'clerk', at: clock.now + 86_400_000 };
    const report = (await previewDigest(database, live, day)).rendered;
    await database.transact(councilId, (transaction) => noteDigestDay(transaction, councilId, '2026-06-05'));
    const digest = (await previewDigest(database, live, day)).rendered;
    expect([report.subject, digest.subject].join()).toMatch(/report on earlier mail.*,Candour: digest of 9 June 2026/);
    for (const { text } of [report, digest]) {
      expect(text).toContain(`- ${by}: 1 flag`);
      expect(text).not.toContain(covered.slice(0, 8));
    }

    const order = {
      period: null,
      open: { variant: 'with-names', addresses: true, quotes: true },
      sample: null,
    } as const;
    const made = await makeExport(live.log, database, { format: 'jsonl', ...order }, new Date(clock.now));
    const page = await makeExport(live.log, database, { format: 'html', ...order }, new Date(clock.now));
    if (made.kind !== 'made' || page.kind !== 'made') throw new Error('There is no export.');
    expect(await verifyExport(made.bytes)).toMatchObject({ ok: true });
    const rows = new TextDecoder().decode(made.bytes).trim().split('\n').slice(1);
    expect(rows.map((row) => JSON.parse(row))).toContainEqual(
      expect.objectContaining({ flag_id: covered, event_type: 'flag-muted', reason_text: serious.reason }),
    );
    expect(new TextDecoder().decode(page.bytes)).toMatch(
      new RegExp(`${by}</t[hd]>(?:\\s*<t[dh][^>]*>[^<]*</t[dh]>)*?\\s*<td[^>]*>${each.scope}`),
    );
  });
});

test('a mute of one conversation says so in the list, and names no message', async () => {
  const kit = await openAudited();
  const clerk = await kit.signedIn('handler');
  const flag = await kit.receive({ id: 'first' });
  await muteConversation(clerk, flag);
  const { body } = await clerk.get(`/${councilId}/mutes`);
  const link = `<a class="govuk-link" href="/${councilId}/flags/${flag.slice(0, 8)}">flag ${flag.slice(0, 8)}</a>`;
  expect(body).toContain(`one conversation: that of ${link}, with what comes in it later`);
  expect(body).not.toContain('letters.example');
});
