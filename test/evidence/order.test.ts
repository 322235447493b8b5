/** Promise 3: in whatever order copies are met, however often, and whichever mailbox comes first, the same flags stand. */

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Council } from '../../src/council/council.ts';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import { copiesOf, forwardOf, judgeCopies, loadShippedPack, type Mail } from '../support/mail-kit.ts';
import { netherBarrow, type Protocol } from '../support/nether-barrow.ts';

const secret =
  'The caretaker has been offered a settlement of four thousand pounds and leaves at the end of July. Until it is signed nobody may hear of it.';
const wish: Mail = {
  id: 'wish',
  in: 'clerk',
  from: 'adair',
  to: 'clerk',
  subject: 'Well Lane',
  text: 'Could the hedge in Well Lane be cut before the show?',
};
const item: Mail = {
  id: 'item',
  from: 'clerk',
  to: 'adair',
  subject: 'CONFIDENTIAL: caretaker',
  text: `Dear Ruth\n\n${secret}`,
};
const silent: Mail = { id: 'silent', from: 'clerk', to: 'crane', text: 'The rent is due.' };
const circular: Mail = { id: 'circular', from: 'office', to: 'adair', text: 'The minutes are out.' };

/** Every rule has something here, and so has what later evidence undoes. */
const mails: Mail[] = [
  wish,
  { id: 'forward', from: 'clerk', to: 'bell', subject: 'Fwd: Well Lane', date: '2026-06-04', text: forwardOf(wish) },
  {
    id: 'forward',
    in: 'bell',
    from: 'clerk',
    to: 'bell',
    subject: 'Fwd: Well Lane',
    date: '2026-06-04',
    text: forwardOf(wish),
  },
  item,
  { ...item, in: 'adair' },
  { id: 'leak', from: 'adair', to: 'resident', subject: 'Fwd: caretaker', date: '2026-06-05', text: forwardOf(item) },
  { id: 'pasted', from: 'bell', to: 'builder', date: '2026-06-06', text: `Ivor\n\n${secret}\n\nThomas` },
  { id: 'theirs', in: 'clerk', from: 'solicitor', to: 'clerk', date: '2026-06-01', text: 'The Town Council objects.' },
  { ...silent, bcc: 'bell, frost' },
  { ...silent, in: 'bell' },
  { ...silent, journal: 'To: crane\nBcc: bell\nBcc: frost' },
  { ...circular, in: 'bell' },
  { ...circular, in: 'frost' },
  { ...circular, in: 'deputy Sent', bcc: 'bell, crane, peter-dunn, elsie-dunn, frost' },
  { id: 'open', from: 'clerk', to: 'adair', cc: 'frost', text: 'The plan is attached.\n\ncc Cllr Crane' },
  { id: 'open-copy', from: 'clerk', to: 'adair', cc: 'frost', text: 'The plan is attached.' },
  {
    id: 'letter',
    from: 'bell',
    to: 'resident',
    text: 'On behalf of the Council I object to the closing of the footpath.\n\nThomas Bell',
  },
  {
    id: 'order',
    from: 'bell',
    to: 'builder',
    text: 'The Council accepts your quotation of £450 for the fence.\n\nThomas Bell',
  },
  {
    id: 'light',
    from: 'bell',
    to: 'resident',
    text: 'When will the street light in Well Lane be mended?\n\nThomas Bell',
  },
  { id: 'keys', from: 'clerk', to: 'frost', subject: 'Key holders', text: 'Which keys to the pavilion do you hold?' },
  { id: 'lamp', in: 'clerk', from: 'resident', to: 'clerk', subject: 'Lamp', text: 'When will the lamp be mended?' },
  {
    id: 'late',
    from: 'clerk',
    to: 'resident',
    subject: 'Re: Lamp',
    date: '2026-06-25',
    answers: 'lamp',
    text: 'Soon.',
  },
  {
    id: 'deputy-told',
    from: 'frost',
    to: 'deputy',
    subject: 'Benches',
    text: 'Please have the benches moved by Friday.',
  },
  {
    id: 'papers',
    from: 'bell',
    to: 'deputy',
    subject: 'Lease',
    text: 'Please send me a copy of the lease of the depot.',
  },
  {
    id: 'bill',
    from: 'bell',
    to: 'clerk',
    subject: 'Invoice 41',
    text: 'Please pay the invoice of Messrs Alder today.',
  },
  {
    id: 'release',
    from: 'bell',
    to: 'news@gazette.example',
    subject: 'Press release: bypass',
    text: 'PRESS RELEASE\nFor immediate publication\n\nThe village has waited for a bypass for thirty years, writes Cllr Bell.',
  },
  {
    id: 'said',
    from: 'bell',
    to: 'news@gazette.example',
    subject: 'Re: your question',
    text: 'You ask what the Council thinks of the depot: the Parish Council is opposed to it.\n\nThomas Bell',
  },
  {
    id: 'answered',
    from: 'deputy',
    to: 'news@gazette.example',
    subject: 'Re: toilets',
    text: 'In answer to your enquiry: the toilets will be closed from Monday because of the frost damage.\n\nOwen Price',
  },
  {
    id: 'notice',
    from: 'clerk',
    to: 'adair, bell, crane, peter-dunn, elsie-dunn',
    subject: 'Public meeting',
    text: 'All members of the council are invited to the public meeting on 17 June.',
  },
  { id: 'chair', from: 'adair', to: 'resident', text: 'The Council thanks you for the bench.\n\nRuth Adair\nChair' },
  {
    id: 'report',
    from: 'clerk',
    to: 'bell, crane',
    subject: 'Depot: report for the Labour group',
    text: 'Please find below the report on the depot that the Labour group asked me for.',
  },
  {
    id: 'accepts',
    from: 'clerk',
    to: 'bell',
    subject: 'Depot',
    text: 'I am happy to come to the Labour group and advise it on the depot.',
  },
  {
    id: 'declines',
    from: 'clerk',
    to: 'peter-dunn',
    subject: 'Depot',
    text: 'I am afraid that I must decline the invitation of the Barrow Voice group to advise it on the depot.',
  },
  // Three messages under one id: two of them forged.
  { id: 'same', from: 'clerk', to: 'adair', bcc: 'frost', text: 'First.', subject: 'First' },
  { id: 'same', in: 'bell', from: 'clerk', to: 'adair', date: '2026-06-20', text: 'Second.', subject: 'Second' },
  { id: 'same', in: 'crane', from: 'builder', to: 'adair', date: '2026-06-21', text: 'Third.', subject: 'Third' },
];

/** For rules that wait for the council's number. */
const settings = `rules:
  officer-response-overdue: { workingDays: 5 }
  councillor-response-overdue: { workingDays: 5 }
  complaint-response-overdue: { workingDays: 10 }
  member-left-off-distribution: { enabled: true }
  chair-letter-frequency: { perQuarter: 0 }
`;

const copies = copiesOf(mails);

async function flagsOf(council: Council, order: readonly number[]): Promise<string> {
  const met = order.flatMap((index) => copies[index] ?? []);
  const { standing, errors, evidence } = await judgeCopies(met, { council });
  return JSON.stringify({ standing, errors, shared: [...evidence.sharedMessageIds] }, null, 1);
}

const once = copies.map((_copy, index) => index);
const shuffled = fc.shuffledSubarray(once, { minLength: once.length });
/** Every copy, and some of them once more, anywhere. */
const repeated = fc
  .tuple(shuffled, fc.subarray(once))
  .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));

describe.each<Protocol>(['nalc-model-2026', 'st-just', 'cottingham'])('%s', (protocol) => {
  const council = netherBarrow(protocol, settings);
  let calm: string;
  beforeAll(async () => {
    calm = await flagsOf(council, once);
  });

  test('every rule of the protocol has a flag here', async () => {
    const effective = effectiveRules(await loadShippedPack(protocol), council);
    const wanted = effective.map(({ rule }) => rule);
    const found = new Set(JSON.parse(calm).standing.map(({ flag }: { flag: { rule: string } }) => flag.rule));
    expect([...found].sort()).toEqual(wanted.sort());
  });

  test('the order of arrival changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async (order) => {
        expect(await flagsOf(council, order)).toBe(calm);
      }),
      { numRuns: 40 },
    );
  });

  test('what is met twice counts once', async () => {
    await fc.assert(
      fc.asyncProperty(repeated, async (order) => {
        expect(await flagsOf(council, order)).toBe(calm);
      }),
      { numRuns: 40 },
    );
  });

  test('the order of the mailboxes in the council file changes no flag but the mailbox that it names', async () => {
    const withoutPlace = (flags: string) => {
      const { standing } = JSON.parse(flags);
      return standing.map(({ flag }: { flag: Record<string, unknown> }) => [
        flag.rule,
        flag.messageId,
        flag.grade,
        flag.people,
      ]);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(council.mailboxes, { minLength: council.mailboxes.length }),
        shuffled,
        async (mailboxes, order) => {
          expect(withoutPlace(await flagsOf({ ...council, mailboxes }, order))).toEqual(withoutPlace(calm));
        },
      ),
      { numRuns: 40 },
    );
  });
});
