/** Other settings tried on evidence: what they would have made of flags that were dismissed or confirmed. */

import { describe, expect, test } from 'vitest';
import { milderNumbers } from '../../src/audit/try-numbers.ts';
import { tryRule } from '../../src/audit/try-tuning.ts';
import { Lineage } from '../../src/evidence/lineage.ts';
import { listMutes } from '../../src/review/mutes.ts';
import type { Decided, MostlyDismissed } from '../../src/review/tuning.ts';
import type { Trial } from '../../src/review/tuning-trial.ts';
import { judgeMail, loadShippedPack, type Mail, messageId } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

type Case = {
  rule: string;
  /** Further keys of the council file. */
  more: string;
  mail: Mail[];
  /** Ids of the messages whose flags were dismissed, and confirmed. */
  dismissed: string[];
  confirmed?: string[];
  by?: string;
  /** Another council file, once the flags were decided. */
  later?: string;
  /** By which the flags are kept back already. */
  citedMute?: string;
};

async function tryCase(each: Case): Promise<Trial> {
  const attempt = await readCase(each);
  return attempt(each);
}

/** The mail is read and judged once; what is made of its flags may then be tried again and again. */
async function readCase({ rule, more, mail, by, later = more, citedMute }: Omit<Case, 'dismissed'>) {
  const { standing, evidence } = await judgeMail(mail, { council: netherBarrow('nalc-model-2026', more) });
  const decide = (id: string): Decided => {
    const found = standing.find(({ flag }) => flag.rule === rule && flag.messageId === messageId(id));
    if (found === undefined) throw new Error(`no flag of ${id}`);
    const flag = { ...found.flag, id, messageKey: found.messageKey, erased: [] } as unknown as Decided['flag'];
    return { flag, review: { citedMute: citedMute ?? null, history: [] } as unknown as Decided['review'] };
  };
  const council = netherBarrow('nalc-model-2026', later);
  const pack = await loadShippedPack(council.protocol);
  const stored = { council, pack, evidence, lineage: new Lineage(evidence), mutes: listMutes(new Map(), council) };
  return ({ dismissed, confirmed = [] }: Pick<Case, 'dismissed' | 'confirmed'>): Trial => {
    const found: MostlyDismissed = {
      rule,
      dismissed: dismissed.map(decide),
      confirmed: confirmed.map(decide),
      reasons: [],
      by: by === undefined ? null : { id: by, count: dismissed.length },
    };
    return tryRule(stored, found);
  };
}

const ofKind = ({ settings }: Trial, kind: string) => settings.find((setting) => setting.kind === kind);

const letter = (id: string, date: string): Mail => ({
  id,
  date,
  from: 'adair',
  to: 'resident',
  subject: `Matter of ${id}`,
  text: `Dear Mrs Petrie\n\nThe Parish Council objects to what is planned about ${id} and asks that it be dropped.\n\nRuth Adair\nChair`,
});
const notice = (id: string, to: string): Mail => ({
  id,
  from: 'clerk',
  to,
  subject: `Public meeting on the ${id}`,
  text: `Dear Members\n\nAll members are invited to the public meeting on the ${id} on 17 June.\n\nHelen`,
});
const order = (id: string, from: string): Mail => ({
  id,
  from,
  to: 'deputy',
  subject: `Bins ${id}`,
  text: `Owen\n\nGet the bins at the ${id} emptied before Saturday.\n\nThank you`,
});
const request = (id: string): Mail => ({
  id,
  from: 'bell',
  to: 'clerk',
  subject: id,
  text: `When will the ${id} be mown?`,
});
const answer = (id: string, date: string): Mail => ({
  id: `${id}-answer`,
  from: 'clerk',
  to: 'bell',
  subject: `Re: ${id}`,
  date,
  answers: id,
  text: 'On Monday.',
});
const fiveDays = 'rules: { officer-response-overdue: { workingDays: 5 } }';

describe('another number', () => {
  const overdue: Case = {
    rule: 'officer-response-overdue',
    more: fiveDays,
    mail: [
      request('verge'),
      answer('verge', '2026-06-11'),
      request('hedge'),
      answer('hedge', '2026-06-15'),
      request('pond'),
      answer('pond', '2026-06-25'),
      request('path'),
    ],
    dismissed: ['verge', 'hedge'],
    confirmed: ['pond'],
  };

  test('is the smallest that avoids the most', async () => {
    const trial = await tryCase(overdue);
    expect(ofKind(trial, 'number')).toEqual({
      kind: 'number',
      words: 'workingDays 8 in place of 5',
      setting: ['rules:', '  officer-response-overdue: { workingDays: 8 }'],
      effect: 'not-raised',
      avoided: 2,
      lost: 0,
      come: 0,
    });
    expect(ofKind(trial, 'off')).toMatchObject({ avoided: 2, lost: 1 });
  });

  test('is that of trying one after another, whatever was dismissed and whatever confirmed', async () => {
    const attempt = await readCase(overdue);
    // From how many working days on the answer would have been in time.
    const enough = { verge: 6, hedge: 8, pond: 16, path: Number.POSITIVE_INFINITY };
    const ids = Object.keys(enough) as (keyof typeof enough)[];
    const goes = (value: number, chosen: typeof ids): number => chosen.filter((id) => enough[id] <= value).length;
    const all = ids.reduce<{ dismissed: typeof ids; confirmed: typeof ids }[]>(
      (before, id) =>
        before.flatMap((each) => [
          each,
          { ...each, dismissed: [...each.dismissed, id] },
          { ...each, confirmed: [...each.confirmed, id] },
        ]),
      [{ dismissed: [], confirmed: [] }],
    );
    for (const each of all.filter(({ dismissed }) => dismissed.length > 0)) {
      let best = { words: 'workingDays from 6 to 60', avoided: 0, lost: 0 };
      for (let value = 6; value <= 60; value += 1) {
        const [avoided, lost] = [goes(value, each.dismissed), goes(value, each.confirmed)];
        const isBetter =
          avoided > 0 && (best.avoided === 0 || lost < best.lost || (lost === best.lost && avoided > best.avoided));
        if (isBetter) best = { words: `workingDays ${value} in place of 5`, avoided, lost };
      }
      expect(ofKind(attempt(each), 'number'), JSON.stringify(each)).toMatchObject(best);
    }
    expect(all).toHaveLength(81);
  });

  test('avoids nothing that was never answered: the flag would only come later', async () => {
    const trial = await tryCase({ ...overdue, dismissed: ['path'] });
    expect(ofKind(trial, 'number')).toMatchObject({ words: 'workingDays from 6 to 60', setting: [], avoided: 0 });
  });

  test('is smaller where the rule asks how few were left off', async () => {
    const trial = await tryCase({
      rule: 'member-left-off-distribution',
      more: 'rules: { member-left-off-distribution: { missingAtMost: 3 } }',
      mail: [
        notice('bypass', 'adair, bell, crane, peter-dunn'),
        notice('bridge', 'adair, bell, crane, peter-dunn'),
        notice('school', 'adair, bell, crane, peter-dunn, elsie-dunn'),
      ],
      dismissed: ['bypass', 'bridge'],
      confirmed: ['school'],
    });
    expect(ofKind(trial, 'number')).toMatchObject({ words: 'missingAtMost 1 in place of 3', avoided: 2, lost: 0 });
  });

  test('is not enough where another message of the quarter would be flagged instead', async () => {
    const mail = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04'].map((date, index) =>
      letter(`m${index}`, date),
    );
    const letters: Case = {
      rule: 'chair-letter-frequency',
      more: 'rules: { chair-letter-frequency: { perQuarter: 1 } }',
      mail,
      dismissed: ['m1'],
    };
    expect(ofKind(await tryCase(letters), 'number')).toMatchObject({ words: 'perQuarter 4 in place of 1', come: 0 });
  });

  test.each([
    [{ key: 'x', least: 1, milder: 'larger' }, 58, [59, 60]],
    [{ key: 'x', least: 1, milder: 'larger' }, 60, []],
    [{ key: 'x', least: 1, milder: 'smaller' }, 3, [2, 1]],
    [{ key: 'x', least: 1, milder: 'smaller' }, 1, []],
  ] as const)('%o beyond %i', (setting, present, numbers) => {
    expect(milderNumbers(setting, present)).toEqual(numbers);
  });
});

describe('an arrangement', () => {
  test('for whoever stands out keeps flags back, and is no number', async () => {
    const hidden = (id: string, from: string): Mail => ({ id, from, to: 'adair', bcc: 'bell' });
    const trial = await tryCase({
      rule: 'silent-copy',
      more: '',
      mail: [hidden('a', 'clerk'), hidden('b', 'clerk'), hidden('c', 'deputy')],
      dismissed: ['a', 'b'],
      confirmed: ['c'],
      by: 'clerk',
    });
    expect(trial.settings.map(({ kind }) => kind)).toEqual(['arrangement', 'off']);
    expect(ofKind(trial, 'arrangement')).toMatchObject({
      words: 'an arrangement for clerk',
      effect: 'not-alerted',
      avoided: 2,
      lost: 0,
    });
  });

  test('adds nothing to one that keeps them back already', async () => {
    const trial = await tryCase({
      rule: 'silent-copy',
      more: 'arrangements: [{ rule: silent-copy, people: [clerk], reason: Minute 12 }]',
      mail: [{ id: 'a', from: 'clerk', to: 'adair', bcc: 'bell' }],
      dismissed: ['a'],
      citedMute: 'arrangement-1',
    });
    expect(ofKind(trial, 'arrangement')).toMatchObject({ effect: 'not-alerted', avoided: 0, lost: 0 });
  });

  test('is taken into account by the rules of contact with staff, which then raise nothing', async () => {
    const trial = await tryCase({
      rule: 'staff-contact-bypasses-clerk',
      more: '',
      mail: [order('pavilion', 'bell'), order('pond', 'frost'), order('green', 'crane')],
      dismissed: ['pavilion', 'pond'],
      confirmed: ['green'],
    });
    expect(ofKind(trial, 'arrangement')).toMatchObject({
      words: 'an arrangement for bell, frost',
      setting: expect.arrayContaining(['    people: [bell, frost]']),
      effect: 'not-raised',
      avoided: 2,
      lost: 0,
    });
  });
});

describe('what cannot be tried', () => {
  const mail = [request('verge'), request('hedge')];
  const overdue: Case = { rule: 'officer-response-overdue', more: fiveDays, mail, dismissed: ['verge', 'hedge'] };

  test('a rule that was switched off since has nothing to avoid', async () => {
    const later = 'rules: { officer-response-overdue: { workingDays: 5, enabled: false } }';
    expect(await tryCase({ ...overdue, later })).toEqual({
      dismissed: { tried: 0, gone: 0, settled: 2 },
      confirmed: { tried: 0, gone: 0, settled: 0 },
      settings: [],
    });
  });
});
