import type { LocalDate } from '../council/council.ts';
import type { NameReader } from './names.ts';
import type { Wording } from './wording.ts';

/** One sentence that wants something: that something be done (`instruction`, `request`), told (`enquiry`) or handed over (`document`), or that worries. */
export type Ask = { kind: 'instruction' | 'request' | 'enquiry' | 'document' | 'concern'; quote: string };

/** What a message asks of its readers. Thanks, statements and handing on without asking words ask nothing. */
export type AskingFacts = {
  asks: Ask[];
  /** It is about council business; a private message is none. */
  isBusiness: boolean;
  /** Words that say that an earlier request is settled, or null. */
  settled: string | null;
  /** Words by which a Clerk agrees that councillors turn to another officer; `officers`: ids of those meant, none where nobody is named. */
  directContact: { quote: string; officers: string[] }[];
  /** Words that name the Clerk, or null: a concern about the Clerk must not be betrayed to the Clerk. */
  namesClerk: string | null;
};

export function readAsking(_wording: Wording, _names: NameReader, _date: LocalDate): AskingFacts {
  return { asks: [], isBusiness: false, settled: null, directContact: [], namesClerk: null };
}
