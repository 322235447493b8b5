/** docs/rules/confidential-reason-missing.md */

import { answerTo, forwardOf, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const marked: Mail = {
  id: 'item',
  from: 'clerk',
  to: 'adair',
  subject: 'CONFIDENTIAL: depot',
  text: 'Dear Cllr Adair\n\nThe rent of the depot is attached.\n\nHelen Marsh\nClerk',
};
const plain: Mail = { ...marked, subject: 'Depot' };
const saying = (words: string, of = marked): Mail => ({
  ...of,
  text: `Dear Cllr Adair\n\nThe rent of the depot is attached.\n\n${words}\n\nHelen Marsh\nClerk`,
});
const flag = { by: 'clerk', affected: ['adair'] };
const label = (id: string, enabled = 'true') =>
  `msip_labels: MSIP_Label_${id}_Enabled=${enabled}; MSIP_Label_${id}_Name=Label`;
const staffing = '11111111-2222-3333-4444-555555555555';

testRule('confidential-reason-missing', 'nalc-model-2026', {
  'fires on a mark without a reason': [
    { name: 'in the subject', mail: [marked], flags: [flag] },
    {
      name: 'in the Sensitivity field',
      mail: [{ ...plain, fields: 'Sensitivity: Company-Confidential' }],
      flags: [flag],
    },
    {
      name: 'by a label that the council file calls confidential',
      mail: [{ ...plain, fields: label(staffing) }],
      flags: [flag],
    },
    {
      name: 'on a line of its own at the head of the text',
      mail: [{ ...plain, text: `CONFIDENTIAL\n\n${plain.text}` }],
      flags: [flag],
    },
    {
      name: 'in the name of an attachment',
      mail: [{ ...plain, enclosed: [{ name: 'Depot rent CONFIDENTIAL.txt', text: 'The rent is £400.' }] }],
      flags: [flag],
    },
    {
      name: 'at the head of an attachment',
      mail: [{ ...plain, enclosed: [{ name: 'rent.txt', text: 'NOT FOR PUBLICATION\n\nThe rent is £400.' }] }],
      flags: [flag],
    },
    {
      name: 'a time limit alone is no reason',
      mail: [saying('Please keep this to yourself until Friday.')],
      flags: [flag],
    },
    { name: 'an instruction alone is no reason', mail: [saying('Please treat this as confidential.')], flags: [flag] },
    {
      name: 'a standing disclaimer is no reason',
      mail: [
        saying(
          'This email may contain confidential or privileged information and is intended solely for the addressee. If you have received it in error, please notify the sender and delete it.',
        ),
      ],
      flags: [flag],
    },
    {
      name: 'several councillors',
      mail: [{ ...marked, to: 'adair, bell' }],
      flags: [{ ...flag, affected: ['adair', 'bell'] }],
    },
    {
      name: 'a new mark in an answer',
      mail: [
        { ...plain, id: 'question', in: 'clerk', from: 'adair', to: 'clerk', date: '2026-06-02' },
        { ...plain, subject: 'Re: Depot', answers: 'question', text: `IN CONFIDENCE\n\n${plain.text}` },
      ],
      flags: [flag],
    },
    {
      name: 'found in the mailbox of the councillor',
      mail: [{ ...marked, in: 'adair' }],
      flags: [{ ...flag, grade: 'C' }],
    },
    { name: 'in a journal report', mail: [{ ...marked, journal: 'To: adair' }], flags: [{ ...flag, grade: 'A' }] },
  ],

  'does not fire where a reason is given': [
    { name: 'in the text', mail: [saying('This is confidential because it concerns the health of an employee.')] },
    {
      name: 'in the sentence that follows',
      mail: [saying('Please keep this to yourself. It concerns a member of staff.')],
    },
    { name: 'in the subject', mail: [{ ...marked, subject: 'CONFIDENTIAL - legal advice for the council' }] },
    {
      name: 'at the head of an attachment',
      mail: [
        {
          ...marked,
          enclosed: [
            {
              name: 'rent.txt',
              text: 'Exempt under paragraph 3 of Schedule 12A: financial affairs of the landlord.\n\nThe rent is £400.',
            },
          ],
        },
      ],
    },
  ],

  'does not fire where the mark is no new one': [
    {
      name: 'an answer that inherits the token',
      mail: [
        { ...marked, in: 'clerk', id: 'theirs', from: 'adair', to: 'clerk', date: '2026-06-02' },
        { ...marked, subject: 'Re: CONFIDENTIAL: depot', answers: 'theirs', text: answerTo(marked, 'Noted.') },
      ],
    },
    {
      name: 'a forward that inherits the token',
      mail: [{ ...marked, subject: 'Fwd: CONFIDENTIAL: depot', text: forwardOf(marked) }],
    },
    {
      name: 'an answer by its header fields alone',
      mail: [
        { ...marked, in: 'clerk', id: 'theirs', from: 'adair', to: 'clerk', date: '2026-06-02' },
        { ...marked, answers: 'theirs' },
      ],
    },
  ],

  'does not fire where there is no mark': [
    { name: 'nothing', mail: [plain] },
    {
      name: 'a standing disclaimer',
      mail: [
        saying(
          'This email and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it.',
          plain,
        ),
      ],
    },
    { name: 'ordinary prose', mail: [{ ...plain, subject: 'Confidential waste collection' }] },
    { name: 'Sensitivity: Private', mail: [{ ...plain, fields: 'Sensitivity: Private' }] },
    { name: 'Sensitivity: Personal', mail: [{ ...plain, fields: 'Sensitivity: Personal' }] },
    { name: 'plain OFFICIAL', mail: [{ ...plain, subject: 'OFFICIAL: depot' }] },
    {
      name: 'a label that is not confidential',
      mail: [{ ...plain, fields: label('99999999-2222-3333-4444-555555555555') }],
    },
    { name: 'a label that was taken off', mail: [{ ...plain, fields: label(staffing, 'false') }] },
  ],

  'does not fire because of who writes and to whom': [
    { name: 'only between officers', mail: [{ ...marked, to: 'deputy' }] },
    { name: 'to somebody outside', mail: [{ ...marked, to: 'solicitor' }] },
    { name: 'a councillor wrote it', mail: [{ ...marked, from: 'bell', to: 'adair' }] },
    { name: 'to a former councillor', mail: [{ ...marked, to: 'holt' }] },
    { name: 'an automatic reply', mail: [{ ...marked, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { confidential-reason-missing: { enabled: false } }',
      mail: [marked],
    },
    { name: 'St Just has no clause for it', protocol: 'st-just', mail: [marked] },
  ],
});
