/** The audit against the labelled corpora: how often it is right, and that order, repetition and the gate change nothing. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AuditResult } from '../src/audit/audit.ts';
import { ruleIds } from '../src/council/rule-ids.ts';
import type { StandingFlag } from '../src/rules/flag.ts';
import { makeFolder } from './sources/scratch-folder.ts';
import { accuracyPage, formatAccuracy } from './support/accuracy.ts';
import {
  auditCorpus,
  type Corpus,
  corpora,
  loadCorpus,
  precisionOf,
  readLabels,
  recallOf,
  score,
} from './support/corpora.ts';
import { loadShippedPack } from './support/mail-kit.ts';
import { seededRandom, shuffleMailboxes } from './support/shuffled-mailboxes.ts';

const openedOtherwise = ['little-wickham', 'st-ives-quay', 'ashby-fen', 'harlestone-green', 'corbrook', 'skidby-carr'];

const floorOverall = 0.97;
const floorOfEachRule = 0.9;

const audits = new Map<string, AuditResult>();

describe.each(corpora)('$name', (corpus) => {
  let calm: AuditResult;
  beforeAll(async () => {
    calm = await auditCorpus(corpus);
    audits.set(corpus.name, calm);
  });

  test('all of it is read, but for pictures', () => {
    const { unreadable, unreadableMailboxes, ruleErrors } = calm;
    const notExamined = calm.notExamined.filter(({ reason }) => !reason.endsWith(': an image'));
    const nothing = { unreadable: [], unreadableMailboxes: [], notExamined: [], ruleErrors: [] };
    expect({ unreadable, unreadableMailboxes, notExamined, ruleErrors }).toEqual(nothing);
  });

  test('precision and recall keep above their floors, over all and for each rule', () => {
    const { byRule, all, mistakes } = score(
      readLabels(corpus),
      calm.standing.map(({ flag }) => flag),
    );
    const below = [...byRule].filter(([, row]) => Math.min(precisionOf(row), recallOf(row)) < floorOfEachRule);
    expect({ below, mistakes }).toEqual({ below: [], mistakes });
    expect(Math.min(precisionOf(all), recallOf(all)), mistakes.join('\n')).toBeGreaterThanOrEqual(floorOverall);
  });
});

// One council under each protocol, and mailboxes in each form: all of them would take minutes.
describe.each(corpora.filter(({ name }) => openedOtherwise.includes(name)))('$name', (corpus) => {
  test.each(['all', 'ungated'] as const)('the flags are the same when messages are opened so: %s', async (opening) => {
    const calm = audits.get(corpus.name) ?? (await auditCorpus(corpus));
    const opened = await auditCorpus(corpus, { opening });
    expect(comparable(opened.standing)).toEqual(comparable(calm.standing));
  });
});

// Folders of .eml files only: their names give the order. Maildir and mbox hold theirs in names and places that are evidence.
describe.each(corpora.filter(({ isFolders }) => isFolders))('$name', (corpus) => {
  test('the flags are the same in whatever order the copies are met, and when some are met twice', async () => {
    const { council } = await loadCorpus(corpus);
    const calm = audits.get(corpus.name) ?? (await auditCorpus(corpus));
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(1, 2, 3), async (seed, threads) => {
        const mailboxes = shuffleMailboxes(council.mailboxes, makeFolder(), seededRandom(seed));
        const shuffled = await auditCorpus(corpus, { mailboxes, threads });
        expect(comparable(shuffled.standing)).toEqual(comparable(calm.standing));
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });
});

// Council files that ask for every rule: what a pack has no clause for stays off all the same.
test.each(['hexham', 'cottingham'])('no adopted clause, no flag: the mail of little-wickham under %s', async (id) => {
  const [littleWickham] = corpora;
  if (littleWickham === undefined) throw new Error('no corpus');
  const { council } = await loadCorpus(littleWickham);
  const everyRule = { enabled: true, workingDays: 3, perQuarter: 1, missingAtMost: 3 };
  const asking = { ...council, protocol: id, rules: Object.fromEntries(ruleIds.map((rule) => [rule, everyRule])) };
  const pack = await loadShippedPack(id);
  const adopted = new Set(pack.clauses.flatMap(({ rules }) => rules.map(({ rule }) => rule)));
  const { standing, ruleErrors } = await auditCorpus(littleWickham, { council: asking, pack });
  expect(ruleErrors).toEqual([]);
  expect(standing.map(({ flag }) => flag.rule).filter((rule) => !adopted.has(rule))).toEqual([]);
  expect(standing.length).toBeGreaterThan(0);
});

test('docs/accuracy.md says what the corpora show (npm run accuracy writes it)', async () => {
  const auditOf = async (corpus: Corpus): Promise<AuditResult> =>
    audits.get(corpus.name) ?? (await auditCorpus(corpus));
  expect(readFileSync(accuracyPage, 'utf8')).toBe(await formatAccuracy(auditOf));
}, 240_000);

/** Every field of the contract but the order of evidence. */
function comparable(standing: readonly StandingFlag[]): unknown[] {
  return standing.map(({ messageKey, flag }) => ({
    messageKey,
    ...flag,
    evidence: flag.evidence.map((item) => JSON.stringify(item)).sort(),
  }));
}
