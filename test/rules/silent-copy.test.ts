/** docs/rules/silent-copy.md */

import { testRule } from './rule-cases.ts';

const toAdair = {
  id: 'note',
  from: 'clerk',
  to: 'adair',
  text: 'Dear Cllr Adair\n\nThe lease runs out in May.\n\nHelen Marsh',
};
const withNote = (note: string) => `Dear Cllr Adair\n\nThe lease runs out in May.\n\nHelen Marsh\nClerk\n\n${note}`;
const flag = { by: 'clerk', affected: ['adair'], hidden: ['bell'] };

testRule('silent-copy', 'nalc-model-2026', {
  'fires when a councillor received a copy that the message does not show': [
    { name: 'in the Bcc field of the Sent copy', mail: [{ ...toAdair, bcc: 'bell' }], flags: [flag] },
    {
      name: 'two of them, both named in the flag',
      mail: [{ ...toAdair, bcc: 'bell, crane' }],
      flags: [{ ...flag, hidden: ['bell', 'crane'] }],
    },
    {
      name: 'the envelope in a journal report: certain',
      mail: [{ ...toAdair, journal: 'To: adair\nBcc: bell' }],
      flags: [{ ...flag, grade: 'A' }],
    },
    {
      name: 'a journal report knows them as recipients only',
      mail: [{ ...toAdair, journal: 'Recipient: adair\nRecipient: bell' }],
      flags: [{ ...flag, grade: 'A' }],
    },
    {
      name: 'a copy lies in the mailbox of somebody not addressed: likely',
      mail: [{ ...toAdair, in: 'bell' }],
      flags: [{ ...flag, grade: 'C' }],
    },
    {
      name: 'Sent copy and delivered copy together keep the better grade and one flag',
      mail: [
        { ...toAdair, in: 'bell' },
        { ...toAdair, bcc: 'bell' },
      ],
      flags: [flag],
    },
    {
      name: 'the hidden copy went to a private address',
      mail: [{ ...toAdair, bcc: 'bell at home' }],
      flags: [flag],
    },
    {
      name: 'the hidden copy went to an address with a tag',
      mail: [{ ...toAdair, bcc: 'bell+council@netherbarrow.gov.uk' }],
      flags: [flag],
    },
    {
      name: 'the hidden copy went to a list that no field shows',
      mail: [{ ...toAdair, bcc: 'amenities' }],
      flags: [{ ...flag, hidden: ['bell', 'crane'] }],
    },
    {
      name: 'the councillor stands in Cc, an outsider in To',
      mail: [{ ...toAdair, to: 'resident', cc: 'adair', bcc: 'bell' }],
      flags: [{ ...flag, affected: [] }],
    },
    {
      name: 'an officer wrote it from the shared address of the office',
      mail: [{ ...toAdair, in: 'deputy Sent', from: 'office', bcc: 'bell' }],
      flags: [{ ...flag, by: 'deputy' }],
    },
    {
      name: 'somebody else is copied openly and named, and one more is not',
      mail: [{ ...toAdair, cc: 'crane', bcc: 'bell', text: withNote('cc Cllr Crane') }],
      flags: [flag],
    },
  ],

  'what no note is': [
    {
      name: 'a note that stands in the quoted history',
      mail: [
        {
          ...toAdair,
          bcc: 'bell',
          text: 'As promised.\n\nOn 1 Jun 2026 at 09:00, Helen Marsh <clerk@netherbarrow.gov.uk> wrote:\n> The lease runs out.\n>\n> cc Cllr Bell',
        },
      ],
      flags: [flag],
    },
    { name: '"cc file"', mail: [{ ...toAdair, bcc: 'bell', text: withNote('cc file') }], flags: [flag] },
    {
      name: 'a note that names another councillor of the same surname by initial',
      mail: [{ ...toAdair, bcc: 'peter-dunn', text: withNote('cc Cllr E. Dunn') }],
      flags: [{ ...flag, hidden: ['peter-dunn'] }],
    },
    {
      name: 'a note that names an office which the reader no longer holds that day',
      mail: [{ ...toAdair, to: 'crane', bcc: 'bell', text: withNote('cc the Chair') }],
      flags: [{ ...flag, affected: ['crane'] }],
    },
    {
      name: 'a mention of the councillor that says nothing of a copy',
      mail: [{ ...toAdair, bcc: 'bell', text: withNote('Cllr Bell was at the site meeting.') }],
      flags: [flag],
    },
  ],

  'does not fire where the new text names who was copied': [
    { name: 'by surname', mail: [{ ...toAdair, bcc: 'bell', text: withNote('cc Cllr Bell') }] },
    { name: 'by initial and surname', mail: [{ ...toAdair, bcc: 'peter-dunn', text: withNote('CC: Cllr P. Dunn') }] },
    {
      name: 'by a surname that fits two: either counts',
      mail: [{ ...toAdair, bcc: 'peter-dunn', text: withNote('cc Cllr Dunn') }],
    },
    { name: 'by another form of the name', mail: [{ ...toAdair, bcc: 'bell', text: withNote('cc Tommy Bellamy') }] },
    { name: 'by an address', mail: [{ ...toAdair, bcc: 'bell', text: withNote('cc bell@netherbarrow.gov.uk') }] },
    {
      name: 'by the office held that day',
      mail: [{ ...toAdair, to: 'bell', bcc: 'adair', text: withNote('cc the Chair') }],
    },
    {
      name: 'by the office held that day, by whoever held it then',
      mail: [{ ...toAdair, to: 'crane', date: '2026-05-11', bcc: 'bell', text: withNote('cc the Chair') }],
    },
    {
      name: 'by the name of a list',
      mail: [{ ...toAdair, bcc: 'bell', text: withNote('cc members of the Amenities Committee') }],
    },
    { name: 'as all councillors', mail: [{ ...toAdair, bcc: 'bell', text: withNote('Copied to all councillors') }] },
    {
      name: 'in a sentence of the text',
      mail: [{ ...toAdair, bcc: 'bell', text: withNote('I have copied this email to Cllr Bell.') }],
    },
    {
      name: 'below the disclaimer',
      mail: [
        {
          ...toAdair,
          bcc: 'bell',
          text: withNote(
            'This email and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it.\n\ncc Cllr Bell',
          ),
        },
      ],
    },
    {
      name: 'in the copy that lies in the mailbox of the reader',
      mail: [{ ...toAdair, in: 'bell', text: withNote('cc Cllr Bell') }],
    },
  ],

  'does not fire on circulars': [
    { name: 'no councillor is visibly addressed', mail: [{ ...toAdair, to: 'office', bcc: 'adair, bell' }] },
    { name: 'only a list is visibly addressed', mail: [{ ...toAdair, to: 'amenities', bcc: 'adair' }] },
    {
      name: 'visible and hidden councillors together are the whole council',
      mail: [{ ...toAdair, bcc: 'bell, crane, peter-dunn, elsie-dunn, frost' }],
    },
    {
      name: 'a journal report shows that the rest of the council had it too',
      mail: [
        { ...toAdair, in: 'bell' },
        { ...toAdair, journal: 'To: adair\nBcc: bell\nBcc: crane\nBcc: peter-dunn\nBcc: elsie-dunn\nBcc: frost' },
      ],
    },
  ],

  'does not fire because of who the hidden reader is': [
    { name: 'an officer', mail: [{ ...toAdair, bcc: 'deputy' }] },
    { name: 'somebody outside', mail: [{ ...toAdair, bcc: 'solicitor' }] },
    { name: 'the sender', mail: [{ ...toAdair, bcc: 'clerk' }] },
    { name: 'a councillor whose term had ended', mail: [{ ...toAdair, bcc: 'holt' }] },
    { name: 'a member of a list in Cc', mail: [{ ...toAdair, cc: 'amenities', in: 'bell' }] },
    { name: 'the holder of a shared address in Cc', mail: [{ ...toAdair, cc: 'planning-chair', in: 'crane' }] },
    { name: 'the addressee, at another address', mail: [{ ...toAdair, bcc: 'adair at home' }] },
    { name: 'visible at the private address', mail: [{ ...toAdair, cc: 'bell at home', in: 'bell' }] },
    {
      name: 'a member of a visible list that the journal report expanded',
      mail: [{ ...toAdair, cc: 'amenities', journal: 'To: adair\nCc: bell, Expanded: amenities@netherbarrow.gov.uk' }],
    },
  ],

  'a councillor whose term still ran': [
    {
      name: 'is a councillor on that day',
      mail: [{ ...toAdair, date: '2026-05-06', bcc: 'holt' }],
      flags: [{ ...flag, hidden: ['holt'] }],
    },
  ],

  'what proves nothing': [
    { name: 'a Bcc field in the mailbox of the addressee', mail: [{ ...toAdair, in: 'adair', bcc: 'bell' }] },
    {
      name: 'a Bcc field on a copy that a server delivered to the sender',
      mail: [
        {
          ...toAdair,
          in: 'clerk',
          bcc: 'bell',
          fields:
            'Received: from x by mail.netherbarrow.gov.uk for <clerk@netherbarrow.gov.uk>; Wed, 3 Jun 2026 10:00:01 +0100',
        },
      ],
    },
    {
      name: 'a journal report outside a journal mailbox',
      mail: [{ ...toAdair, in: 'crane', journal: 'To: adair\nBcc: bell' }],
    },
    {
      name: 'a delivery that another mailbox forwarded by machine',
      mail: [{ ...toAdair, in: 'bell', fields: 'X-Forwarded-For: adair@netherbarrow.gov.uk bell@netherbarrow.gov.uk' }],
    },
    {
      name: 'a delivered copy that fails DMARC',
      mail: [{ ...toAdair, in: 'bell', fields: 'Authentication-Results: mx.netherbarrow.gov.uk; dmarc=fail' }],
    },
    {
      name: 'an automatic reply',
      mail: [{ ...toAdair, bcc: 'bell', fields: 'Auto-Submitted: auto-replied' }],
    },
    {
      name: 'a forged message that only shares the Message-ID',
      mail: [
        toAdair,
        {
          ...toAdair,
          from: 'resident',
          in: 'bell',
          date: '2026-06-09',
          text: 'Cheap watches, buy now.',
          subject: 'Watches',
        },
      ],
    },
  ],

  'a Bcc field counts': [
    {
      name: 'in the mailbox of the sender where no server delivered it',
      mail: [{ ...toAdair, in: 'clerk', bcc: 'bell' }],
      flags: [flag],
    },
    {
      name: 'in the shared mailbox of the office',
      mail: [{ ...toAdair, in: 'office', bcc: 'bell' }],
      flags: [flag],
    },
    {
      name: 'in the mailbox of a reader whom alone it names',
      mail: [{ ...toAdair, in: 'bell', bcc: 'bell' }],
      flags: [flag],
    },
  ],

  'whose messages': [
    {
      name: 'under the model, not those of a councillor',
      mail: [{ ...toAdair, from: 'bell', to: 'clerk', bcc: 'crane' }],
    },
    {
      name: 'under St Just, those of a councillor to an officer',
      protocol: 'st-just',
      mail: [{ ...toAdair, from: 'bell', to: 'clerk', bcc: 'crane' }],
      flags: [{ by: 'bell', affected: ['clerk'], hidden: ['crane'] }],
    },
    {
      name: 'under St Just, those of an officer as well',
      protocol: 'st-just',
      mail: [{ ...toAdair, bcc: 'bell' }],
      flags: [flag],
    },
    {
      name: 'under St Just, not a blind copy of a councillor to oneself',
      protocol: 'st-just',
      mail: [{ ...toAdair, from: 'bell', to: 'clerk', bcc: 'bell at home' }],
    },
    {
      name: 'under St Just, not those among councillors alone',
      protocol: 'st-just',
      mail: [{ ...toAdair, from: 'bell', to: 'adair', bcc: 'crane' }],
    },
    {
      name: 'nobody outside',
      protocol: 'st-just',
      mail: [{ ...toAdair, from: 'resident', to: 'clerk', in: 'crane' }],
    },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { silent-copy: { enabled: false } }',
      mail: [{ ...toAdair, bcc: 'bell' }],
    },
    {
      name: 'mail that is not to be opened is never at fault, since nobody can know that the note is missing',
      mail: [{ ...toAdair, cc: 'rep@union.example', bcc: 'bell' }],
    },
  ],
});
