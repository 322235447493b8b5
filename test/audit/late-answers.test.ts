/** Requests that wait for an answer, in an audit that keeps running: days end, answers come late, and outsiders are owed something too. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { type LiveAudit, openLiveAudit } from '../support/live-audit.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const more = `
rules:
  officer-response-overdue: { workingDays: 5 }
  complaint-response-overdue: { workingDays: 5 }
`;

type Letter = { id: string; from: string; to: string; date: string; subject?: string; answers?: string; text?: string };

const clerk = 'Margaret Hale <clerk@littlewickham-pc.gov.uk>';
const okafor = 'Ngozi Okafor <okafor@littlewickham-pc.gov.uk>';
const resident = 'Joan Petrie <joan.petrie@mail.example>';

function formatLetter({ id, from, to, date, subject = 'Verge', answers, text }: Letter): string {
  const lines = [
    `Message-ID: <${id}@letters.example>`,
    `Date: ${date} +0100`,
    `From: ${from}`,
    `To: ${to}`,
    ...(answers === undefined ? [] : [`References: <${answers}@letters.example>`]),
    `Subject: ${subject}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text ?? 'When will the verge be mown?',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

const request: Letter = { id: 'request', from: okafor, to: clerk, date: 'Wed, 3 Jun 2026 09:00:00' };
const complaint: Letter = {
  id: 'complaint',
  from: resident,
  to: clerk,
  date: 'Wed, 3 Jun 2026 09:00:00',
  subject: 'Lamp',
};
const answer: Letter = {
  id: 'answer',
  from: clerk,
  to: okafor,
  date: 'Fri, 12 Jun 2026 09:00:00',
  answers: 'request',
  text: 'On Monday.',
};

type Running = AsyncDisposable & {
  live: LiveAudit;
  /** Lets time pass, up to noon of that day, and judges what is due. */
  reach: (day: string) => Promise<void>;
  /** A message comes in, and what it touches is judged at once; no mailbox is swept. */
  receive: (letter: Letter) => Promise<void>;
  overdue: () => Promise<LoggedFlag[]>;
  events: () => Promise<string[]>;
};

async function runFrom(day: string): Promise<Running> {
  await using stack = new AsyncDisposableStack();
  const folder = makeCouncilFolder({ more, files: {} });
  const { council, pack, problems } = await loadCouncil(join(folder, 'council.yaml'));
  if (council === null || pack === null) throw new Error(JSON.stringify(problems));
  let now = Date.parse(`${day}T12:00:00+01:00`);
  const live = stack.use(await openLiveAudit(makeFolder(), council, pack, { now: () => now }));
  await live.register();
  await live.readAll();
  await live.settle();
  const owned = stack.move();
  return {
    live,
    reach: async (next) => {
      now = Date.parse(`${next}T12:00:00+01:00`);
      await live.settle();
    },
    receive: async (letter) => {
      const isSent = letter.from === clerk;
      const path = join(folder, 'mailboxes/clerk', isSent ? 'Sent' : 'INBOX', `${letter.id}.eml`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, formatLetter(letter));
      await live.register();
      await live.readAll();
    },
    overdue: async () => (await live.standing()).filter(({ rule }) => rule.endsWith('-overdue')),
    events: async () => {
      const { events } = await live.log.catchUp();
      return events.filter(({ entry }) => String(entry.data.rule).endsWith('-overdue')).map(({ entry }) => entry.type);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

describe('a request that waits', () => {
  test('is flagged when its last day has ended, with no mail coming in', async () => {
    await using running = await runFrom('2026-06-03');
    await running.receive(request);
    await running.reach('2026-06-10');
    expect(await running.overdue()).toEqual([]);
    await running.reach('2026-06-11');
    expect(await running.overdue()).toMatchObject([
      { rule: 'officer-response-overdue', people: { by: 'clerk', affected: ['cllr-okafor'] } },
    ]);
    await running.reach('2026-06-12');
    expect(await running.events()).toEqual(['flag-raised']);
  });

  test('keeps its flag when a late answer comes, which the log says at once as an event of its own', async () => {
    await using running = await runFrom('2026-06-11');
    await running.receive(request);
    expect(await running.events()).toEqual(['flag-raised']);
    const [before] = await running.overdue();
    await running.receive(answer);
    expect(await running.events()).toEqual(['flag-raised', 'flag-widened']);
    const [after] = await running.overdue();
    expect(after?.evidence.slice(0, -1)).toEqual(before?.evidence);
    expect(after?.evidence.at(-1)).toEqual({
      kind: 'late-answer',
      where: 'answered 2 working days late, on 12 June 2026',
      quote: '<answer@letters.example>',
    });
    // Another message of the thread, and a sweep, add nothing.
    await running.receive({ ...answer, id: 'more', date: 'Mon, 15 Jun 2026 09:00:00' });
    await running.reach('2026-06-16');
    expect(await running.events()).toEqual(['flag-raised', 'flag-widened']);
  });

  test('loses its flag when an answer in time turns up, and says so', async () => {
    await using running = await runFrom('2026-06-11');
    await running.receive(request);
    await running.receive({ ...answer, date: 'Tue, 9 Jun 2026 09:00:00' });
    expect(await running.overdue()).toEqual([]);
    expect(await running.events()).toEqual(['flag-raised', 'flag-withdrawn']);
  });

  test('is answered by another thread on the same subject', async () => {
    await using running = await runFrom('2026-06-03');
    await running.receive(request);
    await running.receive({ id: 'new', from: clerk, to: okafor, date: 'Mon, 8 Jun 2026 09:00:00', text: 'On Monday.' });
    await running.reach('2026-06-11');
    expect(await running.events()).toEqual([]);
  });
});

describe('what somebody outside waits for', () => {
  test('is flagged when its last day has ended', async () => {
    await using running = await runFrom('2026-06-03');
    await running.receive(complaint);
    await running.reach('2026-06-10');
    expect(await running.overdue()).toEqual([]);
    await running.reach('2026-06-11');
    expect(await running.overdue()).toMatchObject([
      { rule: 'complaint-response-overdue', people: { by: 'clerk', affected: [] }, thirdParties: [] },
    ]);
  });

  test('is told late in the thread at once, and on the same subject at the next sweep', async () => {
    const late: Letter = { ...answer, to: resident, subject: 'Lamp', answers: 'complaint' };
    for (const letter of [late, { ...late, answers: 'other' }]) {
      await using running = await runFrom('2026-06-11');
      await running.receive(complaint);
      await running.receive(letter);
      if (letter !== late) await running.live.settle();
      expect(await running.events()).toEqual(['flag-raised', 'flag-widened']);
    }
  });

  test('is settled by the writer’s own word', async () => {
    await using running = await runFrom('2026-06-11');
    await running.receive(complaint);
    expect(await running.events()).toEqual(['flag-raised']);
    const text = 'The lamp is mended now, please ignore my question.';
    await running.receive({ ...complaint, id: 'word', answers: 'complaint', date: 'Thu, 11 Jun 2026 09:00:00', text });
    expect(await running.overdue()).toEqual([]);
  });
});
