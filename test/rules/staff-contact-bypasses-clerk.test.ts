/** docs/rules/staff-contact-bypasses-clerk.md */

import { answerTo, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const day = '2026-06-03';
const order: Mail = {
  id: 'order',
  from: 'bell',
  to: 'deputy',
  subject: 'Pavilion',
  date: `${day} 09:00`,
  text: 'Owen\n\nGet the bins at the pavilion emptied before Saturday.\n\nThomas',
};
const flag = { message: 'order', by: 'bell', affected: ['deputy'] };
const said = (text: string, changes: Partial<Mail> = {}): Mail => ({ ...order, text, ...changes });
const agreement: Mail = {
  id: 'agreed',
  from: 'clerk',
  to: 'bell',
  subject: 'Re: Pavilion',
  date: '2026-06-02 09:00',
  text: 'Dear Thomas\n\nBy all means deal with Owen directly on the pavilion bins.\n\nHelen',
};
const arrangement = (more: string): string =>
  `arrangements: [{ rule: staff-contact-bypasses-clerk, people: [bell, deputy], subject: bins, reason: Minute 12, ${more} }]`;
const covering = 'from: 2026-05-01, until: 2026-06-30';

testRule('staff-contact-bypasses-clerk', 'nalc-model-2026', {
  'fires on what a councillor puts to an officer past the Clerk': [
    { name: 'an instruction', mail: [order], flags: [flag] },
    { name: 'a request', mail: [said('Could you have the bins emptied, please?')], flags: [flag] },
    { name: 'a concern', mail: [said('I am worried about the wiring in the pavilion.')], flags: [flag] },
    { name: 'a question of fact', mail: [said('When is the pavilion open on Sunday?')], flags: [flag] },
    { name: 'a report', mail: [said('The light in the pavilion flickers when it rains.')], flags: [flag] },
    {
      name: 'from home',
      mail: [said(order.text ?? '', { in: 'deputy', from: 'bell at home' })],
      flags: [{ ...flag, grade: 'C' }],
    },
    { name: 'in a journal report', mail: [{ ...order, journal: 'To: deputy' }], flags: [{ ...flag, grade: 'A' }] },
    { name: 'with councillors in Cc', mail: [{ ...order, cc: 'crane, frost' }], flags: [flag] },
    {
      name: 'with a shared address in Cc that the Clerk does not hold',
      mail: [{ ...order, to: 'deputy', cc: 'planning-chair' }],
      flags: [flag],
    },
    {
      name: 'to an officer in Cc who is turned to by name',
      mail: [
        said('Dear Sylvia, this is for the working group. Owen, please have the bins emptied.', {
          to: 'crane',
          cc: 'deputy',
        }),
      ],
      flags: [flag],
    },
    {
      name: 'by the Vice-Chair, as an order',
      mail: [{ ...order, from: 'crane' }],
      flags: [{ ...flag, by: 'crane' }],
    },
    {
      name: 'by who was Chair until last month',
      mail: [said('Could you have the bins emptied?', { date: '2026-05-13 09:00' })],
      flags: [flag],
    },
  ],

  'does not fire where the Clerk has it': [
    { name: 'in To', mail: [{ ...order, to: 'deputy, clerk' }] },
    { name: 'in Cc', mail: [{ ...order, cc: 'clerk' }] },
    { name: 'by a shared address', mail: [{ ...order, to: 'office' }] },
    { name: 'by a shared address in Cc', mail: [{ ...order, cc: 'office' }] },
    { name: 'in a blind copy', mail: [{ ...order, bcc: 'clerk' }] },
    {
      name: 'by a list that only the journal opens',
      mail: [
        {
          ...order,
          cc: 'staff@netherbarrow.gov.uk',
          journal: 'To: deputy\nCc: clerk@netherbarrow.gov.uk, Expanded: staff@netherbarrow.gov.uk',
        },
      ],
    },
    { name: 'asked alone', mail: [{ ...order, to: 'clerk' }] },
  ],

  'does not fire where it was agreed': [
    { name: 'by the Clerk in the thread', mail: [agreement, { ...order, answers: 'agreed', subject: 'Re: Pavilion' }] },
    {
      name: 'by a bare yes of the Clerk to the question',
      mail: [
        said('Dear Helen\n\nMay I deal with Owen directly on the pavilion?', {
          id: 'leave',
          to: 'clerk',
          date: '2026-06-01 09:00',
        }),
        { ...agreement, answers: 'leave', text: 'Yes, of course.' },
        { ...order, answers: 'leave agreed', subject: 'Re: Pavilion' },
      ],
    },
    { name: 'by the Clerk afterwards', mail: [{ ...agreement, date: '2026-06-04 09:00', answers: 'order' }, order] },
    {
      name: 'by the Clerk, as only the councillor quotes it',
      mail: [
        { ...order, subject: 'Re: Pavilion', text: answerTo(agreement, 'Owen, please empty them before Saturday.') },
      ],
    },
    {
      name: 'in a thread that the officer began',
      mail: [
        {
          id: 'asked',
          from: 'deputy',
          to: 'bell',
          subject: 'Pavilion',
          date: '2026-06-02 09:00',
          text: 'Which day suits you?',
        },
        { ...order, answers: 'asked', subject: 'Re: Pavilion' },
      ],
    },
    {
      name: 'in a thread that the officer began, as the quotation shows',
      mail: [
        {
          ...order,
          subject: 'Re: Pavilion',
          text: answerTo({ from: 'deputy', text: 'Which day suits you?' }, 'Saturday, please. And empty the bins.'),
        },
      ],
    },
    { name: 'in the council file', council: arrangement(covering), mail: [order] },
  ],

  'what agrees to nothing': [
    {
      name: 'the Clerk refuses',
      mail: [
        { ...agreement, text: 'Dear Thomas\n\nPlease do not go to Owen about the bins. Send it to me.\n\nHelen' },
        { ...order, answers: 'agreed' },
      ],
      flags: [flag],
    },
    {
      name: 'the Clerk says yes to something else',
      mail: [
        said('Dear Helen\n\nIs the pavilion free on Friday? I have told Owen so.', {
          id: 'leave',
          to: 'clerk',
          date: '2026-06-01 09:00',
        }),
        { ...agreement, answers: 'leave', text: 'Yes, it is.' },
        { ...order, answers: 'leave agreed', subject: 'Re: Pavilion' },
      ],
      flags: [flag],
    },
    {
      name: 'another councillor agrees',
      mail: [
        { ...agreement, from: 'crane', in: 'crane Sent' },
        { ...order, answers: 'agreed' },
      ],
      flags: [flag],
    },
    {
      name: 'the Clerk agreed to something else in the same thread',
      mail: [
        agreement,
        said('While you are there, get the hedge by the school cut back.', {
          answers: 'agreed',
          subject: 'Re: Pavilion',
        }),
      ],
      flags: [flag],
    },
    {
      name: 'a thread that the councillor began, answered by the officer',
      mail: [
        said('Could the bins be emptied?', { id: 'first', cc: 'clerk', date: '2026-06-01 09:00' }),
        {
          id: 'answer',
          from: 'deputy',
          to: 'bell',
          cc: 'clerk',
          subject: 'Re: Pavilion',
          answers: 'first',
          date: '2026-06-02 09:00',
          text: 'On Monday.',
        },
        { ...order, answers: 'first answer', subject: 'Re: Pavilion' },
      ],
      flags: [flag],
    },
    { name: 'an arrangement that has ended', council: arrangement('until: 2026-06-02'), mail: [order], flags: [flag] },
    {
      name: 'an arrangement on another subject',
      council: arrangement(covering),
      mail: [said('Get the hedge cut back.')],
      flags: [flag],
    },
    {
      name: "another councillor's arrangement",
      council: arrangement(covering),
      mail: [{ ...order, from: 'frost' }],
      flags: [{ ...flag, by: 'frost' }],
    },
  ],

  'does not fire because of what it is': [
    { name: 'thanks', mail: [said('Thank you for putting up the flags, they look splendid.')] },
    { name: 'an acceptance', mail: [said('Ten o’clock at the pavilion is fine by me.')] },
    { name: 'one word', mail: [said('Agreed.')] },
    { name: 'private', mail: [said('Happy birthday, and could you bring your dog on Sunday?', { subject: 'Sunday' })] },
    { name: 'an automatic reply', mail: [{ ...order, fields: 'Auto-Submitted: auto-replied' }] },
    {
      name: 'an automatic reply without a field that says so',
      mail: [
        said('I am away until Monday. For anything urgent please contact the Clerk.', {
          subject: 'Automatic reply: Bins',
        }),
      ],
    },
    {
      name: 'a right that everybody has',
      mail: [said('Under the Freedom of Information Act I ask what the bins have cost.')],
    },
    { name: 'put to a list', mail: [{ ...order, to: 'amenities' }] },
    {
      name: 'put to somebody else, the officer in Cc',
      mail: [{ ...order, text: 'Could you have the bins emptied?', to: 'crane', cc: 'deputy' }],
    },
    { name: 'from somebody who is no councillor any more', mail: [{ ...order, in: 'deputy', from: 'holt' }] },
    { name: 'from an officer', mail: [{ ...order, from: 'clerk' }] },
    { name: 'the Chair asking', mail: [said('Could you have the bins emptied?', { from: 'adair' })] },
    { name: 'the Vice-Chair asking', mail: [said('Please have the bins emptied.', { from: 'crane' })] },
    {
      name: 'the Mayor of a town asking',
      isTown: true,
      mail: [said('Please have the bins emptied.', { from: 'adair' })],
    },
    { name: 'a document', mail: [said('Could you send me a copy of the lease?')] },
    {
      name: 'a document, and that rule switched off',
      council: 'rules: { document-request-not-via-clerk: { enabled: false } }',
      mail: [said('Could you send me a copy of the lease?')],
    },
  ],

  'in St Just': [
    { name: 'an instruction fires', protocol: 'st-just', mail: [order], flags: [flag] },
    { name: 'a concern fires', protocol: 'st-just', mail: [said('I am worried about the wiring.')], flags: [flag] },
    {
      name: 'the Mayor asking fires',
      protocol: 'st-just',
      mail: [said('Please have the bins emptied.', { from: 'adair' })],
      flags: [{ ...flag, by: 'adair' }],
    },
    {
      name: 'a purely factual enquiry does not',
      protocol: 'st-just',
      mail: [said('When is the pavilion open on Sunday?')],
    },
    {
      name: 'an enquiry with an instruction fires',
      protocol: 'st-just',
      mail: [said('When is the pavilion open on Sunday? Whenever it is, get the bins emptied.')],
      flags: [flag],
    },
    {
      name: 'what only informs does not',
      protocol: 'st-just',
      mail: [said('The light in the pavilion was mended on Monday.')],
    },
    {
      name: 'what is only handed on does not',
      protocol: 'st-just',
      mail: [said('Below is a letter about the hedge, for your file.')],
    },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { staff-contact-bypasses-clerk: { enabled: false } }',
      mail: [order],
    },
    { name: 'mail that is not to be opened is left alone', mail: [{ ...order, cc: 'rep@union.example' }] },
  ],
});
