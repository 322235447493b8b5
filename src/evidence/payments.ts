import { readAsk, withoutOpening } from './asking-words.ts';
import {
  afterwards,
  amount,
  approval,
  asksOnly,
  authority,
  banking,
  billWords,
  comes,
  handsOver,
  heard,
  inOrder,
  money,
  noAuthority,
  notImperative,
  order,
  ownClaim,
  ownWord,
  papers,
  paysIn,
  paysOut,
  politely,
  politeOrder,
  pressing,
  processes,
  signatory,
  told,
  powerless as withoutPower,
} from './payment-words.ts';
import type { Wording } from './wording.ts';
import { plainWording, quote, type Sentence, sentencesOf } from './words.ts';

/** What a message says of payments. Each a quotation. */
export type PaymentFacts = {
  /** Words that approve a payment of what is billed or given, or tell that it is made; none where a signatory releases what was approved. */
  approvals: string[];
  /** Words that order the reader to pay. To somebody outside who is no bank they ask for money, and give none. */
  orders: string[];
  isBanking: boolean;
  /** The council's decision that the payment rests on, in the text or in what it answers; or null. */
  authority: string | null;
};

const nothing: PaymentFacts = { approvals: [], orders: [], isBanking: false, authority: null };

export function readPayments({ subject, newText, signOff, history }: Wording): PaymentFacts {
  const text = signOff !== '' && newText.endsWith(signOff) ? newText.slice(0, -signOff.length) : newText;
  const answered = history[0]?.text.slice(0, 6_000) ?? '';
  const whole = plainWording(`${subject} ${text}`);
  const isOnBill = billWords.test(plainWording(subject));
  if (!isOnBill && !money.test(whole) && !money.test(plainWording(answered))) return nothing;
  const sentences = sentencesOf(text);
  return {
    ...wordsOfPayment(sentences, isOnBill),
    isBanking: banking.test(whole),
    authority: authorityIn(sentences) ?? authorityIn(sentencesOf(answered)),
  };
}

/** Said of a payment, but nothing is ordered or approved by it. */
function isPowerless(plain: string): boolean {
  return asksOnly.test(plain) || withoutPower.test(plain.replace(pressing, ' '));
}

function wordsOfPayment(sentences: readonly Sentence[], isOnBill: boolean): Pick<PaymentFacts, 'approvals' | 'orders'> {
  const all = sentences.map(({ plain }) => plain).join(' ');
  if (signatory.test(all) && !ownWord.test(all)) return { approvals: [], orders: [] };
  const isOwn = ownClaim.test(all);
  const isAmount = amount.test(all) && !papers.test(all);
  const isOfMoney = paysOut.test(all);
  const quoted = (test: (plain: string, sentence: Sentence) => boolean): string[] =>
    sentences.filter((each) => test(each.plain, each)).map(({ written }) => quote(written));
  const approvals = quoted(
    (plain) =>
      !isPowerless(plain) &&
      (approval.test(plain) || (told.test(plain) && !heard.test(plain)) || (isOfMoney && afterwards.test(plain))),
  );
  // "Ok'd, you will get it on Friday": what comes counts where the text tells that somebody approved.
  const isComing = approvals.length === 0 && inOrder.test(all);
  const isYesToBill = isOnBill && all.length < 160;
  return {
    approvals: isComing ? quoted((plain) => comes.test(plain) && !isPowerless(plain) && !heard.test(plain)) : approvals,
    orders: quoted(
      (plain, sentence) =>
        isOrder(plain) ||
        (!isOwn && wantsPaid(sentence)) ||
        (!isPowerless(plain) && ((isAmount && handsOver.test(plain)) || (isYesToBill && processes.test(plain)))),
    ),
  };
}

function isOrder(sentence: string): boolean {
  if (politeOrder.test(sentence) && !paysIn.test(sentence)) return true;
  const found = isPowerless(sentence) ? null : order.exec(sentence);
  if (!found) return false;
  const other = notImperative.exec(sentence);
  const hasSubject = other !== null && found.index + found[0].length === other.index + other[0].length;
  return !hasSubject || /\byou (?:would|could|can|may|should|must|are|have|need)\b/.test(found[0]);
}

/** An order or request of any shape, where what is wanted is that somebody gets their money. */
function wantsPaid(sentence: Sentence): boolean {
  const { plain } = sentence;
  if (!paysOut.test(plain) || paysIn.test(plain) || withoutPower.test(plain.replace(pressing, ' '))) return false;
  if (asksOnly.test(plain) && !politely.test(plain)) return false;
  const kind = readAsk(withoutOpening(sentence));
  return kind === 'instruction' || (kind === 'request' && !notImperative.test(plain));
}

function authorityIn(sentences: readonly Sentence[]): string | null {
  for (const { plain, written } of sentences) {
    const found = authority.exec(plain);
    if (found && !noAuthority.test(plain.slice(Math.max(0, found.index - 40), found.index))) return quote(written);
  }
  return null;
}
