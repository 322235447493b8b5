/** One message's own words, as the readers of single topics get them. */
export type Wording = {
  subject: string;
  newText: string;
  /** The closing words and the signature, as they end `newText`; '' where none were found. */
  signOff: string;
  /** The beginnings of attached documents, where a rule needed those opened. */
  heads: readonly string[];
};
