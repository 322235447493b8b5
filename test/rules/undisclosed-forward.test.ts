/** docs/rules/undisclosed-forward.md */

import { answerTo, forwardOf, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

/** A Friday: the Monday after it is a bank holiday, so that two working days end on Wednesday, 27 May. */
const friday = '2026-05-22';
const wish: Mail = {
  id: 'wish',
  in: 'clerk',
  from: 'adair',
  to: 'clerk',
  subject: 'Well Lane',
  date: `${friday} 09:00`,
  text: 'Dear Helen\n\nCould the hedge in Well Lane be cut before the show?\n\nRuth',
};
const forward: Mail = {
  id: 'forward',
  from: 'clerk',
  to: 'bell',
  subject: 'Fwd: Well Lane',
  date: `${friday} 11:00`,
  text: forwardOf(wish),
};
const tell = (changes: Partial<Mail>): Mail => ({
  id: 'told',
  from: 'clerk',
  to: 'adair',
  subject: 'Re: Well Lane',
  answers: 'wish',
  date: '2026-05-27 16:00',
  text: 'Dear Ruth\n\nI have passed your email on to Cllr Bell.\n\nHelen',
  ...changes,
});
const flag = { message: 'forward', by: 'clerk', affected: ['adair'], hidden: ['bell'] };

testRule('undisclosed-forward', 'nalc-model-2026', {
  'fires when an officer passes it on': [
    { name: 'in the text', mail: [wish, forward], flags: [flag] },
    { name: 'in the text, and no mailbox holds the message itself', mail: [forward], flags: [flag] },
    {
      name: 'as an attachment',
      mail: [{ ...forward, text: 'See attached.', enclosed: [{ message: wish }] }],
      flags: [flag],
    },
    {
      name: 'redirected unchanged, as the copy in the mailbox of the reader shows',
      mail: [
        {
          ...wish,
          in: 'bell',
          fields:
            'Resent-From: Helen Marsh <clerk@netherbarrow.gov.uk>\nResent-To: bell@netherbarrow.gov.uk\nResent-Date: 22 May 2026 11:00:00 +0100',
        },
      ],
      flags: [{ ...flag, message: 'wish', grade: 'C' }],
    },
    {
      name: 'redirected by a mailbox rule, as a journal report shows',
      mail: [{ ...wish, in: 'journal', journal: 'To: clerk\nTo: bell, Forwarded: clerk@netherbarrow.gov.uk' }],
      flags: [{ ...flag, message: 'wish', grade: 'A' }],
    },
    {
      name: 'quoted below an answer to somebody else',
      mail: [wish, { ...forward, subject: 'Re: Well Lane', text: answerTo(wish, 'What do you think?') }],
      flags: [flag],
    },
    {
      name: 'found only in the mailbox of the reader',
      mail: [{ ...forward, in: 'bell' }],
      flags: [{ ...flag, grade: 'C' }],
    },
    {
      name: 'with a blind copy to one more',
      mail: [wish, { ...forward, bcc: 'crane' }],
      flags: [{ ...flag, hidden: ['bell', 'crane'] }],
    },
    {
      name: "the officer's own letter to one councillor",
      mail: [
        { ...wish, in: 'clerk Sent', from: 'clerk', to: 'adair' },
        { ...forward, text: forwardOf({ ...wish, from: 'clerk', to: 'adair' }) },
      ],
      flags: [flag],
    },
    {
      name: 'by the deputy, whose mailbox it never reached',
      mail: [wish, { ...forward, in: 'deputy Sent', from: 'deputy' }],
      flags: [{ ...flag, by: 'deputy' }],
    },
  ],

  'does not fire where the first councillor knows': [
    { name: 'addressed in To', mail: [wish, { ...forward, to: 'bell, adair' }] },
    { name: 'addressed in Cc', mail: [wish, { ...forward, cc: 'adair' }] },
    { name: 'addressed at home', mail: [wish, { ...forward, cc: 'adair at home' }] },
    { name: 'told on the last of two working days, a bank holiday between', mail: [wish, forward, tell({})] },
    {
      name: 'told before',
      mail: [wish, forward, tell({ date: `${friday} 10:00`, text: 'I am passing your email on to Cllr Bell.' })],
    },
    {
      name: 'told of what was redirected',
      mail: [
        {
          ...wish,
          in: 'bell',
          fields:
            'Resent-From: clerk@netherbarrow.gov.uk\nResent-To: bell@netherbarrow.gov.uk\nResent-Date: 22 May 2026 11:00:00 +0100',
        },
        tell({}),
      ],
    },
    {
      name: 'told by the office held that day',
      mail: [
        { ...wish, from: 'bell' },
        { ...forward, to: 'adair', text: forwardOf({ ...wish, from: 'bell' }) },
        tell({ to: 'bell', text: 'I have passed your email on to the Chair.' }),
      ],
    },
    {
      name: 'told by an officer other than who forwarded',
      mail: [wish, forward, tell({ from: 'deputy', text: 'The Clerk has passed your email on to Cllr Bell.' })],
    },
    {
      name: 'shown the reader openly in a later message of the thread',
      mail: [wish, forward, tell({ to: 'adair', cc: 'bell', text: 'Dear both, the hedge will be cut.' })],
    },
    {
      name: 'asked for it',
      mail: [
        { ...wish, text: `${wish.text}\n\nPlease forward this to Cllr Bell.` },
        { ...forward, text: forwardOf({ ...wish, text: `${wish.text}\n\nPlease forward this to Cllr Bell.` }) },
      ],
    },
  ],

  'telling that does not count': [
    {
      name: 'on the day after the two working days',
      mail: [wish, forward, tell({ date: '2026-05-28 09:00' })],
      flags: [flag],
    },
    {
      name: 'of another councillor',
      mail: [wish, forward, tell({ text: 'I have passed your email on to Cllr Crane.' })],
      flags: [flag],
    },
    { name: 'to another councillor', mail: [wish, forward, tell({ to: 'crane' })], flags: [flag] },
    {
      name: 'by a councillor',
      mail: [
        wish,
        forward,
        tell({ in: 'crane Sent', from: 'crane', text: 'The Clerk has passed your email on to Cllr Bell.' }),
      ],
      flags: [flag],
    },
    {
      name: 'that it will not be done',
      mail: [wish, forward, tell({ text: 'I have not passed your email on to Cllr Bell.' })],
      flags: [flag],
    },
    {
      name: 'of one of two readers',
      mail: [wish, { ...forward, to: 'bell, crane' }, tell({})],
      flags: [{ ...flag, hidden: ['crane'] }],
    },
    {
      name: 'in another conversation',
      mail: [
        wish,
        forward,
        tell({
          subject: 'Precept',
          answers: 'precept',
          text: 'I have sent your email about the precept to Cllr Bell.',
        }),
      ],
      flags: [flag],
    },
  ],

  'waits until the two working days are over': [
    { name: 'on the last of them nothing is said', asOf: '2026-05-27', mail: [wish, forward] },
    { name: 'on the day after it is', asOf: '2026-05-28', mail: [wish, forward], flags: [flag] },
    {
      name: 'a closure of the office makes them longer',
      council: 'closures: [2026-05-26]',
      asOf: '2026-05-28',
      mail: [wish, forward],
    },
    {
      name: 'a council may give more of them',
      council: 'rules: { undisclosed-forward: { workingDays: 5 } }',
      mail: [wish, forward, tell({ date: '2026-06-01 09:00' })],
    },
    {
      name: 'Scotland has another calendar, and this Monday too',
      council: 'nation: scotland',
      asOf: '2026-05-27',
      mail: [wish, forward],
    },
  ],

  'does not fire because of what is passed on': [
    {
      name: 'it was already addressed to that councillor',
      mail: [
        { ...wish, cc: 'bell' },
        { ...forward, text: forwardOf({ ...wish, cc: 'bell' }) },
      ],
    },
    {
      name: 'it was already copied blind to that councillor',
      mail: [{ ...wish, in: 'adair Sent', bcc: 'bell' }, forward],
    },
    {
      name: 'that councillor wrote it',
      mail: [
        { ...wish, from: 'bell' },
        { ...forward, text: forwardOf({ ...wish, from: 'bell' }) },
      ],
    },
    {
      name: 'it is a circular to a list',
      mail: [
        { ...wish, to: 'clerk, councillors' },
        { ...forward, text: forwardOf({ ...wish, to: 'clerk, councillors' }) },
      ],
    },
    {
      name: 'it is a circular to a list that the reader is not on',
      mail: [
        { ...wish, to: 'clerk, amenities' },
        { ...forward, to: 'frost', text: forwardOf({ ...wish, to: 'clerk, amenities' }) },
      ],
    },
    {
      name: 'it is a circular to every councillor by name',
      mail: [
        { ...wish, cc: 'bell, crane, peter-dunn, elsie-dunn, frost' },
        { ...forward, text: forwardOf({ ...wish, cc: 'bell, crane, peter-dunn, elsie-dunn, frost' }) },
      ],
    },
    {
      name: 'it came from outside',
      mail: [
        { ...wish, from: 'resident' },
        { ...forward, text: forwardOf({ ...wish, from: 'resident' }) },
      ],
    },
    {
      name: 'a councillor wrote it to somebody else than an officer',
      mail: [
        { ...wish, in: 'bell', to: 'bell', from: 'crane' },
        { ...forward, to: 'frost', text: forwardOf({ ...wish, from: 'crane', to: 'bell' }) },
      ],
    },
    { name: 'it was forwarded to another officer', mail: [wish, { ...forward, to: 'deputy' }] },
    { name: 'it was forwarded outside, which is no other councillor', mail: [wish, { ...forward, to: 'solicitor' }] },
    { name: 'a councillor forwarded it', mail: [wish, { ...forward, in: 'adair Sent', from: 'adair' }] },
    {
      name: 'the reader had it in the thread before',
      mail: [
        wish,
        {
          ...wish,
          id: 'earlier',
          in: 'adair Sent',
          to: 'bell',
          date: `${friday} 09:30`,
          answers: 'wish',
          subject: 'Fwd: Well Lane',
          text: forwardOf(wish),
        },
        { ...forward, answers: 'wish earlier' },
      ],
    },
    {
      name: 'an answer to its author with its own text below',
      mail: [wish, { ...forward, to: 'adair', text: answerTo(wish, 'It will be cut on Monday.') }],
    },
    { name: 'an automatic reply', mail: [wish, { ...forward, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { undisclosed-forward: { enabled: false } }',
      mail: [wish, forward],
    },
    { name: 'St Just has no clause for it', protocol: 'st-just', mail: [wish, forward] },
    { name: 'mail that is not to be opened is left alone', mail: [wish, { ...forward, cc: 'rep@union.example' }] },
  ],
});
