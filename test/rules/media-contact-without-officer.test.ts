/** docs/rules/media-contact-without-officer.md */

import { answerTo, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const reporter = 'Kim Lowe <kim.lowe@gazette.example>';
const question: Mail = {
  id: 'question',
  in: 'bell',
  from: reporter,
  to: 'bell',
  subject: 'Precept',
  date: '2026-06-03 09:00',
  text: 'Dear Mr Bell, why has the precept gone up?',
};
const said = 'The council has put it up because the insurance has doubled.';
const speaks: Mail = {
  id: 'answer',
  from: 'bell',
  to: reporter,
  subject: 'Re: Precept',
  date: '2026-06-03 11:00',
  answers: 'question',
  text: answerTo(question, `Dear Kim\n\n${said}\n\nThomas Bell`),
};
const saying = (text: string, more: Partial<Mail> = {}): Mail => ({
  ...speaks,
  text: answerTo(question, text),
  ...more,
});
const flag = { message: 'answer', by: 'bell', thirdParties: ['kim.lowe@gazette.example'] };

const toDeputy: Mail = { ...question, in: 'deputy', to: 'deputy', text: 'Hi, why did the beach cleaning stop?' };
const answers: Mail = {
  ...speaks,
  from: 'deputy',
  text: answerTo(toDeputy, 'Dear Kim\n\nThe tractor needed a new gearbox.\n\nOwen Price'),
};
const officer = { ...flag, by: 'deputy' };
const word = (text: string, more: Partial<Mail> = {}): Mail => ({
  id: 'word',
  from: 'clerk',
  to: 'deputy',
  subject: 'FW: Precept',
  date: '2026-06-03 10:00',
  answers: 'question',
  text: `${text}\n\nHelen`,
  ...more,
});

testRule('media-contact-without-officer', 'nalc-model-2026', {
  'model: fires when a councillor speaks for the council without an officer': [
    { name: 'answers a reporter', mail: [question, speaks], flags: [flag] },
    { name: 'with no question known', mail: [{ ...speaks, text: said }], flags: [flag] },
    { name: 'the Chair too', mail: [question, { ...speaks, from: 'adair' }], flags: [{ ...flag, by: 'adair' }] },
    {
      name: 'from an address of office',
      mail: [question, { ...speaks, from: 'planning-chair', in: 'crane Sent' }],
      flags: [{ ...flag, by: 'crane' }],
    },
    {
      name: 'from a private address, with a councillor copied',
      mail: [question, { ...speaks, in: 'bell Sent', from: 'bell at home', cc: 'adair' }],
      flags: [flag],
    },
    {
      name: 'an officer who comes in only afterwards',
      mail: [
        question,
        speaks,
        { from: 'clerk', to: reporter, answers: 'answer', date: '2026-06-04', text: 'Dear Kim' },
      ],
      flags: [flag],
    },
    {
      name: 'a spokesperson on another subject',
      mail: [question, speaks],
      council: 'spokespersons: [{ person: bell, subject: flooding }]',
      flags: [flag],
    },
  ],

  'model: does not fire where an officer has a part in it': [
    { name: 'in Cc', mail: [question, { ...speaks, cc: 'deputy' }] },
    { name: 'by a shared address', mail: [question, { ...speaks, cc: 'office' }] },
    { name: 'in a hidden copy', mail: [question, { ...speaks, bcc: 'clerk' }] },
    { name: 'the question came to an officer as well', mail: [{ ...question, to: 'bell, clerk' }, speaks] },
    {
      name: 'an officer wrote earlier in the conversation',
      mail: [question, word('Please leave the figures to me.', { to: 'bell' }), speaks],
    },
    {
      name: 'an officer stands in what is quoted',
      mail: [{ ...speaks, answers: '', text: answerTo({ ...question, from: 'clerk' }, `Dear Kim\n\n${said}`) }],
    },
  ],

  'model: does not fire where a councillor does not speak for the council': [
    {
      name: 'as an individual',
      mail: [question, saying('I can only speak for myself, not for the council: I am against.')],
    },
    { name: 'declines', mail: [question, saying('I would sooner not say. I will ask our Clerk to ring you.')] },
    {
      name: 'a spokesperson on their subject',
      mail: [question, speaks],
      council: 'spokespersons: [{ person: bell, subject: precept }]',
    },
    { name: 'a press release is the other rule’s', mail: [{ ...speaks, text: `PRESS RELEASE\n\n${said}` }] },
    { name: 'a private advertisement', mail: [saying('Please put in: lost, large ginger tom, answers to Nelson.')] },
    { name: 'an officer answers', mail: [toDeputy, answers] },
    { name: 'to somebody who is not of the media', mail: [{ ...speaks, to: 'resident' }] },
    { name: 'an automatic reply', mail: [{ ...speaks, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'St Just: fires when an officer answers an enquiry without the Clerk’s word': [
    { name: 'on its substance', protocol: 'st-just', mail: [toDeputy, answers], flags: [officer] },
    {
      name: 'known from the quoted question alone',
      protocol: 'st-just',
      mail: [{ ...answers, answers: '' }],
      flags: [officer],
    },
    {
      name: 'the question came to a shared address',
      protocol: 'st-just',
      mail: [{ ...toDeputy, in: 'office', to: 'office' }, answers],
      flags: [officer],
    },
    {
      name: 'the Clerk kept it back',
      protocol: 'st-just',
      mail: [toDeputy, word("Please don't answer them, I'll ring Kim myself."), answers],
      flags: [officer],
    },
  ],

  'St Just: does not fire': [
    { name: 'the Clerk answers', protocol: 'st-just', mail: [toDeputy, { ...answers, from: 'clerk' }] },
    { name: 'the Clerk is addressed', protocol: 'st-just', mail: [toDeputy, { ...answers, cc: 'clerk' }] },
    {
      name: 'the Clerk let the officer answer',
      protocol: 'st-just',
      mail: [toDeputy, word('Owen, can you answer them please?'), answers],
    },
    {
      name: 'a bare yes to the officer’s question',
      protocol: 'st-just',
      mail: [toDeputy, word('Yes, please do.', { answers: 'question' }), answers],
    },
    {
      name: 'the Clerk’s word is quoted',
      protocol: 'st-just',
      mail: [
        {
          ...answers,
          answers: '',
          text: answerTo(word('Owen, you can tell them.'), 'Dear Kim\n\nThe tractor needed a new gearbox.'),
        },
      ],
    },
    {
      name: 'the answer says so',
      protocol: 'st-just',
      mail: [
        toDeputy,
        { ...answers, text: answerTo(toDeputy, 'The Clerk has asked me to reply. The tractor needed a new gearbox.') },
      ],
    },
    {
      name: 'it only passes the question on',
      protocol: 'st-just',
      mail: [
        toDeputy,
        { ...answers, text: answerTo(toDeputy, 'I have passed your question to the Clerk, who will answer you.') },
      ],
    },
    {
      name: 'the paper’s bill for an advertisement',
      protocol: 'st-just',
      mail: [
        { ...toDeputy, text: 'Dear customer, your account for the advertisement is now due.' },
        { ...answers, text: 'It is in the run of 31 May.\n\nOwen Price' },
      ],
    },
    {
      name: 'nobody asked',
      protocol: 'st-just',
      mail: [{ ...answers, answers: '', text: 'The tractor needed a new gearbox.' }],
    },
    {
      name: 'a spokesperson on their subject',
      protocol: 'st-just',
      mail: [toDeputy, answers],
      council: 'spokespersons: [{ person: deputy, subject: beach }]',
    },
    { name: 'a councillor answers', protocol: 'st-just', mail: [question, speaks] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      mail: [question, speaks],
      council: 'rules: { media-contact-without-officer: { enabled: false } }',
    },
  ],
});
