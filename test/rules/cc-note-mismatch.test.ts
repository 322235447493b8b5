/** docs/rules/cc-note-mismatch.md */

import type { Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const message: Mail = {
  id: 'note',
  from: 'clerk',
  to: 'adair',
  text: 'Dear Cllr Adair\n\nThe lease runs out in May.\n\nHelen Marsh\nClerk',
};
const saying = (words: string): Mail => ({ ...message, text: `${message.text}\n\n${words}` });
const flag = { by: 'clerk', affected: ['adair'] };

testRule('cc-note-mismatch', 'nalc-model-2026', {
  'fires when the note names a councillor who received nothing': [
    { name: 'by name', mail: [saying('cc Cllr Bell')], flags: [flag] },
    { name: 'one of two', mail: [{ ...saying('cc Cllr Bell, Cllr Crane'), cc: 'crane' }], flags: [flag] },
    { name: 'by the office held that day', mail: [{ ...saying('cc the Vice-Chair') }], flags: [flag] },
    {
      name: 'by initial, where somebody else of the surname received it',
      mail: [{ ...saying('cc Cllr E. Dunn'), cc: 'peter-dunn' }],
      flags: [flag],
    },
    { name: 'a list of whom nobody received it', mail: [saying('cc Amenities Committee')], flags: [flag] },
    {
      name: 'a journal report is certain',
      mail: [{ ...saying('cc Cllr Bell'), journal: 'To: adair' }],
      flags: [{ ...flag, grade: 'A' }],
    },
    { name: 'in a sentence', mail: [saying('I have copied this email to Cllr Bell.')], flags: [flag] },
    {
      name: 'the named councillor stands in Cc with an address that was not theirs',
      mail: [{ ...saying('cc Cllr Bell'), cc: 'bell@elsewhere.example' }],
      flags: [flag],
    },
  ],

  'does not fire where the named person is a recipient': [
    { name: 'in Cc', mail: [{ ...saying('cc Cllr Bell'), cc: 'bell' }] },
    { name: 'in Cc at home', mail: [{ ...saying('cc Cllr Bell'), cc: 'bell at home' }] },
    { name: 'in To', mail: [{ ...saying('cc Cllr Bell'), to: 'adair, bell' }] },
    { name: 'hidden in the Bcc field', mail: [{ ...saying('cc Cllr Bell'), bcc: 'bell' }] },
    { name: 'found by another copy', mail: [saying('cc Cllr Bell'), { ...saying('cc Cllr Bell'), in: 'bell' }] },
    { name: 'through a list', mail: [{ ...saying('cc Cllr Bell'), cc: 'amenities' }] },
    { name: 'through a shared address', mail: [{ ...saying('cc Cllr Crane'), cc: 'planning-chair' }] },
    { name: 'a surname that fits two: either counts', mail: [{ ...saying('cc Cllr Dunn'), cc: 'elsie-dunn' }] },
    { name: 'a group of whom one received it', mail: [{ ...saying('cc Amenities Committee'), cc: 'bell' }] },
    {
      name: 'the office belonged to that person then',
      mail: [{ ...saying('cc the Chair'), to: 'crane', date: '2026-05-11', cc: 'bell' }],
    },
    {
      name: 'only the journal report knows',
      mail: [saying('cc Cllr Bell'), { ...saying('cc Cllr Bell'), journal: 'To: adair\nBcc: bell' }],
    },
  ],

  'does not fire where the note is none': [
    { name: '"cc file"', mail: [saying('cc file')] },
    { name: 'an officer', mail: [saying('cc Owen Price')] },
    { name: 'somebody outside', mail: [saying('cc Mrs Petrie')] },
    { name: 'somebody whose term had ended', mail: [saying('cc Cllr Holt')] },
    { name: 'a copy of another letter', mail: [saying('Cllr Bell copied me into a letter of last week.')] },
    { name: 'a copy that was only asked for', mail: [saying('Please copy in Cllr Bell when you reply.')] },
    {
      name: 'a note in the history',
      mail: [saying('On 1 Jun 2026 at 09:00, Helen Marsh wrote:\n> The lease runs out.\n>\n> cc Cllr Bell')],
    },
    { name: 'a first name alone is too weak to accuse anybody with', mail: [saying('cc Thomas')] },
  ],

  'does not fire because of the copy or the people': [
    { name: "a recipient's copy cannot show who received nothing", mail: [{ ...saying('cc Cllr Bell'), in: 'adair' }] },
    { name: 'a councillor wrote it', mail: [{ ...saying('cc Cllr Bell'), from: 'crane' }] },
    { name: 'no councillor is addressed', mail: [{ ...saying('cc Cllr Bell'), to: 'resident' }] },
    { name: 'an automatic reply', mail: [{ ...saying('cc Cllr Bell'), fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { cc-note-mismatch: { enabled: false } }',
      mail: [saying('cc Cllr Bell')],
    },
    { name: 'St Just has no clause for it', protocol: 'st-just', mail: [saying('cc Cllr Bell')] },
  ],
});
