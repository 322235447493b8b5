/** docs/rules/payment-authorised-by-councillor.md */

import { answerTo, type Mail } from '../support/mail-kit.ts';
import { testRule } from './rule-cases.ts';

const saying = (text: string, more: Partial<Mail> = {}): Mail => ({
  from: 'bell',
  to: 'clerk',
  subject: 'Fencing',
  text: `${text}\n\nThomas`,
  ...more,
});
const pays = saying('I have looked at the fence and am happy with it. Please pay the invoice today.');
const flag = { by: 'bell', affected: ['clerk'] };
const schedule: Mail = {
  id: 'schedule',
  from: 'clerk',
  to: 'bell',
  subject: 'Second signature',
  text: 'Dear Thomas\n\nThe two payments on the May schedule (minute 61/26) are waiting. May I send them?\n\nHelen',
};

testRule('payment-authorised-by-councillor', 'nalc-model-2026', {
  'fires when a councillor approves a payment on their own word': [
    { name: 'tells the Clerk to pay', mail: [pays], flags: [flag] },
    { name: 'authorises', mail: [saying('Brightline’s bill is £318. I authorise payment.')], flags: [flag] },
    { name: 'in four words', mail: [saying('OK to pay. Tom')], flags: [flag] },
    {
      name: 'out of petty cash, to another officer',
      mail: [saying('Please give the band their £50 out of petty cash.', { to: 'deputy' })],
      flags: [{ by: 'bell', affected: ['deputy'] }],
    },
    {
      name: 'says that it is to be paid, also with the Clerk in Cc',
      mail: [saying('The grant to the band is to be paid today.', { to: 'deputy', cc: 'clerk' })],
      flags: [{ by: 'bell', affected: ['deputy'] }],
    },
    {
      name: 'to an address that officers share',
      mail: [{ ...pays, to: 'office' }],
      flags: [{ by: 'bell', affected: ['clerk', 'deputy'] }],
    },
    {
      name: 'to another councillor, with the Clerk in Cc',
      mail: [{ ...pays, to: 'adair', cc: 'clerk' }],
      flags: [flag],
    },
    {
      name: 'to the supplier, of a bill',
      mail: [saying('I have approved your invoice 118 for payment.', { to: 'builder' })],
      flags: [{ by: 'bell' }],
    },
    {
      name: 'to the bank',
      mail: [
        saying('Please make the payment of £1,260 to A. Stone for the wall today. I authorise it.', {
          to: 'business@bank.example',
        }),
      ],
      flags: [{ by: 'bell' }],
    },
    { name: 'from a private address', mail: [{ ...pays, in: 'bell Sent', from: 'bell at home' }], flags: [flag] },
    { name: 'the Chair', mail: [{ ...pays, from: 'adair' }], flags: [{ ...flag, by: 'adair' }] },
    {
      name: 'a signatory on their own word',
      mail: [saying('Please release the £300 to Stone online, on my say-so as a signatory.')],
      flags: [flag],
    },
    {
      name: 'where the council is to hear of it afterwards',
      mail: [saying('Please pay Stone now. I will square it with the council at the next meeting.')],
      flags: [flag],
    },
    { name: "found in the Clerk's mailbox", mail: [{ ...pays, in: 'clerk' }], flags: [{ ...flag, grade: 'C' }] },
  ],

  'does not fire where the council has decided': [
    { name: 'a minute is named', mail: [saying('Please pay Stone’s invoice, minute 61/26.')] },
    { name: 'the council approved it', mail: [saying('The council approved the invoice on Tuesday. Please pay it.')] },
    { name: 'an approved schedule is named', mail: [saying('Please pay those on the approved schedule.')] },
    {
      name: 'what it answers names the minute',
      mail: [{ ...saying(''), text: answerTo(schedule, 'Yes, please pay them.') }],
    },
    {
      name: 'an officer named the minute earlier in the conversation',
      mail: [schedule, { ...saying('Please pay them.'), answers: 'schedule' }],
    },
    { name: 'a signatory releases', mail: [saying('I have approved both payments online.')] },
    { name: 'a signatory signs', mail: [saying('I have signed the cheques. Please send the payment.')] },
  ],

  'does not fire where nothing is approved': [
    { name: 'asks whether it was paid', mail: [saying('Has Stone been paid yet?')] },
    { name: 'hands an invoice on', mail: [saying('This invoice came to me by mistake. Yours I think.')] },
    { name: 'proposes', mail: [saying('I would support paying the extra £186, but it is for the council to say.')] },
    { name: 'holds a payment back', mail: [saying('Please do not pay Stone until the gate closes.')] },
    { name: 'claims expenses', mail: [saying('My mileage was 52 miles, so £23.40. Whom do I give the form to?')] },
    { name: 'pays out of their own purse', mail: [saying('I will pay the £20 out of my own pocket.')] },
    {
      name: 'the words stand in the quoted history only',
      mail: [{ ...saying(''), text: answerTo({ ...pays, from: 'crane' }, 'I have seen this.') }],
    },
    {
      name: 'an order that says the council will pay is a commitment alone',
      mail: [
        saying('Please supply two benches and invoice the council; the council will pay your bill of £300.', {
          to: 'builder',
        }),
      ],
    },
  ],

  'does not fire because of who writes and to whom': [
    { name: 'an officer tells the Clerk', mail: [{ ...pays, from: 'deputy' }] },
    { name: 'councillors among themselves', mail: [{ ...pays, to: 'adair' }] },
    { name: 'a former councillor', mail: [{ ...pays, in: 'clerk', from: 'holt' }] },
    { name: 'an automatic reply', mail: [{ ...pays, fields: 'Auto-Submitted: auto-replied' }] },
    { name: 'mail that is not opened', mail: [{ ...pays, cc: 'rep@union.example' }] },
  ],

  'the council decides': [
    {
      name: 'switched off, it is silent',
      mail: [pays],
      council: 'rules: { payment-authorised-by-councillor: { enabled: false } }',
    },
    { name: 'runs under St Just', mail: [pays], protocol: 'st-just', flags: [flag] },
    {
      name: 'a commitment is none of it, also where the rule for commitments is switched off',
      mail: [saying('Please go ahead with the fence. The council will pay your invoice.', { to: 'builder' })],
      council: 'rules: { councillor-commitment: { enabled: false } }',
    },
  ],
});
