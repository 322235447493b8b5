/** Lineage, one message at a time: what has to be heard first, what is waited for, and that nothing hangs on the order. */

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import type { CopyFacts } from '../../src/evidence/facts.ts';
import { Lineage } from '../../src/evidence/lineage.ts';
import { MailEvidence } from '../../src/evidence/mail-evidence.ts';
import { forwardOf, type Mail, messageId, readMails } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const council = netherBarrow('nalc-model-2026');
const roster = buildRoster(council);
const secret =
  'The caretaker has been offered a settlement of four thousand pounds and leaves at the end of July. Until it is signed nobody may hear of it.';
const other =
  'The tender of the second builder is the lowest of the three and the committee means to accept it on Monday night.';

const recurring =
  'Please treat the attached list of names for the honours as private until the Lord Lieutenant has written to all of them in the autumn.';

const pay =
  'The pay scale moves up by one point in August for all of the staff, and that is for the two of us to know.';

const item: Mail = {
  id: 'item',
  from: 'clerk',
  to: 'adair',
  subject: 'CONFIDENTIAL: caretaker',
  text: `Dear Ruth\n\n${secret}`,
};
const pasted: Mail = {
  id: 'pasted',
  from: 'bell',
  to: 'builder',
  date: '2026-06-06',
  text: `Ivor\n\n${secret}\n\nThomas`,
};
const theirs: Mail = {
  id: 'theirs',
  in: 'clerk',
  from: 'builder',
  to: 'clerk',
  date: '2026-06-02',
  text: 'When is the fence due?',
};
const hadIt: Mail = { ...theirs, text: `I have heard this: ${secret}` };
const unread: Mail = {
  id: 'unread',
  from: 'adair',
  to: 'rep@union.example',
  subject: 'Fwd: caretaker',
  date: '2026-06-05',
  text: forwardOf(item),
};

const mails: Mail[] = [
  item,
  { ...item, in: 'adair' },
  pasted,
  theirs,
  { ...theirs, id: 'theirs-too', in: 'bell', to: 'bell', date: '2026-06-09' },
  { id: 'tender', from: 'deputy', to: 'bell', subject: 'CONFIDENTIAL: tender', date: '2026-06-04', text: other },
  { id: 'told', from: 'crane', to: 'resident, builder', date: '2026-06-08', text: `Joan\n\n${other}\n\nSylvia` },
  { id: 'resident', in: 'clerk', from: 'resident', to: 'clerk', date: '2026-05-30', text: `They say: ${other}` },
  // Once an officer has sent it outside, and once it recurs, it is nobody's secret.
  { id: 'published', from: 'clerk', to: 'resident', date: '2026-06-12', text: other },
  { id: 'after', from: 'crane', to: 'builder', date: '2026-06-14', text: other },
  { id: 'template', from: 'deputy', to: 'frost', date: '2026-06-07', text: recurring },
  { id: 'template-too', from: 'clerk', to: 'frost', date: '2026-06-07', text: recurring },
  { id: 'honours', from: 'clerk', to: 'adair', subject: 'CONFIDENTIAL: honours', text: recurring },
  { id: 'honours-told', from: 'adair', to: 'resident', date: '2026-06-08', text: recurring },
  unread,
  { ...unread, id: 'unread-early', date: '2026-06-01' },
  {
    id: 'marked-unread',
    from: 'clerk',
    to: 'crane',
    cc: 'rep@union.example',
    subject: 'CONFIDENTIAL: pay',
    date: '2026-06-10',
    text: pay,
  },
  { id: 'pay-told', from: 'crane', to: 'builder', date: '2026-06-12', text: pay },
  { id: 'shared', from: 'office', to: 'rep@union.example', date: '2026-06-10', text: secret },
];

/** `draft`: what stood at the copy's place before, with other words. */
type Opened = { gate: CopyFacts; all: CopyFacts; draft: CopyFacts };
let copies: Opened[];

beforeAll(async () => {
  const texts = [secret, other, recurring, pay, 'Nothing.'];
  const drafts = mails.map((mail, index): Mail => ({ ...mail, text: texts[index % texts.length] ?? '' }));
  const [gate, all, draft] = await Promise.all([
    readMails(mails, { council }),
    readMails(mails, { council, opening: 'all' }),
    readMails(drafts, { council, opening: 'all' }),
  ]);
  copies = mails.flatMap((_mail, index) => {
    const [first, second, third] = [gate[index], all[index], draft[index]];
    return first && second && third ? [{ gate: first, all: second, draft: third }] : [];
  });
  expect(copies).toHaveLength(mails.length);
});

function openedInFull({ mailbox, reference }: { mailbox: string; reference: string }): CopyFacts {
  const found = copies.find(({ all }) => all.mailbox === mailbox && all.reference === reference);
  if (!found) throw new Error(`no copy ${reference}`);
  return found.all;
}

function hearAll(evidence: MailEvidence, lineage: Lineage): void {
  for (let toHear = lineage.allToHear(); toHear.length > 0; toHear = lineage.allToHear())
    for (const copy of toHear) evidence.add(openedInFull(copy));
}

/** All that lineage says of all messages. */
function answersOf(evidence: MailEvidence, lineage: Lineage): unknown {
  return evidence.summaries().map(({ key }) => ({
    key,
    disclosures: lineage
      .disclosuresOf(key)
      .map(({ item: found, by, thirdParties, evidence: shown, isRelease }) => [
        found?.key,
        by?.id,
        thirdParties.map(({ address }) => address),
        shown,
        isRelease,
      ]),
    toHear: lineage
      .toHear(key)
      .map(({ mailbox, reference }) => `${mailbox} ${reference}`)
      .sort(),
  }));
}

async function follow(...added: Mail[]): Promise<{ evidence: MailEvidence; lineage: Lineage; heard: CopyFacts[] }> {
  const evidence = new MailEvidence(roster);
  for (const facts of await readMails(added, { council })) evidence.add(facts);
  return { evidence, lineage: new Lineage(evidence), heard: await readMails(added, { council, opening: 'all' }) };
}

const pastedKey = messageId('pasted');

describe('text that an outsider may have had', () => {
  test('is no disclosure before the outsider was heard', async () => {
    const { evidence, lineage, heard } = await follow(item, pasted, theirs);
    expect(lineage.toHear(pastedKey)).toMatchObject([{ mailbox: 'clerk', isSent: false }]);
    expect(lineage.allToHear()).toEqual(lineage.toHear(pastedKey));
    expect(lineage.disclosuresOf(pastedKey)).toEqual([]);
    expect(lineage.dependingOn(messageId('theirs'))).toEqual([pastedKey]);
    for (const copy of heard.slice(2)) evidence.add(copy);
    expect([lineage.toHear(pastedKey), lineage.allToHear()]).toEqual([[], []]);
    expect(lineage.disclosuresOf(pastedKey)).toHaveLength(1);
  });

  test('is none where the outsider had it', async () => {
    const { evidence, lineage, heard } = await follow(item, pasted, hadIt);
    for (const copy of heard.slice(2)) evidence.add(copy);
    expect(lineage.disclosuresOf(pastedKey)).toEqual([]);
  });

  test('is one where the outsider cannot be heard', async () => {
    const { evidence, lineage } = await follow(item, pasted, theirs);
    for (const { mailbox, reference } of lineage.toHear(pastedKey)) evidence.giveUpHearing(mailbox, reference);
    expect(lineage.toHear(pastedKey)).toEqual([]);
    expect(lineage.disclosuresOf(pastedKey)).toHaveLength(1);
  });

  test('is heard in another copy where one is gone', async () => {
    const { evidence, lineage } = await follow(item, pasted, theirs, { ...theirs, in: 'bell' });
    const [first] = lineage.toHear(pastedKey);
    evidence.giveUpHearing(first?.mailbox ?? '', first?.reference ?? '');
    const [second] = lineage.toHear(pastedKey);
    expect([first?.mailbox, second?.mailbox].sort()).toEqual(['bell', 'clerk']);
    expect(lineage.disclosuresOf(pastedKey)).toEqual([]);
  });

  test('needs no hearing where nobody outside wrote, nor of what a header block shows', async () => {
    const { lineage } = await follow(item, pasted);
    expect(lineage.toHear(pastedKey)).toEqual([]);
    expect(lineage.disclosuresOf(pastedKey)).toHaveLength(1);
    const leak: Mail = { ...pasted, id: 'leak', subject: 'Fwd: caretaker', text: forwardOf(item) };
    const shown = await follow(item, leak, theirs);
    expect(shown.lineage.toHear(messageId('leak'))).toEqual([]);
    expect(shown.lineage.disclosuresOf(messageId('leak'))).toHaveLength(1);
  });
});

describe('mail that is not to be opened', () => {
  test('is, where its author held an item by then', async () => {
    const { evidence, lineage, heard } = await follow(item, unread);
    const key = messageId('unread');
    expect(lineage.toHear(key)).toMatchObject([{ mailbox: 'adair', isSent: true }]);
    expect(lineage.disclosuresOf(key)).toEqual([]);
    for (const copy of heard.slice(1)) evidence.add(copy);
    expect(lineage.disclosuresOf(key)).toHaveLength(1);
    expect(evidence.messageOfKey(key)?.content).toBeNull();
  });

  test('is not, and not looked at even where it was opened, before its author held one', async () => {
    const early = { ...unread, date: '2026-06-01' };
    const { evidence, lineage, heard } = await follow(item, early);
    expect([lineage.toHear(messageId('unread')), lineage.allToHear()]).toEqual([[], []]);
    for (const copy of heard) evidence.add(copy);
    expect(lineage.disclosuresOf(messageId('unread'))).toEqual([]);
  });
});

test('what is found in mail that is not to be opened leads to the opening of no more', async () => {
  const marked: Mail = { ...item, id: 'marked', to: 'crane', cc: 'rep@union.example', date: '2026-06-04', text: other };
  const cranes: Mail = { ...unread, id: 'cranes', from: 'crane', date: '2026-06-06' };
  const { evidence, lineage, heard } = await follow(item, marked, cranes);
  expect(lineage.allToHear()).toMatchObject([{ mailbox: 'clerk' }]);
  for (const copy of heard.slice(1, 2)) evidence.add(copy);
  expect(lineage.disclosuresOf(messageId('marked'))).toHaveLength(1);
  expect(lineage.allToHear()).toEqual([]);
});

const once = mails.map((_mail, index) => index);
const shuffled = fc.shuffledSubarray(once, { minLength: once.length });
const openings = fc.array(fc.constantFrom('gate' as const, 'all' as const), {
  minLength: once.length,
  maxLength: once.length,
});

test('in whatever order copies come, however far they are opened, and whenever outsiders are heard', () => {
  const calm = new MailEvidence(roster);
  for (const { gate } of copies) calm.add(gate);
  const calmLineage = new Lineage(calm);
  hearAll(calm, calmLineage);
  const whole = answersOf(calm, calmLineage);
  // None of it is said of nobody.
  expect(JSON.stringify(whole)).toContain('text of the item stands in it');
  fc.assert(
    fc.property(shuffled, openings, fc.subarray(once), fc.subarray(once), (order, opened, drafted, asked) => {
      const evidence = new MailEvidence(roster);
      const lineage = new Lineage(evidence);
      const add = (index: number, how: keyof Opened): void => {
        const copy = copies[index]?.[how];
        if (copy) evidence.add(copy);
        if (!asked.includes(index)) return;
        expect(answersOf(evidence, lineage)).toEqual(answersOf(evidence, new Lineage(evidence)));
        if (index % 3 === 0) hearAll(evidence, lineage);
      };
      for (const index of drafted) add(index, 'draft');
      for (const index of order) add(index, opened[index] ?? 'gate');
      hearAll(evidence, lineage);
      expect(answersOf(evidence, lineage)).toEqual(whole);
    }),
    { numRuns: 150 },
  );
});
