/** docs/rules/confidential-to-third-party.md */

import { answerTo, forwardOf, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const secret =
  'The caretaker has been offered a settlement of four thousand pounds and leaves at the end of July. Until the agreement is signed the trustees of the hall must not hear of it.';
const depot =
  'The landlord of the depot would take four hundred a month and does not know that we would pay twice as much for it.';
const item: Mail = {
  id: 'item',
  from: 'clerk',
  to: 'adair',
  date: '2026-06-02 09:00',
  subject: 'CONFIDENTIAL: caretaker',
  text: `Dear Cllr Adair\n\n${secret}\n\nKind regards\nHelen Marsh\nClerk`,
};
const unmarked: Mail = { ...item, subject: 'Caretaker' };
const leak: Mail = {
  id: 'leak',
  from: 'adair',
  to: 'resident',
  date: '2026-06-03 10:00',
  subject: 'Fwd: CONFIDENTIAL: caretaker',
  text: forwardOf(item),
};
const forwarding = (of: Mail, changes: Partial<Mail> = {}): Mail => ({
  ...leak,
  subject: 'Fwd: Caretaker',
  text: forwardOf(of),
  ...changes,
});
const pasted: Mail = {
  ...leak,
  subject: 'What I heard',
  text: `Dear Joan\n\nYou asked about the hall.\n\n${secret}\n\nRuth`,
};
const petrie = ['joan.petrie@mail.example'];
const flag = { by: 'adair', affected: ['clerk'], thirdParties: petrie };
const report = { name: 'report.txt', text: `Report on the caretaker\n\n${secret}` };
const staffing =
  'msip_labels: MSIP_Label_11111111-2222-3333-4444-555555555555_Enabled=true; MSIP_Label_11111111-2222-3333-4444-555555555555_Name=Staffing';

testRule('confidential-to-third-party', 'nalc-model-2026', {
  'fires whichever way the item goes': [
    { name: 'forwarded in the text', mail: [item, leak], flags: [flag] },
    {
      name: 'forwarded, and the leak is found before the item',
      mail: [leak, item],
      flags: [{ ...flag, message: 'leak' }],
    },
    { name: 'forwarded, and no mailbox holds the item itself', mail: [leak], flags: [flag] },
    { name: 'forwarded from home', mail: [item, { ...leak, in: 'adair Sent', from: 'adair at home' }], flags: [flag] },
    {
      name: 'forwarded, with the mark removed from the subject',
      mail: [item, { ...leak, subject: 'Fwd: Caretaker', text: forwardOf(unmarked) }],
      flags: [flag],
    },
    {
      name: 'attached as a message',
      mail: [item, { ...leak, text: 'See attached.', enclosed: [{ message: item }] }],
      flags: [flag],
    },
    {
      name: 'attached as a message that no mailbox holds',
      mail: [{ ...leak, text: 'See attached.', enclosed: [{ message: item }] }],
      flags: [flag],
    },
    { name: 'pasted', mail: [item, pasted], flags: [flag] },
    {
      name: 'pasted, in other case and line ends',
      mail: [item, { ...pasted, text: `Joan\n\n${secret.toUpperCase().replaceAll(/(\S+ \S+ \S+) /g, '$1\n')}` }],
      flags: [flag],
    },
    {
      name: 'pasted into an attachment',
      mail: [item, { ...pasted, text: 'See attached.', enclosed: [{ ...report, name: 'notes.txt' }] }],
      flags: [flag],
    },
    {
      name: 'its attachment under another name',
      mail: [
        { ...item, text: 'See attached.', enclosed: [report] },
        { ...pasted, text: 'Have a look.', enclosed: [{ ...report, name: 'holiday.txt' }] },
      ],
      flags: [flag],
    },
    {
      name: 'its attachment without readable text, under another name',
      mail: [
        { ...item, enclosed: [{ name: 'scan.jpg', type: 'image/jpeg', text: 'a picture of a page' }] },
        {
          ...pasted,
          text: 'Have a look.',
          enclosed: [{ name: 'photo.jpg', type: 'image/jpeg', text: 'a picture of a page' }],
        },
      ],
      flags: [flag],
    },
    {
      name: 'its attachment saved as a web page',
      mail: [
        { ...item, text: 'See attached.', enclosed: [report] },
        {
          ...pasted,
          text: 'Have a look.',
          enclosed: [
            { name: 'page.html', type: 'text/html; charset=utf-8', text: `<html><body><p>${secret}</p></body></html>` },
          ],
        },
      ],
      flags: [flag],
    },
    {
      name: 'quoted below an answer to somebody outside',
      mail: [item, { ...leak, text: answerTo(item, 'What do you think, Joan?') }],
      flags: [flag],
    },
    { name: 'in HTML', mail: [item, { ...pasted, html: `<p>Dear Joan</p><p>${secret}</p>` }], flags: [flag] },
    {
      name: 'hidden from everybody else in the Bcc field',
      mail: [item, { ...forwarding(item), to: 'bell', bcc: 'resident' }],
      flags: [flag],
    },
    {
      name: 'forwarded twice: each message is a disclosure',
      mail: [item, leak, { ...leak, id: 'again', to: 'builder' }],
      flags: [
        { ...flag, message: 'again', thirdParties: ['ivor@stoneworks.example'] },
        { ...flag, message: 'leak' },
      ],
    },
    {
      name: 'first to another councillor, who sends it out',
      mail: [
        item,
        forwarding(item, { id: 'inside', to: 'bell' }),
        { ...forwarding(item), from: 'bell', date: '2026-06-04' },
      ],
      flags: [{ ...flag, by: 'bell' }],
    },
    {
      name: 'by the officer, with a blind copy of the item itself',
      mail: [{ ...item, bcc: 'resident' }],
      flags: [{ by: 'clerk', affected: ['adair'], thirdParties: petrie }],
    },
    {
      name: 'by the officer, with an open copy of the item itself',
      mail: [{ ...item, cc: 'resident' }],
      flags: [{ by: 'clerk', affected: ['adair'], thirdParties: petrie }],
    },
    { name: 'by another officer', mail: [item, { ...leak, from: 'deputy' }], flags: [{ ...flag, by: 'deputy' }] },
  ],

  'fires when it is redirected': [
    {
      name: 'by hand, as the copy shows',
      mail: [
        {
          ...item,
          in: 'adair',
          fields:
            'Resent-From: adair@netherbarrow.gov.uk\nResent-To: joan.petrie@mail.example\nResent-Date: 3 Jun 2026 11:00:00 +0100',
        },
      ],
      flags: [{ ...flag, grade: 'C' }],
    },
    {
      name: 'by a mailbox rule, as a journal report shows',
      mail: [{ ...item, journal: 'To: adair\nTo: joan.petrie@mail.example, Forwarded: adair@netherbarrow.gov.uk' }],
      flags: [{ ...flag, grade: 'A' }],
    },
  ],

  'the grade is that of the copy read': [
    { name: "the sender's own", mail: [item, leak], flags: [flag] },
    { name: "a recipient's", mail: [item, { ...leak, cc: 'bell', in: 'bell' }], flags: [{ ...flag, grade: 'C' }] },
    {
      name: 'a journal report',
      mail: [item, { ...leak, journal: 'To: joan.petrie@mail.example' }],
      flags: [{ ...flag, grade: 'A' }],
    },
  ],

  'what a marking is': [
    {
      name: 'a token in the subject',
      mail: [{ ...item, subject: 'Caretaker [IN CONFIDENCE]' }, pasted],
      flags: [flag],
    },
    { name: 'EXEMPT', mail: [{ ...item, subject: 'EXEMPT: caretaker' }, pasted], flags: [flag] },
    {
      name: 'OFFICIAL-SENSITIVE',
      mail: [{ ...item, subject: 'OFFICIAL-SENSITIVE: caretaker' }, pasted],
      flags: [flag],
    },
    {
      name: 'the Sensitivity field',
      mail: [{ ...unmarked, fields: 'Sensitivity: Company-Confidential' }, pasted],
      flags: [flag],
    },
    {
      name: 'a label that the council file calls confidential',
      mail: [{ ...unmarked, fields: staffing }, pasted],
      flags: [flag],
    },
    {
      name: 'a short line at the head of the text',
      mail: [{ ...unmarked, text: `PRIVATE AND CONFIDENTIAL\n\n${item.text}` }, pasted],
      flags: [flag],
    },
    {
      name: 'the name of an attachment',
      mail: [
        { ...unmarked, text: 'See attached.', enclosed: [{ ...report, name: 'Caretaker - CONFIDENTIAL.txt' }] },
        pasted,
      ],
      flags: [flag],
    },
    {
      name: 'the head of an attachment',
      mail: [
        {
          ...unmarked,
          text: 'See attached.',
          enclosed: [{ ...report, text: `NOT FOR PUBLICATION\n\n${report.text}` }],
        },
        pasted,
      ],
      flags: [flag],
    },
  ],

  'does not fire where the item was never marked': [
    { name: 'no mark', mail: [unmarked, pasted] },
    {
      name: 'a standing disclaimer alone',
      mail: [
        {
          ...unmarked,
          text: `${unmarked.text}\n\nThis email and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it.`,
        },
        pasted,
      ],
    },
    {
      name: 'ordinary prose',
      mail: [
        { ...unmarked, subject: 'Confidential waste', text: `${unmarked.text}\n\nNothing here is confidential.` },
        pasted,
      ],
    },
    { name: 'Sensitivity: Private', mail: [{ ...unmarked, fields: 'Sensitivity: Private' }, pasted] },
    { name: 'plain OFFICIAL', mail: [{ ...unmarked, subject: 'OFFICIAL: caretaker' }, pasted] },
    {
      name: 'a label that is not confidential',
      mail: [{ ...unmarked, fields: staffing.replaceAll('11111111', '99999999') }, pasted],
    },
    {
      name: 'a mark that only the councillor added',
      mail: [unmarked, { ...pasted, subject: 'CONFIDENTIAL: what I heard' }],
    },
  ],

  'does not fire because of where it went': [
    { name: 'to the solicitor', mail: [item, { ...leak, to: 'solicitor' }] },
    { name: 'to the monitoring officer', mail: [item, { ...leak, to: 'monitoring@barrowshire.example' }] },
    { name: 'to another councillor', mail: [item, { ...leak, to: 'bell' }] },
    { name: 'to the councillor at home', mail: [item, { ...leak, to: 'adair at home' }] },
    { name: 'to a shared address and a list', mail: [item, { ...leak, to: 'office, amenities' }] },
    {
      name: 'to an unknown address on the council domain',
      mail: [item, { ...leak, to: 'archive@netherbarrow.gov.uk' }],
    },
  ],

  'who is a third party': [
    { name: 'only the one who is not trusted', mail: [item, { ...leak, cc: 'solicitor' }], flags: [flag] },
    {
      name: 'the press',
      mail: [item, { ...leak, to: 'desk@gazette.example' }],
      flags: [{ ...flag, thirdParties: ['desk@gazette.example'] }],
    },
    {
      name: 'a councillor whose term has ended',
      mail: [item, { ...leak, to: 'holt' }],
      flags: [{ ...flag, thirdParties: ['holt@home.example'] }],
    },
    {
      name: 'an address whose mail is not opened for any other rule',
      mail: [item, { ...leak, to: 'rep@union.example' }],
      flags: [{ ...flag, thirdParties: ['rep@union.example'] }],
    },
  ],

  'does not fire because of who had the item': [
    {
      name: 'it went only between officers',
      mail: [
        { ...item, to: 'deputy' },
        { ...pasted, from: 'deputy' },
      ],
    },
    { name: 'a councillor sent it', mail: [{ ...item, from: 'bell', text: secret }, pasted] },
    {
      name: 'it went to a former councillor',
      mail: [
        { ...item, to: 'holt' },
        { ...pasted, in: 'holt Sent', from: 'holt' },
      ],
    },
    { name: 'it came after what it is said to come from', mail: [{ ...item, date: '2026-06-05' }, pasted] },
  ],

  'does not fire where nothing of the item is in it': [
    {
      name: 'only the covering thread was answered',
      mail: [
        item,
        {
          ...leak,
          subject: 'Re: CONFIDENTIAL: caretaker',
          answers: 'item',
          text: 'Dear Joan\n\nI cannot talk about this.\n\nRuth',
        },
      ],
    },
    {
      name: 'an item of so few words that anybody may use them',
      mail: [
        { ...item, text: 'The caretaker is leaving soon.' },
        { ...pasted, text: 'The caretaker is leaving soon.' },
      ],
    },
    {
      name: 'it only speaks of the same matter',
      mail: [item, { ...pasted, text: 'Dear Joan\n\nThe caretaker leaves this summer.\n\nRuth' }],
    },
    {
      name: 'the signature of the officer alone',
      mail: [item, { ...pasted, text: 'Dear Joan\n\nAsk her:\n\nKind regards\nHelen Marsh\nClerk' }],
    },
    {
      name: 'text that the third party wrote',
      mail: [
        { ...unmarked, id: 'theirs', in: 'clerk', from: 'resident', to: 'clerk', date: '2026-06-01', text: secret },
        item,
        pasted,
      ],
    },
    {
      name: 'text that the item only quotes from elsewhere',
      mail: [
        {
          ...item,
          text: 'Dear Cllr Adair\n\nPlease see below.\n\nHelen\n\nOn 1 Jun 2026 at 09:00, Ivor Stone <ivor@stoneworks.example> wrote:\n> The fence at the recreation ground will be mended in the second week of June at no cost to the parish at all.',
        },
        {
          ...pasted,
          text: 'Dear Joan\n\nThe fence at the recreation ground will be mended in the second week of June at no cost to the parish at all.',
        },
      ],
    },
    {
      name: 'text that an officer has since sent outside unmarked',
      mail: [item, { ...unmarked, id: 'public', to: 'desk@gazette.example', date: '2026-06-02 12:00' }, pasted],
    },
    {
      name: 'a template that stands in unmarked mail of officers too',
      mail: [
        { ...item, text: `Dear Cllr Adair\n\n${secret}` },
        { ...unmarked, id: 'one', to: 'bell', text: secret, date: '2026-05-02' },
        { ...unmarked, id: 'two', to: 'crane', text: secret, date: '2026-05-03' },
        pasted,
      ],
    },
    {
      name: "an officer's own new words without a mark, which are the officer's to release",
      mail: [item, { ...pasted, from: 'clerk' }],
    },
  ],

  'what a template and a publication are not': [
    {
      name: 'the same text once more, to a councillor',
      mail: [item, { ...unmarked, id: 'one', to: 'bell', text: secret, date: '2026-05-02' }, pasted],
      flags: [flag],
    },
    {
      name: 'published only after it was passed on',
      mail: [item, pasted, { ...unmarked, id: 'public', to: 'desk@gazette.example', date: '2026-06-09' }],
      flags: [{ ...flag, message: 'leak' }],
    },
    {
      name: 'text that another third party wrote',
      mail: [
        { ...unmarked, id: 'theirs', in: 'clerk', from: 'builder', to: 'clerk', date: '2026-06-01', text: secret },
        item,
        pasted,
      ],
      flags: [flag],
    },
  ],

  'the model knows no exceptions': [
    {
      name: 'the author agreed',
      mail: [
        item,
        {
          ...unmarked,
          id: 'yes',
          answers: 'item',
          date: '2026-06-02 12:00',
          text: 'You may show my email to Mrs Petrie.',
        },
        leak,
      ],
      flags: [flag],
    },
    {
      name: 'the law required it',
      mail: [item, { ...leak, text: forwardOf(item, 'I am required by a court order to send you this.') }],
      flags: [flag],
    },
  ],

  'excepted under St Just': [
    {
      name: 'the author agreed in the thread',
      protocol: 'st-just',
      mail: [
        item,
        {
          ...unmarked,
          id: 'yes',
          answers: 'item',
          date: '2026-06-02 12:00',
          text: 'You may show my email to Mrs Petrie.',
        },
        leak,
      ],
      flags: [{ ...flag, status: 'excepted', exception: 'consent-of-author' }],
    },
    {
      name: 'the author said yes when asked',
      protocol: 'st-just',
      mail: [
        item,
        {
          ...unmarked,
          id: 'ask',
          in: 'clerk',
          from: 'adair',
          to: 'clerk',
          answers: 'item',
          date: '2026-06-02 11:00',
          text: 'May I forward this to Mrs Petrie?',
        },
        { ...unmarked, id: 'yes', answers: 'ask', date: '2026-06-02 12:00', text: 'Yes, of course.' },
        leak,
      ],
      flags: [{ ...flag, status: 'excepted', exception: 'consent-of-author' }],
    },
    {
      name: 'the law requires it',
      protocol: 'st-just',
      mail: [item, { ...leak, text: forwardOf(item, 'I am required by a court order to send you this.') }],
      flags: [{ ...flag, status: 'excepted', exception: 'required-by-law' }],
    },
    {
      name: 'an officer hands out own words because the law requires it',
      protocol: 'st-just',
      mail: [
        item,
        {
          ...pasted,
          from: 'clerk',
          text: `Dear Mrs Petrie\n\nUnder the Freedom of Information Act we are required to disclose this.\n\n${secret}`,
        },
      ],
      flags: [
        { by: 'clerk', affected: ['adair'], thirdParties: petrie, status: 'excepted', exception: 'required-by-law' },
      ],
    },
  ],

  'not excepted under St Just': [
    { name: 'nobody agreed', protocol: 'st-just', mail: [item, leak], flags: [flag] },
    {
      name: 'the author agreed afterwards',
      protocol: 'st-just',
      mail: [
        item,
        leak,
        { ...unmarked, id: 'yes', answers: 'item', date: '2026-06-04', text: 'You may show my email to Mrs Petrie.' },
      ],
      flags: [{ ...flag, message: 'leak' }],
    },
    {
      name: 'the author agreed to somebody else',
      protocol: 'st-just',
      mail: [
        item,
        {
          ...unmarked,
          id: 'yes',
          answers: 'item',
          date: '2026-06-02 12:00',
          text: 'You may show my email to Mr Stone.',
        },
        leak,
      ],
      flags: [flag],
    },
    {
      name: 'the author refused',
      protocol: 'st-just',
      mail: [
        item,
        {
          ...unmarked,
          id: 'no',
          answers: 'item',
          date: '2026-06-02 12:00',
          text: 'Please do not show my email to Mrs Petrie.',
        },
        leak,
      ],
      flags: [flag],
    },
    {
      name: 'somebody else agreed',
      protocol: 'st-just',
      mail: [
        item,
        {
          ...unmarked,
          id: 'yes',
          in: 'bell Sent',
          from: 'bell',
          answers: 'item',
          date: '2026-06-02 12:00',
          text: 'You may show the email to Mrs Petrie.',
        },
        leak,
      ],
      flags: [flag],
    },
    {
      name: 'the law is only mentioned',
      protocol: 'st-just',
      mail: [item, { ...leak, text: forwardOf(item, 'I was on a course about the Freedom of Information Act.') }],
      flags: [flag],
    },
    {
      name: 'the author of one of two items agreed',
      protocol: 'st-just',
      mail: [
        item,
        { ...item, id: 'other', from: 'deputy', subject: 'CONFIDENTIAL: depot', text: depot },
        {
          ...unmarked,
          id: 'yes',
          answers: 'item',
          date: '2026-06-02 12:00',
          text: 'You may show my email to Mrs Petrie.',
        },
        { ...pasted, text: `${pasted.text}\n\n${depot}` },
      ],
      flags: [flag],
    },
    {
      name: 'one of two recipients was agreed to',
      protocol: 'st-just',
      mail: [
        item,
        {
          ...unmarked,
          id: 'yes',
          answers: 'item',
          date: '2026-06-02 12:00',
          text: 'You may show my email to Mrs Petrie.',
        },
        { ...leak, to: 'resident, builder' },
      ],
      flags: [{ ...flag, thirdParties: ['ivor@stoneworks.example', ...petrie] }],
    },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { confidential-to-third-party: { enabled: false } }',
      mail: [item, leak],
    },
    {
      name: 'an automatic reply that quotes the item',
      mail: [item, { ...leak, fields: 'Auto-Submitted: auto-replied' }],
    },
    {
      name: 'the domain that was trusted counts with its subdomains',
      mail: [item, { ...leak, to: 'jane@litigation.fenwick-law.example' }],
    },
  ],
});
