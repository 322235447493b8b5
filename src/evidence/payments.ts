import { readAsk, withoutOpening } from './asking-words.ts';
import {
  afterwards,
  amount,
  approval,
  authority,
  banking,
  comes,
  handsOver,
  money,
  noAuthority,
  notImperative,
  order,
  ownWord,
  papers,
  paysIn,
  paysOut,
  politeOrder,
  powerless,
  signatory,
  told,
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
  if (!money.test(whole) && !money.test(plainWording(answered))) return nothing;
  const sentences = sentencesOf(text);
  return {
    ...wordsOfPayment(sentences),
    isBanking: banking.test(whole),
    authority: authorityIn(sentences) ?? authorityIn(sentencesOf(answered)),
  };
}

function wordsOfPayment(sentences: readonly Sentence[]): Pick<PaymentFacts, 'approvals' | 'orders'> {
  const all = sentences.map(({ plain }) => plain).join(' ');
  if (signatory.test(all) && !ownWord.test(all)) return { approvals: [], orders: [] };
  const isAmount = amount.test(all) && !papers.test(all);
  const isOfMoney = paysOut.test(all);
  const quoted = (test: (plain: string, sentence: Sentence) => boolean): string[] =>
    sentences.filter((each) => test(each.plain, each)).map(({ written }) => quote(written));
  const approvals = quoted(
    (plain) =>
      !powerless.test(plain) && (approval.test(plain) || told.test(plain) || (isOfMoney && afterwards.test(plain))),
  );
  // "Ok'd, you will get it on Friday": what comes counts where the text tells that somebody approved.
  const isComing = approvals.length === 0 && /\b(?:ok'?d|passed|approved|signed off)\b/.test(all);
  return {
    approvals: isComing ? quoted((plain) => comes.test(plain) && !powerless.test(plain)) : approvals,
    orders: quoted(
      (plain, sentence) =>
        isOrder(plain) || wantsPaid(sentence) || (isAmount && handsOver.test(plain) && !powerless.test(plain)),
    ),
  };
}

function isOrder(sentence: string): boolean {
  if (politeOrder.test(sentence) && !paysIn.test(sentence)) return true;
  const found = powerless.test(sentence) ? null : order.exec(sentence);
  if (!found) return false;
  const other = notImperative.exec(sentence);
  const hasSubject = other !== null && found.index + found[0].length === other.index + other[0].length;
  return !hasSubject || /\byou (?:would|could|can|may|should|must|are|have|need)\b/.test(found[0]);
}

/** An order or request of any shape, where what is wanted is that somebody gets their money. */
function wantsPaid(sentence: Sentence): boolean {
  const { plain } = sentence;
  if (!paysOut.test(plain) || paysIn.test(plain) || powerless.test(plain)) return false;
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
