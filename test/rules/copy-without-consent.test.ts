/** docs/rules/copy-without-consent.md */

import { answerTo, forwardOf, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const wish: Mail = {
  id: 'wish',
  in: 'clerk',
  from: 'adair',
  to: 'clerk',
  subject: 'Well Lane',
  date: '2026-06-03 09:00',
  text: 'Dear Helen\n\nCould the hedge in Well Lane be cut before the show?\n\nRuth',
};
const saying = (words: string): Mail => ({ ...wish, text: `${wish.text}\n\n${words}` });
const forward: Mail = {
  id: 'forward',
  from: 'clerk',
  to: 'bell',
  subject: 'Fwd: Well Lane',
  date: '2026-06-03 11:00',
  answers: 'wish',
  text: forwardOf(wish),
};
const forwarding = (original: Mail, changes: Partial<Mail> = {}): Mail => ({
  ...forward,
  text: forwardOf(original),
  ...changes,
});
const answer = (text: string, date = '2026-06-03 10:30'): Mail => ({
  ...wish,
  id: 'answer',
  date,
  answers: 'wish',
  subject: 'Re: Well Lane',
  text,
});
const asks = (text: string): Mail => ({
  ...wish,
  id: 'question',
  in: 'clerk Sent',
  from: 'clerk',
  to: 'adair',
  date: '2026-06-03 10:00',
  answers: 'wish',
  subject: 'Re: Well Lane',
  text,
});
const flag = { message: 'forward', by: 'clerk', affected: ['adair'], hidden: ['bell'] };

testRule('copy-without-consent', 'st-just', {
  'fires when somebody other than the author passes it on': [
    { name: 'an officer, in the text', mail: [wish, forward], flags: [flag] },
    { name: 'no mailbox holds the message itself', mail: [forward], flags: [flag] },
    {
      name: 'a councillor forwards what an officer wrote',
      mail: [
        { ...wish, in: 'adair', from: 'clerk', to: 'adair' },
        forwarding({ ...wish, from: 'clerk', to: 'adair' }, { in: 'adair Sent', from: 'adair' }),
      ],
      flags: [{ ...flag, by: 'adair', affected: ['clerk'] }],
    },
    {
      name: 'as an attachment',
      mail: [{ ...forward, text: 'See attached.', enclosed: [{ message: wish }] }],
      flags: [flag],
    },
    {
      name: 'a reply that quotes it to a councillor who was not in it',
      mail: [wish, { ...forward, to: 'adair', cc: 'bell', text: answerTo(wish, 'It will be cut on Monday.') }],
      flags: [{ ...flag, hidden: [] }],
    },
    {
      name: 'openly, and the author sees it',
      mail: [wish, { ...forward, cc: 'adair' }],
      flags: [{ ...flag, hidden: [] }],
    },
    {
      name: 'redirected unchanged',
      mail: [
        {
          ...wish,
          in: 'bell',
          fields:
            'Resent-From: clerk@netherbarrow.gov.uk\nResent-To: bell@netherbarrow.gov.uk\nResent-Date: 3 Jun 2026 11:00:00 +0100',
        },
      ],
      flags: [{ ...flag, message: 'wish', grade: 'C' }],
    },
    {
      name: 'redirected by a mailbox rule, as a journal report shows',
      mail: [{ ...wish, in: 'journal', journal: 'To: clerk\nTo: bell, Forwarded: clerk@netherbarrow.gov.uk' }],
      flags: [{ ...flag, message: 'wish', grade: 'A' }],
    },
  ],

  'consent that does not reach so far': [
    {
      name: 'for another councillor',
      mail: [saying('You may show this to Cllr Crane.'), forwarding(saying('You may show this to Cllr Crane.'))],
      flags: [flag],
    },
    {
      name: 'refused',
      mail: [
        saying('Please do not forward this to anyone.'),
        forwarding(saying('Please do not forward this to anyone.')),
      ],
      flags: [flag],
    },
    {
      name: 'given after it was passed on',
      mail: [wish, forward, answer('I am happy for you to share my email with Cllr Bell.', '2026-06-04')],
      flags: [flag],
    },
    {
      name: 'given by somebody else',
      mail: [
        wish,
        { ...answer('You may share this with Cllr Bell.'), in: 'crane Sent', from: 'crane', to: 'clerk' },
        forward,
      ],
      flags: [flag],
    },
    {
      name: 'asked for and not answered',
      mail: [wish, asks('May I forward your email to Cllr Bell?'), forward],
      flags: [flag],
    },
    {
      name: 'asked for one councillor, and yes to that',
      mail: [wish, asks('May I forward your email to Cllr Crane?'), answer('Yes, of course.'), forward],
      flags: [flag],
    },
    {
      name: 'for one of two readers',
      mail: [
        saying('Please forward this to Cllr Bell.'),
        forwarding(saying('Please forward this to Cllr Bell.'), { to: 'bell, crane' }),
      ],
      flags: [{ ...flag, hidden: ['bell', 'crane'] }],
    },
  ],

  "does not fire where the author's own words allow it": [
    {
      name: 'in the piece itself',
      mail: [saying('Please forward this to Cllr Bell.'), forwarding(saying('Please forward this to Cllr Bell.'))],
    },
    {
      name: 'in the piece itself, which was then redirected',
      mail: [
        {
          ...saying('Please forward this to Cllr Bell.'),
          in: 'bell',
          fields:
            'Resent-From: clerk@netherbarrow.gov.uk\nResent-To: bell@netherbarrow.gov.uk\nResent-Date: 3 Jun 2026 11:00:00 +0100',
        },
      ],
    },
    {
      name: 'to whoever it may concern',
      mail: [
        saying('Feel free to share this email with other members.'),
        forwarding(saying('Feel free to share this email with other members.')),
      ],
    },
    {
      name: 'in a later message of the thread',
      mail: [wish, answer('I am happy for you to share my email with Cllr Bell.'), forward],
    },
    {
      name: 'as yes to a question',
      mail: [wish, asks('May I forward your email to Cllr Bell?'), answer('Yes, of course.'), forward],
    },
    {
      name: 'by office',
      mail: [
        { ...saying('Please pass this on to the Mayor.'), from: 'bell' },
        forwarding({ ...saying('Please pass this on to the Mayor.'), from: 'bell' }, { to: 'adair' }),
      ],
    },
    {
      name: 'by saying at the foot that it is copied',
      mail: [saying('cc Cllr Bell'), forwarding(saying('cc Cllr Bell'))],
    },
  ],

  'does not fire because of what it is': [
    { name: "a sender's own new message with an open Cc", mail: [{ ...wish, cc: 'bell' }] },
    {
      name: 'the author passes on the author’s own text',
      mail: [wish, { ...forward, in: 'adair Sent', from: 'adair' }],
    },
    { name: 'the reader had it', mail: [{ ...wish, cc: 'bell' }, forwarding({ ...wish, cc: 'bell' })] },
    {
      name: 'the reader had it, at home',
      mail: [{ ...wish, cc: 'bell at home' }, forwarding({ ...wish, cc: 'bell at home' })],
    },
    {
      name: 'a circular to a list that the reader is not on',
      mail: [
        { ...wish, from: 'clerk', in: 'clerk Sent', to: 'amenities' },
        forwarding({ ...wish, from: 'clerk', to: 'amenities' }, { in: 'bell Sent', from: 'bell', to: 'frost' }),
      ],
    },
    {
      name: 'a circular',
      mail: [
        { ...wish, from: 'clerk', in: 'clerk Sent', to: 'councillors' },
        forwarding({ ...wish, from: 'clerk', to: 'councillors' }, { in: 'adair Sent', from: 'adair' }),
      ],
    },
    { name: 'it came from outside', mail: [{ ...wish, from: 'resident' }, forwarding({ ...wish, from: 'resident' })] },
    {
      name: 'between councillors alone',
      mail: [
        { ...wish, in: 'bell', from: 'crane', to: 'bell' },
        forwarding({ ...wish, from: 'crane', to: 'bell' }, { in: 'bell Sent', from: 'bell', to: 'frost' }),
      ],
    },
    { name: 'between officers alone', mail: [{ ...wish, from: 'deputy' }, forwarding({ ...wish, from: 'deputy' })] },
    { name: 'to another officer', mail: [wish, { ...forward, to: 'deputy' }] },
    { name: 'to a councillor out of term', mail: [wish, { ...forward, to: 'holt' }] },
    { name: 'to somebody outside, which is another rule', mail: [wish, { ...forward, to: 'resident' }] },
    {
      name: 'an answer to its author alone',
      mail: [wish, { ...forward, to: 'adair', text: answerTo(wish, 'It will be cut on Monday.') }],
    },
    { name: 'an automatic reply that quotes it', mail: [wish, { ...forward, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { copy-without-consent: { enabled: false } }',
      mail: [wish, forward],
    },
    { name: 'the model has no clause for it', protocol: 'nalc-model-2026', mail: [wish, forward] },
  ],
});
