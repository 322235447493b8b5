/** Evidence that grows copy by copy answers every question as if all copies had been there from the start. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import type { CopyFacts } from '../../src/evidence/facts.ts';
import { MailEvidence } from '../../src/evidence/mail-evidence.ts';
import { type Mail, messageId, readMails } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const council = netherBarrow('nalc-model-2026');
const roster = buildRoster(council);

function evidenceOf(copies: Iterable<CopyFacts>): MailEvidence {
  const evidence = new MailEvidence(roster);
  for (const copy of copies) evidence.add(copy);
  return evidence;
}

/** Everything that can be asked, asked of every message. */
function answersOf(evidence: MailEvidence): unknown {
  const keys = (messages: { key: string }[]): string[] => messages.map(({ key }) => key);
  const messages = [...evidence.messages()];
  return {
    size: evidence.size,
    summaries: evidence.summaries(),
    shared: [...evidence.sharedMessageIds].sort(),
    ofMailbox: council.mailboxes.map(({ id }) => evidence.keysOfMailbox(id)),
    messages: messages.map((message) => {
      const { key, author, date, copies } = message;
      const name = author.person?.id ?? author.address;
      return {
        key,
        copies: copies.map(({ mailbox, reference }) => `${mailbox} ${reference}`),
        root: evidence.rootOf(message.messageId),
        thread: keys(evidence.threadOf(message)),
        onSubject: keys(evidence.onSubjectOf(message)),
        byAuthor: keys(evidence.byAuthor(name, date - 86_400_000, date)),
        byAddress: keys(evidence.byAuthor(author.address, date, date + 86_400_000)),
        byOutsider: keys(evidence.byOutsider(author.address)),
        written: evidence.summariesTo(author.address).map((summary) => summary.key),
        withId: keys(evidence.withMessageId(message.messageId)),
        answersEarlier: evidence.answersEarlier(message),
        near: evidence.neighbourhoodOf(message.messageId).sort(),
        again: evidence.messageOfKey(key)?.key,
      };
    }),
  };
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const answers = fc.option(fc.subarray([...ids, 'lost', 'aa'], { minLength: 1, maxLength: 2 }), { nil: null });
const mail = fc
  .record({
    id: fc.constantFrom(...ids),
    in: fc.constantFrom('clerk Sent', 'adair', 'bell', 'journal'),
    from: fc.constantFrom('clerk', 'adair', 'office', 'resident'),
    to: fc.constantFrom('adair', 'bell, crane', 'resident', 'clerk'),
    subject: fc.constantFrom('Depot', 'Re: Depot', 'Hedge', ''),
    date: fc.constantFrom('2026-06-01', '2026-06-03', '2026-06-03 10:30', '2026-07-20'),
    text: fc.constantFrom(
      'First.',
      'Second.',
      'On 3 Jun 2026 at 10:00, Helen Marsh <clerk@netherbarrow.gov.uk> wrote:\n> First.',
    ),
    answers,
  })
  .map(({ answers: wanted, ...rest }): Mail => ({ ...rest, ...(wanted && { answers: wanted.join(' ') }) }));
/** Where a copy lies: few places, so that some copies replace others. */
const place = fc.constantFrom('1', '2', '3');
const step = fc.record({ mail, place, isAsked: fc.boolean() });

test('whatever is added in whatever order, and asked in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 24 }), async (steps) => {
      const read = await readMails(
        steps.map((each) => each.mail),
        { council },
      );
      const evidence = new MailEvidence(roster);
      const latest = new Map<string, CopyFacts>();
      for (const [index, { isAsked, place: reference }] of steps.entries()) {
        const facts = read[index];
        if (!facts) continue;
        const copy = { ...facts, reference };
        evidence.add(copy);
        latest.set(`${copy.message.envelope.messageId} ${copy.mailbox} ${reference}`, copy);
        if (isAsked) expect(answersOf(evidence)).toEqual(answersOf(evidenceOf(latest.values())));
      }
      expect(answersOf(evidence)).toEqual(answersOf(evidenceOf(latest.values())));
    }),
    { numRuns: 100 },
  );
});

test('what is opened for lineage alone changes no other answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mail, { minLength: 1, maxLength: 12 }), async (mails) => {
      const of = async (opening: 'gate' | 'all'): Promise<string> => {
        const answers = answersOf(evidenceOf(await readMails(mails, { council, opening })));
        const ofLineage = ['isHeard', 'isMarked', 'hasPrints'];
        return JSON.stringify(answers, (key, value) => (ofLineage.includes(key) ? undefined : value));
      };
      expect(await of('all')).toBe(await of('gate'));
    }),
    { numRuns: 60 },
  );
});

test('many copies at once make the survey anew, few do not', async () => {
  const mails = Array.from(
    { length: 80 },
    (_, index): Mail => ({ id: `m${index}`, from: 'clerk', to: 'adair', subject: `Item ${index}` }),
  );
  const read = await readMails(mails, { council });
  const evidence = evidenceOf(read.slice(0, 3));
  expect(evidence.size).toBe(3);
  for (const copy of read) evidence.add(copy);
  expect(answersOf(evidence)).toEqual(answersOf(evidenceOf(read)));
});

describe('the neighbourhood of a message', () => {
  const wish: Mail = { id: 'wish', from: 'adair', to: 'clerk', subject: 'Well Lane' };
  const near = async (mails: Mail[], id: string): Promise<string[]> =>
    evidenceOf(await readMails(mails, { council }))
      .neighbourhoodOf(messageId(id))
      .sort();

  test.each<[string, Mail, string[]]>([
    ['what answers it', { id: 'x', from: 'clerk', to: 'adair', subject: 'Other', answers: 'wish' }, ['wish', 'x']],
    ['what stands on its subject', { id: 'x', from: 'clerk', to: 'bell', subject: 'Fwd: Well Lane' }, ['wish', 'x']],
    ['not what is on its subject a year later', { ...wish, id: 'x', date: '2027-06-03' }, ['wish']],
    [
      'what quotes something of its time, whatever zone the client names',
      {
        id: 'x',
        from: 'clerk',
        to: 'bell',
        subject: 'For you',
        date: '2026-09-01',
        text: 'FYI\n\n---------- Forwarded message ---------\nFrom: Ruth Adair\nDate: 3 Jun 2026 11:00:00 +0100\nSubject: Lane\n\nPlease.',
      },
      ['wish', 'x'],
    ],
    [
      'not what a resident writes on its subject',
      { id: 'x', from: 'resident', to: 'clerk', subject: 'Well Lane' },
      ['wish'],
    ],
    ['nothing else', { id: 'x', from: 'clerk', to: 'bell', subject: 'Precept' }, ['wish']],
  ])('%s', async (_what, other, expected) => {
    expect(await near([wish, other], 'wish')).toEqual(expected.map(messageId));
  });

  test('every message that shares its Message-ID', async () => {
    const other = { ...wish, in: 'bell', date: '2026-06-20', subject: 'Watches', text: 'Cheap.' };
    const keys = await near([wish, other], 'wish');
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key.startsWith(`${messageId('wish')}#`)).toBe(true);
  });

  test('of an unknown message is empty', async () => {
    expect(await near([wish], 'unknown')).toEqual([]);
  });
});
