import type { QuotedMessage } from '../mail/message.ts';

/** One message's own words, as the readers of single topics get them. */
export type Wording = {
  subject: string;
  newText: string;
  /** The closing words and the signature, as they end `newText`; '' where none were found. */
  signOff: string;
  /** The beginnings of attached documents, where a rule needed those opened. */
  heads: readonly string[];
  /** The names of attached documents. */
  fileNames: readonly string[];
  /** What it quotes or forwards, newest first: other people's words. */
  history: readonly QuotedMessage[];
};

/** The new text as far as the writer speaks, without closing words and signature. */
export function withoutSignOff({ newText, signOff }: Pick<Wording, 'newText' | 'signOff'>): string {
  return signOff !== '' && newText.endsWith(signOff) ? newText.slice(0, -signOff.length) : newText;
}
