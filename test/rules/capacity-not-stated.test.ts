/** docs/rules/capacity-not-stated.md */

import { forwardOf, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const letter: Mail = { id: 'letter', from: 'bell', to: 'resident', subject: 'Street light' };
const saying = (words: string, signature = 'Thomas Bell'): Mail => ({
  ...letter,
  text: `Dear Mrs Petrie\n\n${words}\n\nKind regards\n\n${signature}`,
});
const asks = 'When will the street light in Well Lane be mended?';
const flag = { by: 'bell', thirdParties: ['joan.petrie@mail.example'] };

testRule('capacity-not-stated', 'st-just', {
  'fires when a councillor writes from a council address on council matters': [
    { name: 'and does not say in which capacity', mail: [saying(asks)], flags: [flag] },
    {
      name: 'a signature title states none',
      mail: [saying(asks, 'Thomas Bell\nTown Councillor, Nether Barrow')],
      flags: [flag],
    },
    {
      name: 'a standing disclaimer states none',
      mail: [
        saying(
          asks,
          'Thomas Bell\n\n--\nThe views expressed in this email are those of the sender and not necessarily those of Nether Barrow Town Council. This email is intended solely for the addressee; if you have received it in error, please notify the sender.',
        ),
      ],
      flags: [flag],
    },
    {
      name: 'a capacity in the quoted history states none',
      mail: [
        {
          ...letter,
          text: `${saying(asks).text}\n\nOn 1 Jun 2026 at 09:00, Thomas Bell <bell@netherbarrow.gov.uk> wrote:\n> I am writing as a ward councillor.`,
        },
      ],
      flags: [flag],
    },
    {
      name: "somebody else's capacity states none",
      mail: [saying(`${asks} Cllr Crane is writing as Deputy Mayor.`)],
      flags: [flag],
    },
    {
      name: 'the Mayor as well',
      mail: [{ ...saying(asks, 'Ruth Adair\nMayor'), from: 'adair' }],
      flags: [{ ...flag, by: 'adair' }],
    },
    {
      name: 'with the Clerk in Cc',
      mail: [{ ...saying(asks), cc: 'clerk', in: 'clerk' }],
      flags: [{ ...flag, grade: 'C' }],
    },
    {
      name: 'by passing on what the Clerk wrote',
      mail: [
        {
          ...letter,
          subject: 'Fwd: A thing',
          text: forwardOf(
            { from: 'clerk', to: 'bell', subject: 'A thing', text: 'It is mended on Friday.' },
            'See below.',
          ),
        },
      ],
      flags: [flag],
    },
  ],

  'does not fire where the capacity is stated': [
    { name: 'as an individual', mail: [saying(`I write as a private individual. ${asks}`)] },
    {
      name: 'as a ward councillor',
      mail: [saying(`I am writing as a ward councillor and not on behalf of the Council. ${asks}`)],
    },
    { name: 'in an office', mail: [saying(`I am writing as chairman of the Amenities Committee. ${asks}`)] },
    {
      name: 'in an attached letter',
      mail: [
        {
          ...saying('Please see the letter attached about the street light.'),
          enclosed: [
            {
              name: 'letter.txt',
              text: `Dear Mrs Petrie\n\nI am writing in my personal capacity. ${asks}\n\nYours sincerely\nThomas Bell`,
            },
          ],
        },
      ],
    },
  ],

  'does not fire because of what it is': [
    { name: 'something private', mail: [{ ...saying('Happy birthday! Thank you for the plums.'), subject: 'Plums' }] },
    { name: 'no council matter', mail: [{ ...saying('Thank you for the plums.'), subject: 'Plums' }] },
    {
      name: 'no council matter, under the signature of a councillor',
      mail: [{ ...saying('Thank you for the plums.', 'Thomas Bell\nTown Councillor'), subject: 'Plums' }],
    },
    {
      name: 'no council matter in an attached letter with such a signature',
      mail: [
        {
          ...saying('Please see the note attached.'),
          subject: 'Plums',
          enclosed: [
            {
              name: 'note.txt',
              text: 'Dear Joan\n\nThank you for the plums.\n\nYours sincerely\n\nThomas Bell\nTown Councillor',
            },
          ],
        },
      ],
    },
    { name: 'already an official letter', mail: [saying('The Town Council objects to the closing of the footpath.')] },
    {
      name: 'already an official letter, though that rule is switched off',
      council: 'rules: { official-letter-councillor-name: { enabled: false } }',
      mail: [saying('The Town Council objects to the closing of the footpath.')],
    },
    {
      name: 'already a commitment',
      mail: [{ ...saying('The Town Council accepts your quotation of £450 for the fence.'), to: 'builder' }],
    },
    {
      name: 'already a commitment, though that rule is switched off',
      council: 'rules: { councillor-commitment: { enabled: false } }',
      mail: [{ ...saying('The Town Council accepts your quotation of £450 for the fence.'), to: 'builder' }],
    },
    { name: 'an automatic reply', mail: [{ ...saying(asks), fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'does not fire because of who writes and to whom': [
    { name: 'from a private address', mail: [{ ...saying(asks), in: 'bell Sent', from: 'bell at home' }] },
    { name: 'an officer', mail: [{ ...saying(asks, 'Helen Marsh'), from: 'clerk' }] },
    { name: 'to the Clerk', mail: [{ ...saying(asks), to: 'clerk' }] },
    { name: 'to the Clerk, with a copy outside', mail: [{ ...saying(asks), to: 'clerk', cc: 'resident' }] },
    { name: 'to another councillor at home', mail: [{ ...saying(asks), to: 'adair at home' }] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { capacity-not-stated: { enabled: false } }',
      mail: [saying(asks)],
    },
    { name: 'the model has no clause for it', protocol: 'nalc-model-2026', mail: [saying(asks)] },
  ],
});
