/** docs/rules/officer-response-overdue.md */

import { answerTo, type Mail } from '../support/mail-kit.ts';
import { type Expected, type RuleCase, testRule } from './rule-cases.ts';

const five = 'rules: { officer-response-overdue: { workingDays: 5 } }';

/** Sent on Wednesday, 3 June: the fifth working day is Wednesday, 10 June. */
const ask: Mail = {
  id: 'ask',
  in: 'clerk',
  from: 'adair',
  to: 'clerk',
  subject: 'Well Lane',
  date: '2026-06-03 09:00',
  text: 'Dear Helen\n\nCould the hedge in Well Lane be cut before the show?\n\nRuth',
};
const asked = (changes: Partial<Mail>): Mail => ({ ...ask, ...changes });
const answer = (changes: Partial<Mail> = {}): Mail => ({
  id: 'answer',
  from: 'clerk',
  to: 'adair',
  subject: 'Re: Well Lane',
  answers: 'ask',
  date: '2026-06-10 17:00',
  text: 'Dear Ruth\n\nIt will be cut on Friday.\n\nHelen',
  ...changes,
});
const later = (changes: Partial<Mail>): Mail => ({
  id: 'later',
  in: 'clerk',
  from: 'adair',
  to: 'clerk',
  subject: 'Re: Well Lane',
  answers: 'ask',
  date: '2026-06-08 09:00',
  ...changes,
});
const flag: Expected = { message: 'ask', grade: 'C', by: 'clerk', affected: ['adair'] };

const groups: Record<string, RuleCase[]> = {
  'fires where nobody answered': [
    { name: 'at all', mail: [ask], flags: [flag] },
    { name: 'on the day after the last', mail: [ask], asOf: '2026-06-11', flags: [flag] },
    {
      name: 'with the grade of the sender’s own copy',
      mail: [asked({ in: 'adair Sent' })],
      flags: [{ ...flag, grade: 'B' }],
    },
    { name: 'from a private address', mail: [asked({ from: 'adair at home' })], flags: [flag] },
    { name: 'the deputy, who was asked', mail: [asked({ to: 'deputy' })], flags: [{ ...flag, by: 'deputy' }] },
    {
      name: 'a shared address, of which the first holder stands for all',
      mail: [asked({ to: 'office' })],
      flags: [flag],
    },
    { name: 'the first of two officers', mail: [asked({ to: 'deputy, clerk' })], flags: [{ ...flag, by: 'deputy' }] },
    { name: 'the officer who stands behind a councillor in To', mail: [asked({ to: 'bell, clerk' })], flags: [flag] },
    {
      name: 'an instruction without a question mark',
      mail: [asked({ text: 'Please have the hedge in Well Lane cut this week.' })],
      flags: [flag],
    },
    {
      name: 'a question in a thread that an officer began',
      mail: [answer({ date: '2026-06-01 10:00', id: 'first', answers: '' }), asked({ answers: 'first' })],
      flags: [flag],
    },
  ],
  'does not count as an answer': [
    {
      name: 'what an officer wrote before the request',
      mail: [answer({ date: '2026-06-03 08:00', answers: 'old' }), ask],
      flags: [flag],
    },
    {
      name: 'an automatic reply',
      mail: [ask, answer({ date: '2026-06-03 09:01', fields: 'Auto-Submitted: auto-replied', text: 'I am away.' })],
      flags: [flag],
    },
    {
      name: 'an automatic reply that only its subject shows',
      mail: [ask, answer({ date: '2026-06-03 09:01', subject: 'Automatic reply: Well Lane', text: 'I am away.' })],
      flags: [flag],
    },
    {
      name: 'a read receipt',
      mail: [
        ask,
        answer({ date: '2026-06-03 09:30', subject: 'Read: Well Lane', fields: 'X-Auto-Response-Suppress: All' }),
      ],
      flags: [flag],
    },
    { name: 'another councillor’s answer', mail: [ask, answer({ from: 'bell' })], flags: [flag] },
    {
      name: 'what officers write to each other',
      mail: [ask, answer({ to: 'deputy', subject: 'Fwd: Well Lane' })],
      flags: [flag],
    },
    {
      name: 'what an officer writes to another councillor on the same subject',
      mail: [ask, answer({ to: 'bell', answers: 'other' })],
      flags: [flag],
    },
    {
      name: 'a message to her on another subject',
      mail: [ask, answer({ subject: 'Your badge', answers: 'other' })],
      flags: [flag],
    },
    {
      name: 'a circular on something like it',
      mail: [ask, answer({ to: 'councillors', subject: 'Hedge cutting in Well Lane', answers: 'other' })],
      flags: [flag],
    },
    {
      name: 'messages without a subject',
      mail: [asked({ subject: '' }), answer({ subject: '', answers: 'other' })],
      flags: [flag],
    },
    {
      name: 'the same subject in another month',
      mail: [ask, answer({ answers: 'other', date: '2026-07-25 09:00' })],
      flags: [flag],
    },
  ],
  'counts as an answer': [
    { name: 'a reply on the last day, in the evening', mail: [ask, answer({ date: '2026-06-10 23:30' })] },
    { name: '"I will come back to you"', mail: [ask, answer({ text: 'I will come back to you.' })] },
    { name: 'any officer’s', mail: [ask, answer({ from: 'deputy' })] },
    { name: 'one from the shared address', mail: [ask, answer({ in: 'office Sent', from: 'office' })] },
    { name: 'one to her other address', mail: [ask, answer({ to: 'adair at home' })] },
    { name: 'one to a resident, with her in Cc', mail: [ask, answer({ to: 'resident', cc: 'adair' })] },
    { name: 'one to her in Bcc', mail: [ask, answer({ to: 'resident', bcc: 'adair' })] },
    { name: 'one to a list that holds her', mail: [ask, answer({ to: 'councillors' })] },
    {
      name: 'a new message on the same subject',
      mail: [ask, answer({ answers: 'other', subject: 'FW: RE: well lane' })],
    },
    {
      name: 'a letter that names the same thing in other words',
      mail: [ask, answer({ answers: 'other', subject: 'Hedge cutting, Well Lane' })],
    },
    { name: 'a letter on what the text asks for', mail: [ask, answer({ answers: 'other', subject: 'The hedge' })] },
    {
      name: 'a message under another subject that quotes it',
      mail: [ask, answer({ answers: 'other', subject: 'Contractors', text: answerTo(ask, 'On Friday.') })],
    },
    { name: 'one whose clock is an hour slow', mail: [ask, answer({ date: '2026-06-03 08:10' })] },
    {
      name: 'one that only her own later words quote',
      mail: [
        ask,
        later({ date: '2026-06-12 09:00', text: answerTo(answer({ date: '2026-06-05 10:00' }), 'Thank you, Helen.') }),
      ],
    },
  ],
  'fires all the same where the answer came late': [
    { name: 'by a day', mail: [ask, answer({ date: '2026-06-11 00:10' })], flags: [flag] },
    {
      name: 'and she thanked for it',
      mail: [
        ask,
        answer({ date: '2026-06-12 09:00' }),
        later({ date: '2026-06-12 10:00', text: 'Thank you, that is settled then.' }),
      ],
      flags: [flag],
    },
    {
      name: 'and only her later words quote it',
      mail: [
        ask,
        later({ date: '2026-06-15 09:00', text: answerTo(answer({ date: '2026-06-12 10:00' }), 'Thank you, Helen.') }),
      ],
      flags: [flag],
    },
  ],
  'counts working days': [
    { name: 'and not before the last has ended', mail: [ask], asOf: '2026-06-10' },
    {
      name: 'from Monday where it was sent on Friday evening',
      mail: [asked({ date: '2026-06-05 22:00' })],
      asOf: '2026-06-12',
    },
    { name: 'and then until Friday', mail: [asked({ date: '2026-06-05 22:00' })], asOf: '2026-06-13', flags: [flag] },
    {
      name: 'by the local day: at 00:30 in summer it is the next one',
      mail: [asked({ date: '2026-06-04 00:30' })],
      asOf: '2026-06-11',
    },
    {
      name: 'without the bank holiday of 25 May',
      mail: [asked({ date: '2026-05-20 09:00' }), answer({ date: '2026-05-28 09:00' })],
    },
    {
      name: 'with 25 May as a day in Scotland’s calendar too, and 15 June without',
      council: `nation: scotland\n${five}`,
      mail: [asked({ date: '2026-06-10 09:00' }), answer({ date: '2026-06-18 09:00' })],
    },
    {
      name: 'where 15 June is a day like any other in England',
      mail: [asked({ date: '2026-06-10 09:00' }), answer({ date: '2026-06-18 09:00' })],
      flags: [flag],
    },
    {
      name: 'without the council’s closures',
      council: `closures: [2026-06-05]\n${five}`,
      mail: [ask, answer({ date: '2026-06-11 09:00' })],
    },
    {
      name: 'as many as the council says',
      council: 'rules: { officer-response-overdue: { workingDays: 2 } }',
      mail: [ask, answer({ date: '2026-06-08 09:00' })],
      flags: [flag],
    },
    { name: 'and does not run without a number', council: 'rules: {}', mail: [ask] },
  ],
  'does not fire': [
    { name: 'where officers stand in Cc only', mail: [asked({ to: 'bell', cc: 'clerk' })] },
    { name: 'where a councillor is asked', mail: [asked({ to: 'bell' })] },
    { name: 'on what a list of councillors is asked', mail: [asked({ to: 'councillors', cc: 'clerk' })] },
    { name: 'on a resident’s question', mail: [asked({ from: 'resident' })] },
    { name: 'on that of somebody who is no councillor any more', mail: [asked({ from: 'holt' })] },
    { name: 'on thanks', mail: [asked({ text: 'Thank you for the hedge. It looks lovely.' })] },
    { name: 'on a statement', mail: [asked({ text: 'The hedge in Well Lane was cut on Monday.' })] },
    {
      name: 'on a private message',
      mail: [asked({ subject: 'Sunday', text: 'Would you and George come round for Sunday lunch?' })],
    },
    { name: 'on an automatic one', mail: [asked({ fields: 'Auto-Submitted: auto-generated' })] },
    { name: 'on mail that is not opened', mail: [asked({ cc: 'rep@union.example' })] },
    { name: 'on a message without a date', mail: [asked({ fields: 'Date: nonsense', date: '' })] },
  ],
  'is settled': [
    { name: 'by the councillor’s word', mail: [ask, later({ text: 'Please ignore my question, it is settled.' })] },
    {
      name: 'by a telephone call that she thanks for',
      mail: [ask, later({ text: 'Thank you for telephoning. I understand it now.' })],
    },
    {
      name: 'by her word after the last day, where nobody answered',
      mail: [ask, later({ date: '2026-06-15 09:00', text: 'No longer needed, it is settled.' })],
    },
    {
      name: 'not by another councillor’s word',
      mail: [ask, later({ from: 'bell', text: 'Please ignore my question, it is settled.' })],
      flags: [flag],
    },
    {
      name: 'not by words that ask for the rest',
      mail: [ask, later({ text: 'The hedge is settled. Could the verge be cut too?' })],
      flags: [flag],
    },
  ],
  'stands on the first request left unanswered': [
    {
      name: 'whatever reminders follow',
      mail: [
        ask,
        later({ text: 'Could I have an answer please?' }),
        later({ id: 'again', date: '2026-06-12 09:00', text: 'Will you please answer?' }),
      ],
      flags: [flag],
    },
    {
      name: 'also where a reminder goes to another officer',
      mail: [ask, later({ to: 'deputy', text: 'Could you cut the hedge in Well Lane, Owen?' })],
      flags: [flag],
    },
    {
      name: 'also where the reminder is a new message on the subject',
      mail: [ask, later({ answers: 'other', text: 'Could I have an answer please?' })],
      flags: [flag],
    },
    {
      name: 'and on none where an answer to the reminder came in time',
      mail: [ask, later({ text: 'Could I have an answer please?' }), answer()],
    },
    {
      name: 'a question after an answer is a new one',
      mail: [ask, answer({ date: '2026-06-04 09:00' }), later({ text: 'Could the verge be cut too?' })],
      flags: [{ ...flag, message: 'later' }],
    },
    {
      name: 'one after a late answer, too',
      mail: [
        ask,
        answer({ date: '2026-06-12 09:00' }),
        later({ date: '2026-06-15 09:00', text: 'Could the verge be cut too?' }),
      ],
      flags: [flag, { ...flag, message: 'later' }],
    },
    {
      name: 'two councillors who ask on the same subject are two',
      mail: [
        ask,
        later({
          id: 'bells',
          in: 'clerk',
          from: 'bell',
          answers: '',
          subject: 'Well Lane',
          text: 'Could the hedge in Well Lane be cut?',
        }),
        answer(),
      ],
      flags: [{ ...flag, message: 'bells', affected: ['bell'] }],
    },
  ],
};

const withFive = Object.entries(groups).map(([name, cases]) => [
  name,
  cases.map((each) => ({ council: five, ...each })),
]);
testRule('officer-response-overdue', 'nalc-model-2026', Object.fromEntries(withFive));
