/** docs/rules/cc-note-missing.md */

import type { Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const alone: Mail = {
  id: 'note',
  from: 'clerk',
  to: 'adair',
  text: 'Dear Cllr Adair\n\nThe lease runs out in May.\n\nHelen Marsh\nClerk',
};
const message: Mail = { ...alone, cc: 'bell' };
const saying = (words: string): Mail => ({ ...message, text: `${message.text}\n\n${words}` });
const flag = { by: 'clerk', affected: ['adair'] };

testRule('cc-note-missing', 'nalc-model-2026', {
  'fires when a second councillor stands openly in Cc and nothing says so': [
    { name: 'one of them', mail: [message], flags: [flag] },
    { name: 'two of them', mail: [{ ...message, cc: 'bell, crane' }], flags: [flag] },
    { name: 'at a private address', mail: [{ ...message, cc: 'bell at home' }], flags: [flag] },
    { name: 'beside the shared address of the office', mail: [{ ...message, cc: 'office, bell' }], flags: [flag] },
    { name: 'an officer and a councillor', mail: [{ ...message, cc: 'deputy, bell' }], flags: [flag] },
    {
      name: 'found in the mailbox of the addressee',
      mail: [{ ...message, in: 'adair' }],
      flags: [{ ...flag, grade: 'C' }],
    },
    {
      name: 'in a journal report',
      mail: [{ ...message, journal: 'To: adair\nCc: bell' }],
      flags: [{ ...flag, grade: 'A' }],
    },
    { name: 'the note says "cc file"', mail: [saying('cc file')], flags: [flag] },
    {
      name: 'the note stands in the history only',
      mail: [saying('On 1 Jun 2026 at 09:00, Helen Marsh wrote:\n> The lease runs out.\n>\n> cc Cllr Bell')],
      flags: [flag],
    },
    {
      name: 'the text names the councillor without saying that there is a copy',
      mail: [saying('Cllr Bell was at the site meeting.')],
      flags: [flag],
    },
  ],

  'does not fire where the note is there': [
    { name: 'by name', mail: [saying('cc Cllr Bell')] },
    { name: 'by office', mail: [{ ...saying('cc the Vice-Chair'), cc: 'crane' }] },
    { name: 'by group', mail: [saying('cc Amenities Committee')] },
    { name: 'in a sentence', mail: [saying('I am copying this to Cllr Bell, who asked the same.')] },
    {
      name: 'below the disclaimer',
      mail: [
        saying(
          'This email is intended solely for the addressee. If you have received it in error, please notify the sender and delete it.\n\ncc Cllr T. Bell',
        ),
      ],
    },
  ],

  'does not fire because of who is addressed': [
    { name: 'several councillors in To', mail: [{ ...message, to: 'adair, crane' }] },
    { name: 'nobody but one in To', mail: [alone] },
    { name: 'an officer in Cc', mail: [{ ...message, cc: 'deputy' }] },
    { name: 'somebody outside in Cc', mail: [{ ...message, cc: 'resident' }] },
    { name: 'a list in Cc', mail: [{ ...message, cc: 'amenities' }] },
    { name: 'a list of councillors beside a councillor in Cc', mail: [{ ...message, cc: 'amenities, frost' }] },
    { name: 'a councillor out of term in Cc', mail: [{ ...message, cc: 'holt' }] },
    { name: 'the addressee at another address in Cc', mail: [{ ...message, cc: 'adair at home' }] },
    {
      name: 'the whole council is there to see',
      mail: [{ ...message, cc: 'bell, crane, peter-dunn, elsie-dunn, frost' }],
    },
    { name: 'a resident in To, councillors in Cc', mail: [{ ...message, to: 'resident', cc: 'adair, bell' }] },
    { name: 'a councillor wrote it', mail: [{ ...message, from: 'crane' }] },
    { name: 'a hidden copy is no open one', mail: [{ ...alone, bcc: 'bell' }] },
    { name: 'an automatic reply', mail: [{ ...message, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'the council decides': [
    { name: 'switched off, it is silent', council: 'rules: { cc-note-missing: { enabled: false } }', mail: [message] },
    { name: 'St Just has no clause for it', protocol: 'st-just', mail: [message] },
    {
      name: 'mail that is not to be opened may have a note: silent',
      mail: [{ ...message, cc: 'bell, rep@union.example' }],
    },
  ],
});
