/** docs/rules/councillor-commitment.md */

import type { Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const letter: Mail = { id: 'letter', from: 'bell', to: 'builder', subject: 'Fence at the recreation ground' };
const saying = (words: string, signature = 'Thomas Bell'): Mail => ({
  ...letter,
  text: `Dear Mr Stone\n\n${words}\n\nYours sincerely\n\n${signature}`,
});
const accepts = saying('The Parish Council accepts your quotation of £450 for the fence.');
const flag = { by: 'bell', thirdParties: ['ivor@stoneworks.example'] };

testRule('councillor-commitment', 'nalc-model-2026', {
  'fires when a councillor binds the council or instructs for it': [
    { name: 'accepts a quotation', mail: [accepts], flags: [flag] },
    {
      name: 'orders',
      mail: [saying('Please supply two oak benches for the green and invoice the council.')],
      flags: [flag],
    },
    {
      name: 'appoints',
      mail: [saying('On behalf of the Parish Council I appoint you as contractor for the fence.')],
      flags: [flag],
    },
    {
      name: 'terminates',
      mail: [saying('The Parish Council terminates your contract for the grass with effect from 30 June.')],
      flags: [flag],
    },
    { name: 'agrees to pay', mail: [saying('The council will pay your invoice of £300.')], flags: [flag] },
    { name: 'instructs works', mail: [saying('Please go ahead with the fence on Monday.')], flags: [flag] },
    {
      name: 'gives formal notice',
      mail: [saying('The Parish Council hereby gives you formal notice to quit the allotment.')],
      flags: [flag],
    },
    {
      name: 'orders an advertisement of a newspaper',
      mail: [
        { ...saying('Please book us a quarter page on Friday and invoice the council.'), to: 'ads@gazette.example' },
      ],
      flags: [{ ...flag, thirdParties: ['ads@gazette.example'] }],
    },
    {
      name: 'in an attached letter that the Clerk sends out',
      mail: [
        {
          ...letter,
          from: 'clerk',
          text: 'Please see the letter attached.\n\nHelen Marsh\nClerk',
          enclosed: [{ name: 'letter.txt', text: accepts.text ?? '' }],
        },
      ],
      flags: [flag],
    },
    {
      name: 'from a private address, where the council is named',
      mail: [{ ...accepts, in: 'bell Sent', from: 'bell at home' }],
      flags: [flag],
    },
    {
      name: "found in the Clerk's mailbox",
      mail: [{ ...accepts, in: 'clerk', cc: 'clerk' }],
      flags: [{ ...flag, grade: 'C' }],
    },
    {
      name: 'to a trusted body',
      mail: [{ ...saying('The Parish Council instructs you to serve the notice on the tenant.'), to: 'solicitor' }],
      flags: [{ ...flag, thirdParties: ['post@fenwick-law.example'] }],
    },
  ],

  'no office excuses it': [
    {
      name: 'the Chair to a Minister',
      mail: [
        {
          ...accepts,
          from: 'adair',
          to: 'minister',
          text: (accepts.text ?? '').replace('Thomas Bell', 'Ruth Adair\nChair'),
        },
      ],
      flags: [{ by: 'adair', thirdParties: ['office@minister.example'] }],
    },
    {
      name: 'the Mayor',
      protocol: 'st-just',
      mail: [
        {
          ...accepts,
          from: 'adair',
          text: (accepts.text ?? '').replace('Parish', 'Town').replace('Thomas Bell', 'Ruth Adair\nMayor'),
        },
      ],
      flags: [{ ...flag, by: 'adair' }],
    },
  ],

  'does not fire where nothing is bound': [
    {
      name: 'it relays a decision that the Clerk will carry out',
      mail: [
        saying(
          'The council decided last night to accept your quotation. The Clerk will write to you to confirm the order.',
        ),
      ],
    },
    {
      name: 'it tells the media what the council pays',
      mail: [{ ...saying('The council is putting in £400 for the fence.'), to: 'news@gazette.example' }],
    },
    { name: 'it asks for a quotation', mail: [saying('Could you let us have a quotation for the fence?')] },
    {
      name: 'it proposes something to the council',
      mail: [saying('I will propose to the council that we accept your quotation.')],
    },
    { name: 'it says that it cannot bind', mail: [saying('I cannot accept your quotation on behalf of the council.')] },
    {
      name: 'it speaks for the council and binds nobody',
      mail: [saying('The Parish Council thanks you for the fence.')],
    },
    {
      name: 'an order for the garden at home',
      mail: [saying('Please supply a shed for my garden; I will pay you myself.')],
    },
    {
      name: 'an order for oneself from a private address',
      mail: [{ ...saying('Please supply two oak benches by Friday.'), in: 'bell Sent', from: 'bell at home' }],
    },
    {
      name: 'as an individual',
      mail: [saying('I write purely in a personal capacity. I accept your quotation for the fence.')],
    },
    {
      name: 'words of an order in the quoted history',
      mail: [
        {
          ...letter,
          text: 'Thank you.\n\nThomas\n\nOn 1 Jun 2026 at 09:00, Helen Marsh <clerk@netherbarrow.gov.uk> wrote:\n> The Parish Council accepts your quotation of £450 for the fence.',
        },
      ],
    },
  ],

  'does not fire because of who writes and to whom': [
    {
      name: 'an officer signs as well',
      mail: [
        saying('The Parish Council accepts your quotation of £450 for the fence.', 'Thomas Bell\nHelen Marsh, Clerk'),
      ],
    },
    {
      name: 'the Clerk writes',
      mail: [{ ...accepts, from: 'clerk', text: (accepts.text ?? '').replace('Thomas Bell', 'Helen Marsh\nClerk') }],
    },
    { name: 'it stays within the council', mail: [{ ...accepts, to: 'clerk' }] },
    { name: 'a former councillor', mail: [{ ...accepts, in: 'holt Sent', from: 'holt' }] },
    { name: 'a mailbox rule forwarded somebody else’s order', mail: [{ ...accepts, from: 'resident', in: 'bell' }] },
    { name: 'an automatic reply', mail: [{ ...accepts, fields: 'Auto-Submitted: auto-replied' }] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      council: 'rules: { councillor-commitment: { enabled: false } }',
      mail: [accepts],
    },
  ],
});
