/** docs/rules/chair-letter-frequency.md */

import type { Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const two = 'rules: { chair-letter-frequency: { perQuarter: 2 } }';
const one = 'rules: { chair-letter-frequency: { perQuarter: 1 } }';

const letter = (id: string, changes: Partial<Mail> = {}): Mail => ({
  id,
  from: 'adair',
  to: 'resident',
  subject: `Matter of ${id}`,
  date: '2026-06-03',
  text: `Dear Mrs Petrie\n\nThe Parish Council objects to what is planned about ${id} and asks that it be dropped.\n\nRuth Adair\nChair`,
  ...changes,
});
const minister = letter('minister', { to: 'minister' });
const flag = { by: 'adair', thirdParties: ['joan.petrie@mail.example'] };

testRule('chair-letter-frequency', 'nalc-model-2026', {
  "fires at the letter that passes the council's number": [
    {
      name: 'the third where two are allowed, one of them excepted',
      council: two,
      mail: [
        { ...minister, date: '2026-05-20' },
        letter('hedge', { date: '2026-06-01' }),
        letter('path', { date: '2026-06-10' }),
      ],
      flags: [flag],
    },
    {
      name: 'by date, in whatever order they are met',
      council: one,
      mail: [letter('late', { date: '2026-06-20' }), letter('early', { date: '2026-06-01' })],
      flags: [{ ...flag, message: 'late' }],
    },
    {
      name: 'once a quarter, however many follow',
      council: one,
      mail: [
        letter('hedge', { date: '2026-06-01' }),
        letter('path', { date: '2026-06-02' }),
        letter('pond', { date: '2026-06-03' }),
      ],
      flags: [{ ...flag, message: 'path' }],
    },
    {
      name: 'once in each quarter',
      council: one,
      mail: [
        letter('hedge', { date: '2026-06-01' }),
        letter('path', { date: '2026-06-02' }),
        letter('pond', { date: '2026-07-01' }),
        letter('wall', { date: '2026-07-02' }),
      ],
      flags: [{ ...flag, message: 'path' }, flag],
    },
    {
      name: 'the number is that of the office: two Chairs of one quarter are counted together',
      council: one,
      mail: [
        letter('hedge', {
          from: 'bell',
          date: '2026-05-04',
          text: 'The Parish Council objects to the hedge.\n\nThomas Bell\nChair',
        }),
        letter('path'),
      ],
      flags: [flag],
    },
    {
      name: 'a letter that commits the council bears the name too',
      council: one,
      mail: [
        letter('hedge', { date: '2026-06-01' }),
        letter('order', {
          to: 'builder',
          text: 'Dear Ivor\n\nThe Parish Council accepts your quotation of £900. Please start on Monday.\n\nRuth Adair\nChair',
        }),
      ],
      flags: [{ by: 'adair', thirdParties: ['ivor@stoneworks.example'] }],
    },
    {
      name: 'in a town the Mayor is in the chair',
      council: one,
      isTown: true,
      mail: [
        letter('hedge', { text: 'The Town Council objects to the hedge.\n\nRuth Adair\nMayor' }),
        letter('path', { date: '2026-06-10', text: 'The Town Council objects to the path.\n\nRuth Adair\nMayor' }),
      ],
      flags: [flag],
    },
    {
      name: 'a letter attached to a message of the Clerk',
      council: one,
      mail: [
        letter('hedge', { date: '2026-06-01' }),
        {
          id: 'covering',
          from: 'clerk',
          to: 'resident',
          text: 'A letter of the Chair is attached.\n\nHelen Marsh\nClerk',
          enclosed: [
            {
              name: 'letter.txt',
              text: 'Dear Mrs Petrie\n\nOn behalf of the Parish Council I thank you for the trees.\n\nYours sincerely\n\nRuth Adair\nChair',
            },
          ],
        },
      ],
      flags: [flag],
    },
  ],

  'does not count': [
    { name: 'what is within the number', council: two, mail: [letter('hedge'), letter('path')] },
    {
      name: 'one letter to two people',
      council: one,
      mail: [
        letter('hedge'),
        letter('again', { subject: 'Matter of hedge', to: 'builder', text: letter('hedge').text ?? '' }),
      ],
    },
    {
      name: 'a letter that an officer signs',
      council: one,
      mail: [
        letter('hedge'),
        letter('path', { text: 'The Parish Council objects.\n\nHelen Marsh\nClerk to the Council' }),
      ],
    },
    {
      name: 'a letter as an individual',
      council: one,
      mail: [
        letter('hedge'),
        letter('path', {
          text: 'I write as an individual, not on behalf of the Parish Council. I object.\n\nRuth Adair',
        }),
      ],
    },
    {
      name: 'a letter of the Vice-Chair',
      council: one,
      mail: [
        letter('hedge'),
        letter('path', { from: 'crane', text: 'The Parish Council objects.\n\nSylvia Crane\nVice-Chair' }),
      ],
    },
    {
      name: 'a letter of the last Chair, written after the term',
      council: one,
      mail: [letter('hedge'), letter('path', { from: 'bell', text: 'The Parish Council objects.\n\nThomas Bell' })],
    },
    {
      name: 'words to the media alone',
      council: one,
      mail: [letter('hedge'), letter('path', { to: 'news@gazette.example' })],
    },
    { name: 'what goes to the Clerk', council: one, mail: [letter('hedge'), letter('path', { to: 'clerk' })] },
  ],

  'the council decides': [
    { name: 'without its number the rule does not run', mail: [letter('hedge'), letter('path'), letter('pond')] },
    {
      name: 'no letter at all may be its number',
      council: 'rules: { chair-letter-frequency: { perQuarter: 0 } }',
      mail: [minister],
      flags: [{ by: 'adair', thirdParties: ['office@minister.example'] }],
    },
    {
      name: 'St Just has no clause for it',
      protocol: 'st-just',
      council: one,
      mail: [letter('hedge'), letter('path')],
    },
  ],
});
