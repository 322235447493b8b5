/** docs/rules/group-report-not-shared.md. Labour are Bell and Crane, Barrow Voice the Dunns, Independent is Frost; Adair is of no group. */

import { forwardOf, type Mail } from '../support/mail-kit.ts';
import { type RuleCase, testRule } from './rule-cases.ts';

/** A Wednesday: the fifth working day after it is Wednesday, 10 June. */
const report: Mail = {
  id: 'report',
  from: 'clerk',
  to: 'bell, crane',
  subject: 'Pavilion',
  date: '2026-06-03 11:00',
  text: 'Dear Thomas and Sylvia\n\nHere is the report on the pavilion that the Labour group asked me for.\n\nHelen',
};
const notice = (changes: Partial<Mail>): Mail => ({
  id: 'notice',
  from: 'clerk',
  to: 'frost, peter-dunn',
  subject: 'For your information',
  date: '2026-06-10 16:00',
  text: 'I have prepared a report on the pavilion for the Labour group.',
  ...changes,
});
const voice = ['elsie-dunn', 'peter-dunn'];
const all = { message: 'report', by: 'clerk', affected: ['elsie-dunn', 'frost', 'peter-dunn'] };
const onlyVoice = { ...all, affected: voice };
const onlyFrost = { ...all, affected: ['frost'] };
const fires = (name: string, changes: Partial<Mail>, expected: object = {}): RuleCase => ({
  name,
  mail: [{ ...report, ...changes }],
  flags: [{ ...all, ...expected }],
});
const silent = (name: string, changes: Partial<Mail>, ...more: Mail[]): RuleCase => ({
  name,
  mail: [{ ...report, ...changes }, ...more],
});

testRule('group-report-not-shared', 'cottingham', {
  'fires where the other groups hear nothing of a report': [
    fires('that a group asked for', {}),
    fires('prepared for the group of its readers, without its name', {
      text: 'The paper that your group wanted is attached.',
    }),
    fires('as advice in the text', {
      to: 'bell',
      text: 'Advice for the Labour group: a motion needs seven clear days.',
    }),
    fires('which only the document says', {
      text: 'Attached.',
      enclosed: [
        { name: 'Pavilion.txt', text: 'Briefing prepared for the Labour group\n\nThe roof has ten years left.' },
      ],
    }),
    fires('asked for in the message quoted below', {
      to: 'bell',
      subject: 'Re: Pavilion',
      text: 'Two sides, as requested.\n\nOn 2 June 2026 at 09:00, Thomas Bell <bell@netherbarrow.gov.uk> wrote:\n> Could you do our group a briefing on the pavilion?',
    }),
    fires('by another officer', { from: 'deputy' }, { by: 'deputy' }),
    fires('found in the mailbox of a reader', { in: 'bell' }, { grade: 'C' }),
    {
      name: 'one group is told, the other is not',
      mail: [report, notice({ to: 'frost' })],
      flags: [onlyVoice],
    },
  ],

  'does not fire where they are told': [
    silent('on the last day, one member of each', {}, notice({})),
    silent(
      'by another officer, at different times',
      {},
      notice({ id: 'a', to: 'frost' }),
      notice({ id: 'b', from: 'deputy', to: 'elsie-dunn' }),
    ),
    silent(
      'by a councillor of the group',
      {},
      notice({ from: 'bell', text: 'Our Labour group has had a report on the pavilion from the Clerk.' }),
    ),
    silent('in a message to all members', {}, notice({ to: 'councillors' })),
    silent('the day before, of this matter', {}, notice({ date: '2026-06-02', subject: 'Pavilion' })),
    silent('by being sent it', { text: `${report.text}\n` }, notice({ text: report.text ?? '', subject: 'Pavilion' })),
    silent('by being sent it on', {}, notice({ text: forwardOf(report) })),
    silent('by standing in Cc', { cc: 'frost, elsie-dunn' }),
    silent('by a blind copy', { bcc: 'frost, elsie-dunn' }),
  ],

  'notice that does not count': [
    { name: 'on the sixth working day', mail: [report, notice({ date: '2026-06-11 09:00' })], flags: [all] },
    {
      name: 'of the report of another group',
      mail: [report, notice({ text: 'I have prepared a report on the pond for the Barrow Voice group.' })],
      flags: [all],
    },
    { name: 'to a councillor of no group', mail: [report, notice({ to: 'adair' })], flags: [all] },
    {
      name: 'that speaks of the matter, not of the report',
      mail: [report, notice({ text: 'The pavilion will be shut on Friday. Labour want it painted.' })],
      flags: [all],
    },
    {
      name: 'their own report',
      mail: [
        { ...notice({}), id: 'theirs', to: 'frost', text: 'Here is the note on the pond that your group asked for.' },
        { ...report, date: '2026-06-03 12:00' },
        notice({ to: 'peter-dunn, bell' }),
      ],
      flags: [onlyFrost, { message: 'theirs', by: 'clerk', affected: ['bell', 'crane', 'elsie-dunn', 'peter-dunn'] }],
    },
  ],

  'does not fire because it is no report for one group': [
    silent('to all members', { to: 'councillors' }),
    silent('to one of no group as well', { to: 'bell, crane, adair' }),
    silent('for a working party', { text: 'Here is the report for the pavilion working party.' }),
    silent('to one councillor for himself', { to: 'bell', text: 'My advice to you, for yourself: declare it.' }),
    silent('to two who asked for themselves', { text: 'You both asked for the report. It is attached.' }),
    silent('it is declined', { text: 'I am sorry, but I cannot write a report for the Labour group.' }),
    silent('it goes to everybody', {
      text: 'Here is the report that the Labour group asked for. It goes to all members today.',
    }),
    silent('a councillor wrote it', { from: 'bell', to: 'crane' }),
    silent('an automatic reply', { fields: 'Auto-Submitted: auto-replied' }),
  ],

  'once, and not before the time is over': [
    { name: 'on the last day nothing is said', asOf: '2026-06-10', mail: [report] },
    { name: 'on the day after it is', asOf: '2026-06-11', mail: [report], flags: [all] },
    {
      name: 'a closure makes it longer',
      council: 'closures: [2026-06-04]',
      asOf: '2026-06-11',
      mail: [report],
    },
    {
      name: 'the report again in its conversation',
      mail: [
        report,
        {
          ...report,
          id: 'again',
          answers: 'report',
          subject: 'Re: Pavilion',
          date: '2026-06-05',
          text: 'Here is the report for the Labour group once more.',
        },
      ],
      flags: [all],
    },
    { name: 'the model has no clause for it', protocol: 'nalc-model-2026', mail: [report] },
    {
      name: 'switched off, it is silent',
      council: 'rules: { group-report-not-shared: { enabled: false } }',
      mail: [report],
    },
  ],

  'St Just: an invitation declined where another was accepted': stJust(),
});

function stJust(): RuleCase[] {
  const asked = (id: string, from: string, changes: Partial<Mail> = {}): Mail => ({
    id,
    in: 'clerk',
    from,
    to: 'clerk',
    subject: 'Car park charges',
    date: '2026-06-01 09:00',
    text: 'Could you come to our group meeting and explain the car park charges?',
    ...changes,
  });
  const accepts: Mail = {
    id: 'accepts',
    from: 'clerk',
    to: 'frost',
    subject: 'Re: Car park charges',
    answers: 'frost-asks',
    date: '2026-06-03',
    text: 'Dear Nora\n\nHappy to. I shall be there at seven.\n\nHelen',
  };
  const declines: Mail = {
    id: 'declines',
    from: 'clerk',
    to: 'bell',
    subject: 'Re: Car park charges',
    answers: 'bell-asks',
    date: '2026-06-08',
    text: 'Dear Thomas\n\nThank you for the invitation, but I must decline.\n\nHelen',
  };
  const [frostAsks, bellAsks] = [asked('frost-asks', 'frost'), asked('bell-asks', 'bell')];
  const refused = { message: 'declines', by: 'clerk', affected: ['bell', 'crane'] };
  const both = [frostAsks, accepts, bellAsks];
  const cases: RuleCase[] = [
    { name: 'fires on the message that declines', mail: [...both, declines], flags: [refused] },
    {
      name: 'also where it came first',
      mail: [...both, { ...declines, date: '2026-06-02' }],
      flags: [refused],
    },
    {
      name: 'in which the request is only quoted',
      mail: [
        frostAsks,
        accepts,
        {
          ...declines,
          text: 'I am afraid that I cannot come.\n\nOn 2 June 2026 at 09:00, Thomas Bell <bell@netherbarrow.gov.uk> wrote:\n> Would you advise the Labour group on the car park?',
        },
      ],
      flags: [refused],
    },
    { name: 'no other group was advised', mail: [bellAsks, declines] },
    {
      name: 'the other was advised on another matter',
      mail: [
        asked('frost-asks', 'frost', { subject: 'Library', text: 'Would you advise our group on the library?' }),
        { ...accepts, subject: 'Re: Library' },
        bellAsks,
        declines,
      ],
    },
    {
      name: 'another date is offered',
      mail: [...both, { ...declines, text: 'I cannot do the 9th, but I will come on the 16th.' }],
    },
    {
      name: 'the same advice is given in writing',
      mail: [...both, { ...declines, text: 'I cannot come, but here is my advice in writing.' }],
    },
    {
      name: 'the group is advised after all',
      mail: [
        ...both,
        declines,
        { ...declines, id: 'later', date: '2026-06-12', text: 'On second thoughts I shall be there. Happy to.' },
      ],
    },
    {
      name: 'a councillor of no group asked',
      mail: [
        frostAsks,
        accepts,
        asked('bell-asks', 'adair', { text: 'Could you give me the hour that the group had?' }),
        { ...declines, to: 'adair' },
      ],
    },
    { name: 'another officer declines', mail: [...both, { ...declines, from: 'deputy' }] },
    { name: 'a report for one group is no matter of St Just', mail: [report] },
  ];
  return cases.map((each) => ({ ...each, protocol: 'st-just' as const }));
}
