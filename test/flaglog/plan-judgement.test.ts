import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import { readReasons } from '../../src/flaglog/plan-audit.ts';
import { type Judgement, planJudgement } from '../../src/flaglog/plan-judgement.ts';
import { eraseSealed, readFlags, recordAudit } from '../../src/flaglog/record-audit.ts';
import type { StandingFlag } from '../../src/rules/flag.ts';
import { council, makeRecord, makeStanding, noon, roster, seededBytes, TempFolder } from './support.ts';

const at = noon('2026-07-01');

function makeJudgement(standing: StandingFlag[], changes: Partial<Judgement> = {}): Judgement {
  const judged = standing.map(({ messageKey }) => messageKey);
  return { standing, judged, complete: true, reasons: ['later-evidence'], roster, ...changes };
}

/** Judges in turn; the types of the events that the last judgement added. */
async function judgeInTurn(judgements: (Judgement | 'erase')[]): Promise<string[]> {
  using folder = new TempFolder();
  await using log = await openFlagLog({ path: folder.log, councilId: council.id });
  let types: string[] = [];
  for (const judgement of judgements) {
    if (judgement === 'erase') await eraseSealed(log, { at, reason: 'retention', select: () => true });
    else {
      const events = await log.append(at, ({ flags }) => ({
        drafts: planJudgement(flags, judgement, (rule, key) => log.computeId(rule, key)),
      }));
      types = events.map(({ entry }) => entry.type);
    }
  }
  return types;
}

const known = makeStanding('<a@x>');
const judged = ['<a@x>'];
const weaker = makeStanding('<a@x>', { grade: 'C', status: 'excepted', exception: 'x' });
const stronger = makeStanding('<a@x>', { grade: 'A' });

describe('a judgement of some messages adds', () => {
  it.each<[string, (Judgement | 'erase')[], string[]]>([
    ['a flag that is new, and no audit', [makeJudgement([known])], ['log-opened', 'flag-raised']],
    ['nothing that the log knows', [makeJudgement([known]), makeJudgement([known])], []],
    ['nothing for nothing', [makeJudgement([])], []],
    ['a better grade', [makeJudgement([known]), makeJudgement([stronger])], ['flag-strengthened']],
    ['a weaker one', [makeJudgement([known]), makeJudgement([weaker])], ['flag-changed']],
    [
      'a better grade where not all is known',
      [makeJudgement([known]), makeJudgement([stronger], { complete: false })],
      ['flag-strengthened'],
    ],
    [
      'nothing weaker where not all is known',
      [makeJudgement([known]), makeJudgement([weaker], { complete: false })],
      [],
    ],
    ['a withdrawal', [makeJudgement([known]), makeJudgement([], { judged })], ['flag-withdrawn']],
    [
      'no withdrawal where not all is known',
      [makeJudgement([known]), makeJudgement([], { judged, complete: false })],
      [],
    ],
    [
      'no withdrawal on a message that was not judged',
      [makeJudgement([known]), makeJudgement([], { judged: ['<b@x>'] })],
      [],
    ],
    [
      'no second withdrawal',
      [makeJudgement([known]), makeJudgement([], { judged }), makeJudgement([], { judged })],
      [],
    ],
    [
      'a restoration',
      [makeJudgement([known]), makeJudgement([], { judged }), makeJudgement([known])],
      ['flag-restored'],
    ],
    [
      'no restoration where not all is known',
      [makeJudgement([known]), makeJudgement([], { judged }), makeJudgement([known], { complete: false })],
      [],
    ],
    [
      'a withdrawal where the message reference was erased',
      [makeJudgement([known]), 'erase', makeJudgement([], { judged })],
      ['flag-withdrawn'],
    ],
    [
      'no withdrawal of another one of which it was erased',
      [makeJudgement([known]), 'erase', makeJudgement([], { judged: ['<b@x>'] })],
      [],
    ],
    [
      'a withdrawal where the reference holds half a character',
      [makeJudgement([makeStanding('<\ud83d@x>')]), makeJudgement([], { judged: ['<\ud83d@x>'] })],
      ['flag-withdrawn'],
    ],
  ])('%s', async (_, judgements, types) => {
    expect(await judgeInTurn(judgements)).toEqual(types);
  });
});

it('message by message, in any order, flags stand as one audit of all would have them', async () => {
  const messages = ['<a@x>', '<b@x>', '<c@x>'];
  const rules = ['silent-copy', 'cc-note-missing'];
  const found = fc.subarray(messages.flatMap((key) => rules.map((rule) => makeStanding(key, { rule }))));
  const order = fc.shuffledSubarray(messages, { minLength: 3 });
  await fc.assert(
    fc.asyncProperty(found, found, order, async (before, after, keys) => {
      const outcomes: string[][] = [];
      for (const isWhole of [true, false]) {
        using folder = new TempFolder();
        const randomBytes = seededBytes('judgements');
        await using log = await openFlagLog({ path: folder.log, councilId: council.id, randomBytes });
        await recordAudit(log, { at, ...makeRecord(before, { examined: messages }) });
        if (isWhole) await recordAudit(log, { at, ...makeRecord(after, { examined: messages }) });
        for (const key of isWhole ? [] : keys) {
          const judgement = makeJudgement(
            after.filter(({ messageKey }) => messageKey === key),
            { judged: [key] },
          );
          await log.append(at, ({ flags }) => ({
            drafts: planJudgement(flags, judgement, (rule, each) => log.computeId(rule, each)),
          }));
        }
        outcomes.push((await readFlags(log)).map(({ id, isStanding }) => `${id} ${isStanding}`).sort());
      }
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 25 },
  );
});

it('the same flags go, whether many others are in the log or few', async () => {
  using folder = new TempFolder();
  await using log = await openFlagLog({ path: folder.log, councilId: council.id });
  const keys = Array.from({ length: 120 }, (_, index) => `<${index}@x>`);
  await recordAudit(log, { at, ...makeRecord(keys.map((key) => makeStanding(key))) });
  await eraseSealed(log, { at, reason: 'request', select: ({ event }) => event.seq % 3 === 0 });
  const { flags } = await log.catchUp();
  for (const size of [1, 2, 3, 60, 120]) {
    const some = keys.slice(0, size);
    const judgement = makeJudgement([makeStanding('<0@x>')], { judged: some });
    const drafts = planJudgement(flags, judgement, (rule, key) => log.computeId(rule, key));
    const gone = drafts.filter(({ type }) => type === 'flag-withdrawn').map(({ data }) => data.flag);
    expect(gone.sort()).toEqual(
      some
        .slice(1)
        .map((key) => log.computeId('silent-copy', key))
        .sort(),
    );
  }
});

it('the reasons say what differs from the last audit', async () => {
  using folder = new TempFolder();
  await using log = await openFlagLog({ path: folder.log, councilId: council.id });
  const { audit } = makeRecord([]);
  expect(readReasons((await log.catchUp()).events, audit)).toEqual(['later-evidence']);
  await recordAudit(log, { at, ...makeRecord([]) });
  const { events } = await log.catchUp();
  expect(readReasons(events, audit)).toEqual(['later-evidence']);
  const pack = { ...audit.protocol, title: 'A pack holds more than its name' };
  expect(readReasons(events, { ...audit, protocol: pack })).toEqual(['later-evidence']);
  expect(readReasons(events, { ...audit, program: '9', rosterHash: 'e' })).toEqual([
    'program-changed',
    'roster-changed',
  ]);
});
