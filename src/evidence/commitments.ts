import {
  arranges,
  billPassed,
  bindsAtOnce,
  casework,
  contractWords,
  everydayWords,
  inTrade,
  ownHome,
  powerless,
  privatePurpose,
  relay,
  request,
  trade,
} from './commitment-words.ts';
import { plainWording, quote, sentencesOf } from './words.ts';

/** Words that create an obligation or give an instruction. */
export type Commitment = {
  kind: 'acceptance' | 'order' | 'instruction' | 'appointment' | 'termination' | 'payment' | 'grant' | 'notice';
  quote: string;
  /** The sentence itself says whose money or word it is ("the council will pay"). */
  namesCouncil: boolean;
};

export class CommitmentReader {
  readonly #relay: RegExp;
  readonly #arranges: RegExp;
  readonly #mentionsCouncil: (text: string) => boolean;

  /** `officers`: folded first names and full names of the officers, so that "you will hear from Margaret" is understood. */
  constructor(officers: string[], mentionsCouncil: (text: string) => boolean) {
    const names = officers.length > 0 ? officers.join('|') : 'the clerk';
    this.#relay = new RegExp(relay.source.replaceAll('%OFFICERS%', names));
    this.#arranges = new RegExp(arranges.source.replaceAll('%OFFICERS%', names), 'g');
    this.#mentionsCouncil = mentionsCouncil;
  }

  /** Whether the text as a whole leaves the doing to the Clerk or the council. */
  isRelay(text: string): boolean {
    const plain = plainWording(text);
    return this.#relay.test(bindsAtOnce.test(plain) ? plain.replace(this.#arranges, ' ') : plain);
  }

  /** The text is about the writer's own affairs, and no council stands behind it. `body`: the text without its signature. */
  isPrivate(text: string, body = text): boolean {
    const plain = plainWording(text);
    if (!privatePurpose.test(plain) && !ownHome.test(plain)) return false;
    const own = plainWording(body);
    return !this.#namesCouncil(plain) || (ownHome.test(own) && !this.#namesCouncil(own.replace(noConcern, ' ')));
  }

  #namesCouncil(plain: string): boolean {
    return (
      this.#mentionsCouncil(plain) ||
      /\b(?:town hall|guildhall|parish office|(?:parish|town|community) council meetings?)\b/.test(plain)
    );
  }

  /** "The Parochial Church Council accepts": not ours. */
  #isOtherBody(sentence: string): boolean {
    return (
      /\b(?:church|county|district|borough|city|unitary|youth|school|sports|student) council\b/.test(sentence) &&
      !/\b(?:parish|town) council\b/.test(sentence)
    );
  }

  /** `around`: subject and quoted history, which show whether the other side is a supplier. */
  read(text: string, around: string): Commitment[] {
    const found: Commitment[] = [];
    const all = plainWording(`${around} ${text}`);
    const isTrade = trade.test(all) && !casework.test(all);
    const usable = isTrade ? [...contractWords, ...everydayWords, ...inTrade] : [...contractWords, ...everydayWords];
    let before = '';
    for (const { written, plain } of sentencesOf(text)) {
      const folded = plain
        .replace(/^(?:hi|hello|dear|morning|afternoon|evening|thanks|ta|cheers)[^,.!]{0,25}[,.!]+ */, '')
        .replace(billPassed, ' ');
      const together = `${before} ${folded}`;
      before = folded;
      if (
        folded.length < 4 ||
        isAsking(folded) ||
        powerless.test(folded) ||
        request.test(folded) ||
        isPast(folded) ||
        this.#isOtherBody(folded) ||
        privatePurpose.test(folded)
      )
        continue;
      const pattern =
        usable.find(([, expression]) => expression.test(folded)) ??
        (/^(?:yes[, ]*)?you may\.?$/.test(folded)
          ? everydayWords.find(([kind, expression]) => kind === 'grant' && expression.test(together))
          : undefined);
      if (!pattern) continue;
      found.push({
        kind: pattern[0],
        quote: quote(written),
        namesCouncil: this.#mentionsCouncil(folded) || /\bcouncil\b/.test(folded),
      });
    }
    return found;
  }
}

/** Said of the council to keep it out of the matter. */
const noConcern =
  /\b(?:not|nothing|no|rather than|instead of|and never)\b(?: [\w']+){0,5}? (?:the |this |our )?(?:parish |town )?council(?:'s)?\b/g;

/** A question binds nobody, unless it only dresses up an order to a supplier. */
function isAsking(sentence: string): boolean {
  return (
    /\?\W*$/.test(sentence) &&
    !/\b(?:can|could|will|would) you (?:please |just |then )*(?:go ahead|crack on|get on with|start (?:on|the|work)|book us|put us down)\b/.test(
      sentence,
    )
  );
}

/** What was done some time ago, or by others, is told and not ordered. */
function isPast(sentence: string): boolean {
  return (
    /\bi (?:read|hear|heard|see|saw|understand|gather|notice|noticed)\b[^.;!?]{0,40}\bthat\b|\b(?:last (?:year|month|week|spring|summer|autumn|winter|time the)|in (?:19|20)\d\d|years? ago|months? ago|back in|used to|originally|at the time|our clerk|the clerk (?:gave|wrote|placed|ordered|signed|has (?:written|placed|ordered|signed|given)|terminated|cancelled|accepted|let|did|booked)|was (?:let|signed|placed|given|awarded|cancelled|terminated) (?:by|in|to|last))\b/.test(
      sentence,
    ) && !/\bsame as last\b/.test(sentence)
  );
}
