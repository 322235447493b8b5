import {
  amount,
  approval,
  authority,
  comes,
  handsOver,
  money,
  noAuthority,
  notImperative,
  order,
  ownWord,
  papers,
  politeOrder,
  powerless,
  signatory,
  told,
} from './payment-words.ts';
import type { Wording } from './wording.ts';
import { plainWording, quote, type Sentence, sentencesOf } from './words.ts';

/** What a message says of payments. Each a quotation. */
export type PaymentFacts = {
  /** Words that approve a payment of what is billed or given, or tell that it be made; none where a signatory releases what was approved. */
  approvals: string[];
  /** The council's decision that the payment rests on, in the text or in what it answers; or null. */
  authority: string | null;
};

const nothing: PaymentFacts = { approvals: [], authority: null };

export function readPayments({ subject, newText, signOff, history }: Wording): PaymentFacts {
  const text = signOff !== '' && newText.endsWith(signOff) ? newText.slice(0, -signOff.length) : newText;
  const answered = history[0]?.text.slice(0, 6_000) ?? '';
  if (!money.test(plainWording(`${subject} ${text}`)) && !money.test(plainWording(answered))) return nothing;
  const sentences = sentencesOf(text);
  return {
    approvals: approvalsIn(sentences),
    authority: authorityIn(sentences) ?? authorityIn(sentencesOf(answered)),
  };
}

function approvalsIn(sentences: readonly Sentence[]): string[] {
  const all = sentences.map(({ plain }) => plain).join(' ');
  if (signatory.test(all) && !ownWord.test(all)) return [];
  const isOfMoney = amount.test(all) && !papers.test(all);
  const found = sentences.filter(
    ({ plain }) => approves(plain) || (isOfMoney && handsOver.test(plain) && !powerless.test(plain)),
  );
  const coming = found.length > 0 ? [] : sentences.filter(({ plain }) => comes.test(plain) && !powerless.test(plain));
  return [...found, ...(coming.length > 0 && /\b(?:ok'?d|passed|approved|signed off)\b/.test(all) ? coming : [])].map(
    ({ written }) => quote(written),
  );
}

function approves(sentence: string): boolean {
  if (politeOrder.test(sentence)) return true;
  if (powerless.test(sentence)) return false;
  if (approval.test(sentence) || told.test(sentence)) return true;
  const found = order.exec(sentence);
  if (!found) return false;
  const other = notImperative.exec(sentence);
  return (
    other === null ||
    found.index + found[0].length !== other.index + other[0].length ||
    /\byou (?:would|could|can|may|should|must|are|have|need)\b/.test(found[0])
  );
}

function authorityIn(sentences: readonly Sentence[]): string | null {
  for (const { plain, written } of sentences) {
    const found = authority.exec(plain);
    if (found && !noAuthority.test(plain.slice(Math.max(0, found.index - 40), found.index))) return quote(written);
  }
  return null;
}
