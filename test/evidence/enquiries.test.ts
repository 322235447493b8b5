/** What people outside ask, and what reading it must not change for lineage. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copiesOf, judgeCopies, type Mail, readMails } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const council = netherBarrow('nalc-model-2026', 'rules: { complaint-response-overdue: { workingDays: 10 } }');

type Wording = { id: string; subject: string; text: string; label: boolean; why: string };

test('labelled wordings of people outside: enquiries and complaints are told from what nobody waits to have answered', async () => {
  const lines = readFileSync(join(import.meta.dirname, 'wordings/enquiries.jsonl'), 'utf8').split('\n');
  const wordings = lines.filter((line) => line !== '').map((line): Wording => JSON.parse(line));
  const mails = wordings.map(
    ({ id, subject, text }): Mail => ({ id, in: 'clerk', from: 'resident', to: 'clerk', subject, text }),
  );
  const read = await readMails(mails, { council });
  const outcomes = wordings.map(({ label, id, why }, index) => {
    const isFound = (read[index]?.message.content?.enquiry ?? null) !== null;
    return { label, isFound, told: `${isFound ? 'found' : 'missed'} ${id}: ${why}` };
  });
  const right = outcomes.filter(({ label, isFound }) => label && isFound).length;
  const found = outcomes.filter(({ isFound }) => isFound).length;
  const wanted = outcomes.filter(({ label }) => label).length;
  const mistakes = outcomes.filter(({ label, isFound }) => label !== isFound).map(({ told }) => told);
  expect(right / found, mistakes.join('\n')).toBeGreaterThanOrEqual(0.93);
  expect(right / wanted, mistakes.join('\n')).toBeGreaterThanOrEqual(0.95);
});

const words =
  'The wall behind number nine leans over the path by a hand and a half, and two coping stones have come down since the frost in March.';
const theirs: Mail = {
  id: 'theirs',
  in: 'clerk',
  from: 'resident',
  to: 'clerk',
  date: '2026-06-01',
  subject: 'Wall',
  text: words,
};
const item: Mail = {
  id: 'item',
  from: 'clerk',
  to: 'adair',
  date: '2026-06-02',
  subject: 'CONFIDENTIAL: wall',
  text: `Dear Ruth\n\n${words}`,
};
const back: Mail = {
  id: 'back',
  from: 'adair',
  to: 'resident',
  date: '2026-06-03',
  subject: 'Your wall',
  text: `Dear Joan\n\n${words}`,
};

test('an outsider whose mail is read for what it asks is heard by lineage like any other', async () => {
  const rulesOf = async (mails: Mail[], order: number[]): Promise<string[]> => {
    const copies = copiesOf(mails);
    const { standing } = await judgeCopies(
      order.flatMap((index) => copies[index] ?? []),
      { council },
    );
    return standing.map(({ flag }) => flag.rule).filter((rule) => rule === 'confidential-to-third-party');
  };
  // Text that the resident wrote is nothing that a councillor could disclose to the resident; to hold the test, somebody else's is.
  expect(await rulesOf([theirs, item, back], [0, 1, 2])).toEqual([]);
  expect(await rulesOf([theirs, item, back], [2, 1, 0])).toEqual([]);
  expect(
    await rulesOf([{ ...theirs, text: 'My wall leans over the path. Who will mend it?' }, item, back], [0, 1, 2]),
  ).toEqual(['confidential-to-third-party']);
});
