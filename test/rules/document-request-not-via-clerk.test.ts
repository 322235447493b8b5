/** docs/rules/document-request-not-via-clerk.md */

import type { Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const wish: Mail = {
  id: 'wish',
  from: 'bell',
  to: 'deputy',
  subject: 'Pavilion',
  date: '2026-06-03 09:00',
  text: 'Dear Owen\n\nCould you send me a copy of the lease for the pavilion?\n\nThomas',
};
const flag = { message: 'wish', by: 'bell', affected: ['deputy'] };
const said = (text: string, changes: Partial<Mail> = {}): Mail => ({ ...wish, text, ...changes });
const agreement: Mail = {
  id: 'agreed',
  from: 'clerk',
  to: 'bell',
  subject: 'Pavilion',
  date: '2026-06-02 09:00',
  text: 'You may ask Owen for the lease yourself.',
};
const arrangement = (rule: string, subject: string): string =>
  `arrangements: [{ rule: ${rule}, people: [bell], subject: ${subject}, reason: Minute 12 }]`;

testRule('document-request-not-via-clerk', 'nalc-model-2026', {
  'fires on documents asked of an officer past the Clerk': [
    { name: 'a copy', mail: [wish], flags: [flag] },
    { name: 'a file', mail: [said('May I see the file on the Glebe Field?')], flags: [flag] },
    { name: 'records', mail: [said('I should like to look through the inspection records.')], flags: [flag] },
    {
      name: 'things in a list',
      mail: [said('For Thursday I need\n- the risk assessment\n- the road closure order')],
      flags: [flag],
    },
    {
      name: 'a paper named in the sentence before',
      mail: [said('There is no receipt for the bulbs. Can you dig it out and scan it over?')],
      flags: [flag],
    },
    {
      name: 'for a constituent',
      mail: [said('Mrs Petrie would like a copy of the entry for her father. Could you run one off for her?')],
      flags: [flag],
    },
    { name: 'as an order', mail: [said('Get out the file on the lease and scan it to me.')], flags: [flag] },
    {
      name: 'beside something else',
      mail: [said('Please send me the minutes of March. And get the bins emptied.')],
      flags: [flag],
    },
    {
      name: 'by the Chair, as an order',
      mail: [said('Send me the whole file by noon.', { from: 'adair' })],
      flags: [{ ...flag, by: 'adair' }],
    },
    {
      name: 'in St Just, by the Mayor too',
      protocol: 'st-just',
      mail: [{ ...wish, from: 'adair' }],
      flags: [{ ...flag, by: 'adair' }],
    },
    {
      name: 'against an arrangement on another subject',
      council: arrangement('document-request-not-via-clerk', 'bank reconciliation'),
      mail: [wish],
      flags: [flag],
    },
  ],

  'does not fire': [
    { name: 'asked of the Clerk', mail: [{ ...wish, to: 'clerk' }] },
    { name: 'with the Clerk in Cc', mail: [{ ...wish, cc: 'clerk' }] },
    { name: 'asked of the office', mail: [{ ...wish, to: 'office' }] },
    { name: 'asked by the Chair', mail: [{ ...wish, from: 'adair' }] },
    { name: 'after the Clerk agreed', mail: [agreement, { ...wish, answers: 'agreed' }] },
    {
      name: 'in answer to the officer',
      mail: [
        {
          id: 'asked',
          from: 'deputy',
          to: 'bell',
          subject: 'Pavilion',
          date: '2026-06-02 09:00',
          text: 'Which papers do you want?',
        },
        said('Please send me the lease.', { answers: 'asked' }),
      ],
    },
    { name: 'by arrangement', council: arrangement('document-request-not-via-clerk', 'pavilion lease'), mail: [wish] },
    {
      name: 'by arrangement for direct contact',
      council: arrangement('staff-contact-bypasses-clerk', 'lease'),
      mail: [wish],
    },
    {
      name: 'under freedom of information',
      mail: [said('Under the Freedom of Information Act 2000 please send me copies of the invoices.')],
    },
    {
      name: 'for data of their own',
      mail: [said('This is a subject access request: please send me copies of all records about me.')],
    },
    { name: 'a question whether there is one', mail: [said('Do we have a tree survey?')] },
    { name: 'work on one', mail: [said('Please put the minutes on the website.')] },
    { name: 'one that is sent along', mail: [said('The list of wardens is attached.')] },
    { name: 'thanks for one', mail: [said('Thank you for sending me the minutes.')] },
    { name: 'one that is not needed', mail: [said('No need to send me the minutes, I have them.')] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { document-request-not-via-clerk: { enabled: false } }',
      mail: [wish],
    },
  ],
});
