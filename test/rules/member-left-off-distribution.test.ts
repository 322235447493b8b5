/** docs/rules/member-left-off-distribution.md */

import type { Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const on = 'rules: { member-left-off-distribution: { enabled: true } }';
const allButFrost = 'adair, bell, crane, peter-dunn, elsie-dunn';
const notice: Mail = {
  id: 'notice',
  from: 'clerk',
  to: allButFrost,
  subject: 'Public meeting on the bypass',
  text: 'Dear Members\n\nAll members are invited to the public meeting on the bypass on 17 June.\n\nHelen',
};
const apart = (changes: Partial<Mail>): Mail => ({ ...notice, id: 'apart', to: 'frost', ...changes });
const flag = { message: 'notice', by: 'clerk', affected: ['frost'] };
const fires = (name: string, changes: Partial<Mail>, expected: object = {}) => ({
  name,
  council: on,
  mail: [{ ...notice, ...changes }],
  flags: [{ ...flag, ...expected }],
});
const silent = (name: string, changes: Partial<Mail>, ...more: Mail[]) => ({
  name,
  council: on,
  mail: [{ ...notice, ...changes }, ...more],
});

testRule('member-left-off-distribution', 'nalc-model-2026', {
  'fires when all but a few are reached': [
    fires('all in To but one', {}),
    fires('in To and Cc together', { to: 'adair, bell', cc: 'crane, peter-dunn, elsie-dunn' }),
    fires('by Bcc', { to: 'clerk', bcc: allButFrost }),
    fires('two of six', { to: 'adair, bell, crane, peter-dunn' }, { affected: ['elsie-dunn', 'frost'] }),
    fires('at private addresses', { to: 'adair at home, bell at home, crane, peter-dunn, elsie-dunn' }),
    fires('with somebody whose term is over', { to: `${allButFrost}, holt` }),
    fires('by another officer', { from: 'deputy' }, { by: 'deputy' }),
    fires('a summons to the council', {
      text: 'Dear Councillors\n\nYou are summoned to the meeting of the Parish Council on 9 June.',
    }),
    fires('as a copy in the mailbox of a reader shows, less surely', { in: 'bell' }, { grade: 'C' }),
    fires(
      'as a journal report shows',
      {
        journal: 'To: adair\nTo: bell\nTo: crane\nTo: peter-dunn\nTo: elsie-dunn',
      },
      { grade: 'A' },
    ),
    {
      name: 'under the other protocols too',
      protocol: 'cottingham',
      council: on,
      mail: [notice],
      flags: [flag],
    },
    { name: 'under St Just', protocol: 'st-just', council: on, mail: [notice], flags: [flag] },
  ],

  'does not fire when nobody is left off': [
    silent('all are in To', { to: `${allButFrost}, frost` }),
    silent('one got it blind', { bcc: 'frost' }),
    silent('a list holds them all', { to: 'councillors' }),
    silent('the list stands beside the names', { cc: 'councillors' }),
    silent('the rest hold a shared address or are on a list', {
      to: 'adair, peter-dunn, elsie-dunn, frost, amenities',
    }),
    silent('an unknown address bears the name', { cc: 'Nora Frost <nora58@home.example>' }),
    silent('an unknown address of the council may be a list', { cc: 'members-all@netherbarrow.gov.uk' }),
    silent('it was sent apart within the hour', {}, apart({ date: '2026-06-03 10:40' })),
    silent(
      'it was sent apart the day before',
      {},
      apart({ date: '2026-06-02', subject: 'Bypass', in: 'deputy Sent', from: 'deputy' }),
    ),
    silent(
      'it was passed on by another officer',
      {},
      apart({ from: 'deputy', subject: 'Fwd: Public meeting on the bypass', text: 'You too.' }),
    ),
  ],

  'sending apart that does not count': [
    { name: 'three days later', council: on, mail: [notice, apart({ date: '2026-06-06' })], flags: [flag] },
    {
      name: 'on another matter',
      council: on,
      mail: [notice, apart({ subject: 'Your plot', text: 'The water butt has come.' })],
      flags: [flag],
    },
    { name: 'by a councillor', council: on, mail: [notice, apart({ from: 'adair' })], flags: [flag] },
  ],

  'does not fire when it is not meant for all': [
    silent('a committee', { text: 'All members of the Amenities Committee are summoned to its meeting on 17 June.' }),
    silent('those who have not done something yet', {
      text: 'Dear Councillors\n\nFive of you have still to return the form. All members should.',
    }),
    silent('a private letter', { text: 'Thank you all for the flowers.' }),
    silent('it says who is left out, and why', {
      text: 'All members are invited to the briefing. This is not sent to Cllr Frost, who has declared an interest.',
    }),
    silent('all but one are meant', { text: 'All members except Nora: please sign her card. She must not know.' }),
    silent('only quoted words are meant for all', {
      text: 'See below.\n\n---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: Wed, 3 Jun 2026 at 09:00\nSubject: x\nTo: c@d.example\n\nAll members are invited to the dance.',
    }),
    silent('it is about the one who is left out', {
      text: 'I have to inform all members that Cllr Nora Frost has resigned today.',
    }),
    silent('an answer in a conversation', {
      subject: 'Re: Bypass',
      text: 'All members should come to the meeting.\n\nOn 3 Jun 2026 at 09:00, Thomas Bell <bell@netherbarrow.gov.uk> wrote:\n> Who should come?',
    }),
    silent('a councillor wrote it', { from: 'adair', to: 'bell, crane, peter-dunn, elsie-dunn' }),
    silent('more are missing than a few', { to: 'adair, bell, crane' }),
    silent('an automatic reply', { fields: 'Auto-Submitted: auto-replied' }),
  ],

  'who received nothing, only the sender knows': [
    silent(
      'a copy in the mailbox of the one whom it does not show',
      {},
      {
        ...notice,
        in: 'frost',
      },
    ),
    {
      name: 'a copy of somebody else whom it does not show, so that others may have one',
      council: on,
      mail: [
        { ...notice, to: 'adair, bell, crane, peter-dunn' },
        { ...notice, to: 'adair, bell, crane, peter-dunn', in: 'frost' },
      ],
    },
    {
      name: 'the two days in which it may be sent apart are waited for',
      council: on,
      asOf: '2026-06-05',
      mail: [notice],
    },
    { name: 'and the day after them it fires', council: on, asOf: '2026-06-06', mail: [notice], flags: [flag] },
  ],

  'the council decides': [
    { name: 'without being enabled it is silent', mail: [notice] },
    {
      name: 'a few may be one',
      council: 'rules: { member-left-off-distribution: { missingAtMost: 1 } }',
      mail: [{ ...notice, to: 'adair, bell, crane, peter-dunn' }],
    },
  ],
});
