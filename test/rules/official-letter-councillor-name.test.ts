/** docs/rules/official-letter-councillor-name.md */

import type { Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const speaks =
  'Dear Mrs Petrie\n\nThe Parish Council objects to the closing of the footpath and asks that it be kept open.';
const letter: Mail = {
  id: 'letter',
  from: 'bell',
  to: 'resident',
  subject: 'Footpath 12',
  text: `${speaks}\n\nYours sincerely\n\nThomas Bell\nParish Councillor`,
};
const saying = (words: string): Mail => ({
  ...letter,
  text: `Dear Mrs Petrie\n\n${words}\n\nYours sincerely\n\nThomas Bell`,
});
const signed = (signature: string): Mail => ({ ...letter, text: `${speaks}\n\nYours sincerely\n\n${signature}` });
const to = ['joan.petrie@mail.example'];
const flag = { by: 'bell', thirdParties: to };
const asChair = (changes: Partial<Mail>): Mail => ({
  ...letter,
  from: 'adair',
  to: 'minister',
  text: `${speaks}\n\nYours sincerely\n\nRuth Adair\nChair`,
  ...changes,
});
const minister = ['office@minister.example'];
const docx = {
  name: 'Letter to Mrs Petrie.txt',
  text: `${speaks}\n\nYours sincerely\n\nCllr Thomas Bell\nNether Barrow Parish Council`,
};

testRule('official-letter-councillor-name', 'nalc-model-2026', {
  "fires when a letter that speaks for the council bears a councillor's name": [
    { name: 'in From', mail: [letter], flags: [flag] },
    {
      name: 'in From of a private address',
      mail: [{ ...letter, from: 'bell at home', in: 'bell Sent' }],
      flags: [flag],
    },
    {
      name: 'in From of a shared address that a councillor alone holds',
      mail: [{ ...letter, in: 'crane Sent', from: 'planning-chair', text: `${speaks}\n\nSylvia` }],
      flags: [{ ...flag, by: 'crane' }],
    },
    {
      name: 'as the council that asks somebody to look at something',
      mail: [saying('The Parish Council asks you to look at the closing of the footpath once more.')],
      flags: [flag],
    },
    {
      name: 'found in a council mailbox that it was copied to',
      mail: [{ ...letter, cc: 'clerk', in: 'clerk' }],
      flags: [{ ...flag, grade: 'C' }],
    },
    {
      name: 'in a journal report',
      mail: [{ ...letter, journal: 'To: joan.petrie@mail.example' }],
      flags: [{ ...flag, grade: 'A' }],
    },
    {
      name: "in the sign-off of a message from an officer's mailbox",
      mail: [{ ...signed('Cllr Thomas Bell'), from: 'clerk' }],
      flags: [flag],
    },
    {
      name: 'in an attached letter, whoever sends the covering message',
      mail: [
        { ...letter, from: 'clerk', text: 'Please see the letter attached.\n\nHelen Marsh\nClerk', enclosed: [docx] },
      ],
      flags: [flag],
    },
    {
      name: 'on behalf of the council',
      mail: [saying('On behalf of Nether Barrow Parish Council I thank you for the trees.')],
      flags: [flag],
    },
    {
      name: 'as we, the council',
      mail: [saying('We as a Council oppose the development at Mill Field.')],
      flags: [flag],
    },
    {
      name: 'to several outside, each of them named',
      mail: [{ ...letter, cc: 'builder', bcc: 'reader@gazette.example' }],
      flags: [{ ...flag, thirdParties: ['ivor@stoneworks.example', ...to, 'reader@gazette.example'] }],
    },
    {
      name: 'to a trusted body, which is outside all the same',
      mail: [{ ...letter, to: 'solicitor' }],
      flags: [{ ...flag, thirdParties: ['post@fenwick-law.example'] }],
    },
    {
      name: 'to somebody whose term had ended',
      mail: [{ ...letter, to: 'holt' }],
      flags: [{ ...flag, thirdParties: ['holt@home.example'] }],
    },
  ],

  'does not fire where an officer signs': [
    { name: 'the Clerk', mail: [{ ...signed('Helen Marsh\nClerk'), from: 'clerk' }] },
    {
      name: 'the Clerk with a councillor',
      mail: [signed('Thomas Bell\nParish Councillor\n\nHelen Marsh\nClerk to the Council')],
    },
    { name: "a councillor's mailbox sends what the Clerk signs", mail: [signed('Helen Marsh\nClerk')] },
    {
      name: 'the attached letter is signed by the Clerk',
      mail: [
        {
          ...letter,
          text: 'Please see the attached.\n\nThomas Bell',
          enclosed: [{ ...docx, text: `${speaks}\n\nYours sincerely\n\nHelen Marsh\nClerk` }],
        },
      ],
    },
    { name: 'a first name alone is too weak to put a letter under', mail: [{ ...signed('Thomas'), from: 'clerk' }] },
  ],

  'does not fire where it does not speak for the council': [
    {
      name: 'an individual capacity',
      mail: [
        saying(
          'I write as an individual, not on behalf of the Parish Council. I object to the closing of the footpath.',
        ),
      ],
    },
    {
      name: 'both: the council is spoken for, and the writer says it is not',
      mail: [saying('The Parish Council objects to the closing. I write in a personal capacity.')],
    },
    {
      name: 'casework',
      mail: [saying('Mrs Lowe of Well Lane has asked me to find out when the drain will be cleared.')],
    },
    { name: 'something private', mail: [saying('Thank you for the plums. See you at choir practice.')] },
    {
      name: 'what the council will discuss',
      mail: [saying('The Parish Council will discuss the footpath on Tuesday.')],
    },
    {
      name: 'the views of another council',
      mail: [saying('Barrowshire County Council objects to the closing of the footpath.')],
    },
    {
      name: 'words of the council in the quoted history',
      mail: [
        {
          ...letter,
          text: `Dear Mrs Petrie\n\nThank you.\n\nThomas\n\nOn 1 Jun 2026 at 09:00, Helen Marsh <clerk@netherbarrow.gov.uk> wrote:\n> The Parish Council objects to the closing of the footpath.`,
        },
      ],
    },
    {
      name: 'words of the council in a forwarded message',
      mail: [
        {
          ...letter,
          text: 'FYI\n\nThomas\n\n---------- Forwarded message ---------\nFrom: Helen Marsh <clerk@netherbarrow.gov.uk>\nDate: 1 Jun 2026 09:00\nSubject: Footpath\nTo: Thomas Bell <bell@netherbarrow.gov.uk>\n\nThe Parish Council objects to the closing of the footpath.',
        },
      ],
    },
    {
      name: 'attached minutes',
      mail: [
        {
          ...letter,
          text: 'As asked.\n\nThomas Bell',
          enclosed: [
            {
              name: 'minutes.txt',
              text: 'Minutes of the meeting of 2 June\n\nPresent: Cllr Bell\n\nThe Parish Council objects to the closing of the footpath.',
            },
          ],
        },
      ],
    },
  ],

  'does not fire because of who is addressed': [
    { name: 'the council itself', mail: [{ ...letter, to: 'clerk' }] },
    { name: 'the Clerk, with a copy outside', mail: [{ ...letter, to: 'clerk', cc: 'resident' }] },
    { name: 'the media alone, whom other rules are about', mail: [{ ...letter, to: 'news@gazette.example' }] },
    { name: 'an unknown address on the council domain', mail: [{ ...letter, to: 'archive@netherbarrow.gov.uk' }] },
    { name: 'written by somebody outside', mail: [{ ...letter, in: 'clerk', from: 'builder' }] },
    {
      name: 'written by a former councillor',
      mail: [{ ...letter, in: 'holt Sent', from: 'holt', text: `${speaks}\n\nMartin Holt` }],
    },
    { name: 'an automatic reply', mail: [{ ...letter, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'excepted under the model: the Chair to a Minister': [
    {
      name: 'the Chair',
      mail: [asChair({})],
      flags: [{ by: 'adair', thirdParties: minister, status: 'excepted', exception: 'chair-to-minister' }],
    },
    {
      name: 'the Mayor of a town council',
      isTown: true,
      mail: [asChair({ date: '2026-05-12', text: `${speaks.replace('Parish', 'Town')}\n\nRuth Adair\nMayor` })],
      flags: [{ by: 'adair', thirdParties: minister, status: 'excepted', exception: 'chair-to-minister' }],
    },
    {
      name: 'not the Deputy Mayor of a town council',
      isTown: true,
      mail: [asChair({ from: 'crane', text: `${speaks.replace('Parish', 'Town')}\n\nSylvia Crane\nDeputy Mayor` })],
      flags: [{ by: 'crane', thirdParties: minister }],
    },
    {
      name: 'not on the day before the office began',
      mail: [asChair({ date: '2026-05-11' })],
      flags: [{ by: 'adair', thirdParties: minister }],
    },
    {
      name: 'by whoever held it then',
      mail: [asChair({ from: 'bell', date: '2026-05-11', text: `${speaks}\n\nThomas Bell` })],
      flags: [{ by: 'bell', thirdParties: minister, status: 'excepted', exception: 'chair-to-minister' }],
    },
    {
      name: 'not the Vice-Chair',
      mail: [asChair({ from: 'crane', text: `${speaks}\n\nSylvia Crane\nVice-Chair` })],
      flags: [{ by: 'crane', thirdParties: minister }],
    },
    {
      name: 'not to a Member of Parliament',
      mail: [asChair({ to: 'member@parliament.example' })],
      flags: [{ by: 'adair', thirdParties: ['member@parliament.example'] }],
    },
    {
      name: 'not to a Minister and somebody else',
      mail: [asChair({ cc: 'resident' })],
      flags: [{ by: 'adair', thirdParties: [...to, ...minister] }],
    },
    { name: 'not to somebody else', mail: [asChair({ to: 'resident' })], flags: [{ by: 'adair', thirdParties: to }] },
  ],

  "excepted under St Just: the Mayor in the Mayor's own name": [
    {
      name: 'the Mayor, to anybody',
      protocol: 'st-just',
      mail: [asChair({ to: 'resident', text: `${speaks.replace('Parish', 'Town')}\n\nRuth Adair\nMayor` })],
      flags: [{ by: 'adair', thirdParties: to, status: 'excepted', exception: 'mayor-own-name' }],
    },
    {
      name: 'not the Deputy Mayor',
      protocol: 'st-just',
      mail: [
        asChair({
          to: 'resident',
          from: 'crane',
          text: `${speaks.replace('Parish', 'Town')}\n\nSylvia Crane\nDeputy Mayor`,
        }),
      ],
      flags: [{ by: 'crane', thirdParties: to }],
    },
    {
      name: 'not on the day after the office ended',
      protocol: 'st-just',
      mail: [{ ...letter, date: '2026-05-12', text: letter.text?.replace('Parish', 'Town') ?? '' }],
      flags: [flag],
    },
  ],

  'a commitment replaces it': [
    {
      name: 'the letter accepts a quotation',
      mail: [
        { ...saying('On behalf of the Parish Council I accept your quotation of £450 for the fence.'), to: 'builder' },
      ],
    },
    {
      name: 'also where the rule for commitments is switched off',
      council: 'rules: { councillor-commitment: { enabled: false } }',
      mail: [
        { ...saying('On behalf of the Parish Council I accept your quotation of £450 for the fence.'), to: 'builder' },
      ],
    },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { official-letter-councillor-name: { enabled: false } }',
      mail: [letter],
    },
    { name: 'mail that is not to be opened is not', mail: [{ ...letter, to: 'rep@union.example' }] },
  ],
});
