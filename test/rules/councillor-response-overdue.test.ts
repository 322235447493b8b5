/** docs/rules/councillor-response-overdue.md */

import { answerTo, type Mail } from '../support/mail-kit.ts';
import { type Expected, type RuleCase, testRule } from './rule-cases.ts';

const five = 'rules: { councillor-response-overdue: { workingDays: 5 } }';

/** Sent on Wednesday, 3 June: the fifth working day is Wednesday, 10 June. */
const ask: Mail = {
  id: 'ask',
  from: 'clerk',
  to: 'bell',
  subject: 'Key holders',
  date: '2026-06-03 09:00',
  text: 'Dear Thomas\n\nWhich keys to the pavilion do you hold?\n\nHelen',
};
const asked = (changes: Partial<Mail>): Mail => ({ ...ask, ...changes });
const answer = (changes: Partial<Mail> = {}): Mail => ({
  id: 'answer',
  in: 'clerk',
  from: 'bell',
  to: 'clerk',
  subject: 'Re: Key holders',
  answers: 'ask',
  date: '2026-06-10 17:00',
  text: 'The side door only.',
  ...changes,
});
const flag: Expected = { message: 'ask', by: 'bell', affected: ['clerk'] };

const groups: Record<string, RuleCase[]> = {
  'fires where the councillor did not answer': [
    { name: 'at all', mail: [ask], flags: [flag] },
    { name: 'the deputy', mail: [asked({ from: 'deputy' })], flags: [{ ...flag, affected: ['deputy'] }] },
    { name: 'a private address was written to', mail: [asked({ to: 'bell at home' })], flags: [flag] },
    {
      name: 'a shared address of which they are the holder',
      mail: [asked({ to: 'planning-chair' })],
      flags: [{ ...flag, by: 'crane' }],
    },
    { name: 'another officer stands in To as well', mail: [asked({ to: 'bell, deputy' })], flags: [flag] },
    { name: 'a councillor in Cc answered', mail: [asked({ cc: 'crane' }), answer({ from: 'crane' })], flags: [flag] },
    {
      name: 'but a machine',
      mail: [ask, answer({ fields: 'Auto-Submitted: auto-replied', text: 'I am away.' })],
      flags: [flag],
    },
    { name: 'but to another councillor only', mail: [ask, answer({ in: 'crane', to: 'crane' })], flags: [flag] },
    { name: 'in time', mail: [ask, answer({ date: '2026-06-11 09:00' })], flags: [flag] },
    {
      name: 'and the hand behind the shared address is not known',
      mail: [asked({ in: 'bell', from: 'office', text: 'Which keys to the pavilion do you hold?' })],
      flags: [{ ...flag, grade: 'C', affected: [] }],
    },
  ],
  'does not fire': [
    { name: 'before the last day has ended', mail: [ask], asOf: '2026-06-10' },
    { name: 'without the council’s number', council: 'rules: {}', mail: [ask] },
    { name: 'under the model, which has no such clause', protocol: 'nalc-model-2026', mail: [ask] },
    { name: 'where two councillors are asked', mail: [asked({ to: 'bell, crane' })] },
    { name: 'where a list is asked', mail: [asked({ to: 'bell, amenities' })] },
    {
      name: 'on a circular that shows one of all',
      mail: [asked({ bcc: 'adair, crane, peter-dunn, elsie-dunn, frost' })],
    },
    {
      name: 'on what asks nothing',
      mail: [asked({ text: 'Dear Thomas\n\nThe keys have come back from the locksmith.\n\nHelen' })],
    },
    { name: 'on what a resident asks', mail: [asked({ from: 'resident', in: 'bell' })] },
    { name: 'on what is asked of somebody outside', mail: [asked({ to: 'resident', cc: 'bell' })] },
  ],
  'counts as an answer': [
    { name: 'a reply on the last day', mail: [ask, answer()] },
    {
      name: 'one from the councillor’s other address, in a new message',
      mail: [ask, answer({ from: 'bell at home', answers: 'other' })],
    },
    { name: 'one to another officer', mail: [ask, answer({ to: 'deputy' })] },
    { name: 'one to the shared address', mail: [ask, answer({ in: 'office', to: 'office' })] },
    { name: '"I will come back to you"', mail: [ask, answer({ text: 'Let me look, I will come back to you.' })] },
    {
      name: 'one that quotes it under another subject',
      mail: [ask, answer({ answers: 'other', subject: 'Sunday', text: answerTo(ask, 'Side door.') })],
    },
  ],
  'is settled or asked again': [
    {
      name: 'an officer says that it is settled',
      mail: [
        ask,
        answer({ in: 'deputy Sent', from: 'deputy', to: 'bell', text: 'Please ignore this question, it is settled.' }),
      ],
    },
    {
      name: 'reminders make no second flag',
      mail: [
        ask,
        asked({ id: 'again', answers: 'ask', date: '2026-06-09 09:00', text: 'Which keys do you hold, please?' }),
      ],
      flags: [flag],
    },
    {
      name: 'another councillor is asked in the same thread',
      mail: [ask, asked({ id: 'other', to: 'crane', answers: 'ask', date: '2026-06-09 09:00' })],
      flags: [flag, { ...flag, message: 'other', by: 'crane' }],
    },
    {
      name: 'a question after an answer is a new one',
      mail: [
        ask,
        answer({ date: '2026-06-04 09:00' }),
        asked({
          id: 'new',
          answers: 'answer',
          date: '2026-06-05 09:00',
          text: 'Could you bring the key to the office?',
        }),
      ],
      flags: [{ ...flag, message: 'new' }],
    },
  ],
};

const withFive = Object.entries(groups).map(([name, cases]) => [
  name,
  cases.map((each) => ({ council: five, ...each })),
]);
testRule('councillor-response-overdue', 'st-just', Object.fromEntries(withFive));
