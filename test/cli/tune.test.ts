/** `candour tune` on the database of a running audit: the setting that it names is put in the council file, and does what it said. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import { decide } from '../../src/review/decide.ts';
import { reviewsOf } from '../../src/review/review-log.ts';
import { reviewOf, versionOf } from '../../src/review/review-state.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';
import { type LiveAudit, openLiveAudit } from '../support/live-audit.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const clerk = 'Margaret Hale <clerk@littlewickham-pc.gov.uk>';
const okafor = 'Ngozi Okafor <okafor@littlewickham-pc.gov.uk>';
const rules = (workingDays: number): string => `rules:\n  officer-response-overdue: { workingDays: ${workingDays} }\n`;

/** Asked on Wednesday 3 June 2026; answered on these days of June: 6, 7, 8 and 9 working days later, and 15. */
const answered = { verge: 11, bench: 12, pond: 15, path: 16, lamp: 24 };
const dismissed = ['verge', 'bench', 'pond', 'path'];

function formatLetter(id: string, from: string, to: string, day: number, more: string[], text: string): string {
  const lines = [
    `Message-ID: <${id}@letters.example>`,
    `Date: ${day} Jun 2026 09:00:00 +0100`,
    `From: ${from}`,
    `To: ${to}`,
    ...more,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function makeFolder(): string {
  const letters = Object.entries(answered).flatMap(([id, day]) => [
    [
      `mailboxes/clerk/INBOX/${id}.eml`,
      formatLetter(id, okafor, clerk, 3, [`Subject: ${id}`], `When will the ${id} be seen to?`),
    ],
    [
      `mailboxes/clerk/Sent/${id}.eml`,
      formatLetter(
        `${id}-answer`,
        clerk,
        okafor,
        day,
        [`Subject: Re: ${id}`, `References: <${id}@letters.example>`],
        'On Monday.',
      ),
    ],
  ]);
  const settings = 'councils: [{ file: council.yaml, observeDays: 0 }]\nhttp: off\ndatabase: candour.db\n';
  return makeCouncilFolder({ more: rules(5), files: { ...Object.fromEntries(letters), 'candour.yaml': settings } });
}

const now = (): number => Date.parse('2026-07-15T12:00:00+01:00');

async function openAudit(folder: string): Promise<LiveAudit> {
  const { council, pack, problems } = await loadCouncil(join(folder, 'council.yaml'));
  if (council === null || pack === null) throw new Error(JSON.stringify(problems));
  const live = await openLiveAudit(folder, council, pack, { now });
  await live.register();
  await live.readAll();
  await live.settle();
  return live;
}

async function overdue(live: LiveAudit): Promise<string[]> {
  const flags = (await live.standing()).filter(({ rule }) => rule === 'officer-response-overdue');
  return flags.map(({ messageId }) => messageId?.replace(/^<(.*)@.*$/, '$1') ?? '').sort();
}

/** As the console does it, flag by flag. */
async function decideAll({ log }: LiveAudit, folder: string): Promise<void> {
  const { council } = await loadCouncil(join(folder, 'council.yaml'));
  if (council === null) throw new Error('no council');
  const roster = buildRoster({ ...council, routing: { ...council.routing, clerkFlags: 'cllr-pratt' } });
  const { flags } = await log.catchUp();
  for (const flag of flags.values()) {
    if (flag.facts.rule !== 'officer-response-overdue') continue;
    const review = reviewOf(reviewsOf(await log.catchUp()).reviews, flag.id);
    const order = {
      flag: flag.id,
      seen: versionOf(flag, review),
      actor: { id: 'cllr-pratt', role: 'handler' } as const,
    };
    const key = JSON.stringify(flag.sealed.messageKey);
    const recorded = dismissed.some((id) => key.includes(`<${id}@`))
      ? await decide(log, roster, new Date(now()), {
          ...order,
          transition: 'dismiss',
          reason: 'exception-applies',
          text: 'The contractor was away.',
        })
      : await decide(log, roster, new Date(now()), { ...order, transition: 'confirm', actions: ['word-had'] });
    expect(recorded).toMatchObject({ kind: 'recorded' });
  }
}

describe('candour tune', () => {
  test('names the number that does what it says', async () => {
    const folder = makeFolder();
    {
      await using live = await openAudit(folder);
      expect(await overdue(live)).toEqual(['bench', 'lamp', 'path', 'pond', 'verge']);
      await decideAll(live, folder);
    }
    const { status, out, err } = await runCandour(folder, 'tune', '--config', 'candour.yaml');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('(officer-response-overdue): 4 of 5 decided flags dismissed\n');
    expect(out).toContain(
      ': with workingDays 9 in place of 5, 4 of 4 dismissed flags would not have been raised, and no confirmed flag would be lost.\n',
    );
    expect(out).toContain('\n      rules:\n        officer-response-overdue: { workingDays: 9 }\n');
    expect(out).toContain(
      '\n  Tried: with the rule switched off, 4 of 4 dismissed flags would not have been raised, but 1 of 1 confirmed flag would be lost as well.\n',
    );
    expect(out).toContain(
      '\n  Tried: with an arrangement for clerk, 4 of 4 dismissed flags would have alerted nobody, but 1 of 1 confirmed flag would have alerted nobody either.\n',
    );

    const words = ['--set', 'officer-response-overdue.workingDays=9', '--as-of', '2026-07-15', '--format', 'json'];
    const simulated = JSON.parse((await runCandour(folder, 'simulate', '--council', 'council.yaml', ...words)).out);
    const gone = simulated.go.map(({ messageId }: { messageId: string }) => messageId).sort();
    expect(gone).toEqual(dismissed.map((id) => `<${id}@letters.example>`).sort());
    expect(simulated.come).toEqual([]);

    const file = join(folder, 'council.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(rules(5), rules(9)));
    {
      await using live = await openAudit(folder);
      expect(await overdue(live)).toEqual(['lamp']);
    }
    const again = await runCandour(folder, 'tune', '--log', 'candour.db', '--council', 'council.yaml');
    expect(again.out).toContain('The present settings raise none of the dismissed flags any more');
    expect(again.out).not.toContain('Tried:');
  });

  test('tries nothing of which the evidence is gone, and without any, or a council file, says what to run', async () => {
    const folder = makeFolder();
    const file = join(folder, 'council.yaml');
    // The settings that come with Candour name the council file of little-wickham.
    writeFileSync(file, readFileSync(file, 'utf8').replace('id: little-wickham', 'id: great-wickham'));
    await using live = await openAudit(folder);
    await decideAll(live, folder);
    const tune = (...words: string[]) => runCandour(folder, 'tune', '--log', 'candour.db', ...words);
    const nowhere = await tune();
    expect(nowhere).toMatchObject({ status: 0, err: '' });
    expect(nowhere.out).toContain(
      '\n  Not tried: no council file of great-wickham without mistakes is at hand: name it',
    );

    const copies = live.database.kysely.updateTable('copy').set({ facts: null });
    await copies.where('message_id', '=', '<path@letters.example>').execute();
    const [advice] = JSON.parse((await tune('--council', 'council.yaml', '--format', 'json')).out);
    expect(advice).toMatchObject({
      rule: 'officer-response-overdue',
      dismissed: 4,
      suggestion: { kind: 'number', setting: ['rules:', '  officer-response-overdue: { workingDays: 8 }'] },
      trial: {
        dismissed: { tried: 3, gone: 1, settled: 0 },
        confirmed: { tried: 1, gone: 0, settled: 0 },
        settings: [
          { kind: 'number', effect: 'not-raised', avoided: 3, lost: 0, come: 0 },
          { kind: 'arrangement', effect: 'not-alerted', avoided: 3, lost: 1 },
          { kind: 'off', effect: 'not-raised', avoided: 3, lost: 1 },
        ],
      },
      notTried: null,
    });

    // As candour scan leaves a log behind.
    await copies.execute();
    const { status, out } = await tune('--council', 'council.yaml');
    expect(status).toBe(0);
    expect(out).toContain(': the council can set another number (workingDays).\n');
    expect(out.split('\n').filter((line) => line.includes('Not tried'))).toEqual([
      '  Not tried: the database holds none of the mail, as after candour scan. To try it on the mail itself: candour simulate --council council.yaml --set officer-response-overdue.workingDays=6 (and other numbers)',
    ]);
  });
});
