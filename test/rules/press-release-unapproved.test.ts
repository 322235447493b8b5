/** docs/rules/press-release-unapproved.md */

import { answerTo, forwardOf, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const words = 'PRESS RELEASE\n\nThe play area in Mill Lane will reopen on Saturday.\n\nEnds';
const release: Mail = {
  id: 'release',
  from: 'bell',
  to: 'news@gazette.example',
  subject: 'Press release: play area to reopen',
  date: '2026-06-03 10:00',
  text: words,
};
const flag = { by: 'bell', thirdParties: ['news@gazette.example'] };
const draft: Mail = {
  id: 'draft',
  from: 'bell',
  to: 'clerk',
  subject: 'Release about the play area',
  date: '2026-06-01 10:00',
  text: `May I send this to the Gazette?\n\n${words}`,
};
const approval: Mail = {
  id: 'approval',
  from: 'clerk',
  to: 'bell',
  subject: 'Re: Release about the play area',
  date: '2026-06-02 10:00',
  text: 'Dear Thomas\n\nI have corrected the date. Please send it.\n\nHelen',
  answers: 'draft',
};

testRule('press-release-unapproved', 'nalc-model-2026', {
  'fires when a councillor sends the media a release without the Clerk': [
    { name: 'in the text', mail: [release], flags: [flag] },
    {
      name: 'a statement for publication',
      mail: [
        {
          ...release,
          subject: 'Bus shelter',
          text: 'Statement from Cllr Bell, for publication\n\nThe shelter was taken down because it was unsafe.',
        },
      ],
      flags: [flag],
    },
    {
      name: 'attached',
      mail: [
        {
          ...release,
          subject: 'For this week',
          text: 'Good morning, please see the attached.\n\nThomas Bell',
          enclosed: [{ name: 'play-area.txt', text: words }],
        },
      ],
      flags: [flag],
    },
    {
      name: 'passed on as the councillor drafted it at home',
      mail: [
        {
          ...release,
          subject: 'Fwd: play area',
          text: forwardOf({ from: 'bell at home', to: 'bell', subject: 'play area', text: words }, 'For Friday.'),
        },
      ],
      flags: [flag],
    },
    {
      name: 'with another councillor copied, and a second newspaper',
      mail: [{ ...release, cc: 'adair, desk@gazette.example' }],
      flags: [{ ...flag, thirdParties: ['desk@gazette.example', 'news@gazette.example'] }],
    },
    {
      name: 'from a private address, about the council',
      mail: [{ ...release, in: 'bell Sent', from: 'bell at home', text: `${words}\n\nCllr Thomas Bell` }],
      flags: [flag],
    },
    { name: 'the deputy addressed, while there is a Clerk', mail: [{ ...release, cc: 'deputy' }], flags: [flag] },
    {
      name: 'a draft sent to the Clerk that nobody answered',
      mail: [draft, { ...release, answers: 'draft' }],
      flags: [flag],
    },
    {
      name: 'the Clerk said no',
      mail: [
        draft,
        { ...approval, text: 'I cannot approve this, it is too soon.\n\nHelen' },
        { ...release, answers: 'draft' },
      ],
      flags: [flag],
    },
    {
      name: 'approval of another release',
      mail: [{ ...approval, subject: 'Re: Release about the allotments' }, release],
      flags: [flag],
    },
    {
      name: 'approval that came afterwards',
      mail: [{ ...release, date: '2026-06-01 12:00' }, approval],
      flags: [{ ...flag, message: 'release' }],
    },
    { name: 'under St Just', protocol: 'st-just', mail: [release], flags: [flag] },
  ],

  'does not fire where the Clerk has a part in it': [
    { name: 'in Cc', mail: [{ ...release, cc: 'clerk' }] },
    { name: 'by a shared address', mail: [{ ...release, cc: 'office' }] },
    { name: 'in a hidden copy', mail: [{ ...release, bcc: 'clerk' }] },
    { name: 'approved in the conversation', mail: [draft, approval, { ...release, answers: 'draft approval' }] },
    { name: 'approved in a message about the same release', mail: [approval, release] },
    {
      name: 'approved in what is quoted',
      mail: [
        { ...release, subject: 'FW: Release', text: answerTo(approval, `A short release stands below.\n\n${words}`) },
      ],
    },
    {
      name: 'drafted by the Clerk',
      mail: [
        {
          ...release,
          text: forwardOf(
            {
              from: 'clerk',
              to: 'bell',
              subject: 'Text',
              text: `Here is the release as I have drafted it.\n\n${words}`,
            },
            'For Friday.',
          ),
        },
      ],
    },
  ],

  'does not fire where it is no release of a councillor': [
    {
      name: "an answer to a reporter's question",
      mail: [{ ...release, subject: 'Re: Play area', text: 'It will reopen on Saturday.\n\nThomas Bell' }],
    },
    { name: 'an officer sends it', mail: [{ ...release, from: 'deputy' }] },
    { name: 'it goes to nobody of the media', mail: [{ ...release, to: 'resident' }] },
    {
      name: "the band's concert, from a private address",
      mail: [
        {
          ...release,
          in: 'bell Sent',
          from: 'bell at home',
          subject: 'Concert',
          text: 'PRESS RELEASE\n\nThe Silver Band plays at the chapel on Saturday. Tickets from me.\n\nTom, cornet',
        },
      ],
    },
    {
      name: 'an advertisement',
      mail: [
        { ...release, subject: 'Advert', text: 'A quarter page for the fete please, artwork attached.\n\nThomas' },
      ],
    },
    { name: 'somebody outside sends it', mail: [{ ...release, in: 'clerk', from: 'resident', cc: 'clerk' }] },
    { name: 'an automatic reply', mail: [{ ...release, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'what the text of the protocol excuses': [
    {
      name: 'St Just: a party political statement',
      protocol: 'st-just',
      mail: [
        {
          ...release,
          text: 'PRESS STATEMENT from the Labour group\n\nWe will vote against the budget. Our opponents have run out of ideas.',
        },
      ],
    },
    {
      name: 'the model excuses none',
      mail: [
        { ...release, text: 'PRESS STATEMENT from the Labour group\n\nWe will vote against the council’s budget.' },
      ],
      flags: [flag],
    },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      mail: [release],
      council: 'rules: { press-release-unapproved: { enabled: false } }',
    },
  ],
});
