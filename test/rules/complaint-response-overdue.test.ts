/** docs/rules/complaint-response-overdue.md */

import { answerTo, type Mail } from '../support/mail-kit.ts';
import { type Expected, type RuleCase, testRule } from './rule-cases.ts';

const ten = 'rules: { complaint-response-overdue: { workingDays: 10 } }';

/** Sent on Wednesday, 3 June: the tenth working day is Wednesday, 17 June. */
const ask: Mail = {
  id: 'ask',
  in: 'clerk',
  from: 'resident',
  to: 'clerk',
  subject: 'Street lamp',
  date: '2026-06-03 09:00',
  text: 'Dear Clerk\n\nThe lamp outside the school is out again. When will it be mended?\n\nJoan Petrie',
};
const asked = (changes: Partial<Mail>): Mail => ({ ...ask, ...changes });
const answer = (changes: Partial<Mail> = {}): Mail => ({
  id: 'answer',
  from: 'clerk',
  to: 'resident',
  subject: 'Re: Street lamp',
  answers: 'ask',
  date: '2026-06-17 17:00',
  text: 'Dear Mrs Petrie\n\nThe county will mend it next week.\n\nHelen Marsh',
  ...changes,
});
const later = (changes: Partial<Mail>): Mail => ({
  ...ask,
  id: 'later',
  subject: 'Re: Street lamp',
  answers: 'ask',
  date: '2026-06-10 09:00',
  ...changes,
});
const flag: Expected = { message: 'ask', grade: 'C', by: 'clerk' };

const groups: Record<string, RuleCase[]> = {
  'fires where nobody answered': [
    { name: 'a question', mail: [ask], flags: [flag] },
    {
      name: 'a complaint that asks nothing',
      mail: [
        asked({
          subject: 'Dog mess',
          text: 'I am disgusted with the state of the path by the school. Nobody ever clears it.',
        }),
      ],
      flags: [flag],
    },
    { name: 'to the shared address', mail: [asked({ in: 'office', to: 'office' })], flags: [flag] },
    { name: 'to the deputy', mail: [asked({ to: 'deputy' })], flags: [{ ...flag, by: 'deputy' }] },
    {
      name: 'a reporter’s question',
      mail: [
        asked({
          from: 'Ned Carr <ned@gazette.example>',
          subject: 'Car park',
          text: 'What has the council spent on the car park so far? Deadline Thursday.',
        }),
      ],
      flags: [flag],
    },
    { name: 'somebody who is no councillor any more', mail: [asked({ from: 'holt' })], flags: [flag] },
    {
      name: 'a form on a website, in the name of a resident',
      mail: [
        asked({ from: 'Website <noreply@forms.example>', fields: 'Reply-To: Joan Petrie <joan.petrie@mail.example>' }),
      ],
      flags: [flag],
    },
    {
      name: 'a message of which only the officers spoke',
      mail: [ask, answer({ to: 'deputy', subject: 'Fwd: Street lamp' })],
      flags: [flag],
    },
    {
      name: 'what was passed on to the county',
      mail: [ask, answer({ to: 'Lights <lights@barrowshire.example>', subject: 'Fwd: Street lamp' })],
      flags: [flag],
    },
    { name: 'but a councillor', mail: [ask, answer({ from: 'bell' })], flags: [flag] },
    {
      name: 'but a machine',
      mail: [
        ask,
        answer({
          date: '2026-06-03 09:01',
          subject: 'Automatic reply: Street lamp',
          fields: 'Auto-Submitted: auto-replied',
        }),
      ],
      flags: [flag],
    },
    {
      name: 'another resident on the same subject was answered',
      mail: [ask, answer({ to: 'Ann Dale <ann@mail.example>', answers: 'other' })],
      flags: [flag],
    },
    { name: 'in time', mail: [ask, answer({ date: '2026-06-18 09:00' })], flags: [flag] },
    {
      name: 'since the bank holiday',
      mail: [asked({ date: '2026-05-11 09:00' }), answer({ date: '2026-05-27 09:00' })],
      flags: [flag],
    },
  ],
  'counts as an answer': [
    { name: 'a reply on the last day', mail: [ask, answer()] },
    {
      name: 'another officer’s, in a new message on the same matter',
      mail: [ask, answer({ from: 'deputy', answers: 'other', subject: 'Your street lamp' })],
    },
    {
      name: 'one to another address under the writer’s name',
      mail: [ask, answer({ to: 'Joan Petrie <joan@work.example>' })],
    },
    {
      name: 'one to the address in Reply-To',
      mail: [
        asked({ fields: 'Reply-To: <petries@home2.example>' }),
        answer({ to: 'petries@home2.example', answers: 'other' }),
      ],
    },
    {
      name: 'one to the resident behind a form',
      mail: [
        asked({ from: 'Website <noreply@forms.example>', fields: 'Reply-To: Joan Petrie <joan.petrie@mail.example>' }),
        answer({ answers: 'other' }),
      ],
    },
    { name: 'one with the writer in Cc', mail: [ask, answer({ to: 'bell', cc: 'resident' })] },
    {
      name: 'one that quotes it under another subject',
      mail: [ask, answer({ answers: 'other', subject: 'Lighting', text: answerTo(ask, 'Next week.') })],
    },
    {
      name: 'one that only the writer’s later words quote',
      mail: [
        ask,
        later({
          date: '2026-06-22 09:00',
          text: answerTo(answer({ date: '2026-06-05 10:00' }), 'It is not mended yet. When will it be?'),
        }),
      ],
      flags: [{ ...flag, message: 'later' }],
    },
  ],
  'does not fire': [
    { name: 'before the last day has ended', mail: [ask], asOf: '2026-06-17' },
    { name: 'without the council’s number', council: 'rules: {}', mail: [ask] },
    { name: 'under St Just, which has no such clause', protocol: 'st-just', mail: [ask] },
    { name: 'where officers stand in Cc only', mail: [asked({ to: 'bell', cc: 'clerk' })] },
    { name: 'on a councillor’s question', mail: [asked({ from: 'bell' })] },
    { name: 'on thanks', mail: [asked({ text: 'Thank you very much for mending the lamp.' })] },
    {
      name: 'on what wants no answer',
      mail: [asked({ text: 'The lamp outside the school is out again. No need to reply.' })],
    },
    { name: 'on a newsletter', mail: [asked({ fields: 'Precedence: bulk', text: 'Have you booked your place yet?' })] },
    {
      name: 'on one that only its words show',
      mail: [asked({ text: 'Have you booked your place yet? Unsubscribe here.' })],
    },
    { name: 'on an automatic message', mail: [asked({ fields: 'Auto-Submitted: auto-generated' })] },
    { name: 'on an address that nobody reads', mail: [asked({ from: 'Planning <noreply@barrowshire.example>' })] },
    {
      name: 'on an invoice',
      mail: [
        asked({
          from: 'builder',
          subject: 'Invoice 2318',
          text: 'Invoice 2318 attached, £86.40. When can we expect payment?',
        }),
      ],
    },
    {
      name: 'on an offer',
      mail: [
        asked({
          from: 'builder',
          subject: 'Play area',
          text: 'Dear Clerk, is your play area ready for summer? Our new range starts at £1,995 plus VAT. Shall I call?',
        }),
      ],
    },
    {
      name: 'on a contractor’s question about what was ordered',
      mail: [
        asked({
          from: 'builder',
          subject: 'Re: Wall',
          text: answerTo(
            { from: 'clerk', date: '2026-06-01', text: 'Could you send us a quotation for the wall?' },
            'Which day may I come to measure?',
          ),
        }),
      ],
    },
    {
      name: 'on a trusted body’s question',
      mail: [asked({ from: 'solicitor', text: 'When does the council wish to complete?' })],
    },
    { name: 'on mail that is not opened', mail: [asked({ from: 'rep@union.example' })] },
    { name: 'on an address of the council that is nobody’s', mail: [asked({ from: 'scanner@netherbarrow.gov.uk' })] },
  ],
  'stands on the first message left unanswered': [
    { name: 'in the thread', mail: [ask, later({ text: 'Will you please answer?' })], flags: [flag] },
    {
      name: 'on the same subject',
      mail: [ask, later({ answers: 'other', text: 'When will the lamp be mended?' })],
      flags: [flag],
    },
    {
      name: 'a complaint after an answer is a new one',
      mail: [
        ask,
        answer({ date: '2026-06-04 09:00' }),
        later({ text: 'It is out again, and I am fed up. When will it be mended?' }),
      ],
      flags: [{ ...flag, message: 'later' }],
    },
    {
      name: 'and on none where the writer says that it is settled',
      mail: [ask, later({ text: 'The lamp is mended now, please ignore my question.' })],
    },
    {
      name: 'and on none where the writer was telephoned',
      mail: [ask, later({ text: 'Thank you for ringing me back.' })],
    },
  ],
};

const withTen = Object.entries(groups).map(([name, cases]) => [name, cases.map((each) => ({ council: ten, ...each }))]);
testRule('complaint-response-overdue', 'nalc-model-2026', Object.fromEntries(withTen));
