/** The codes of a review, which stay in the chain for ever, and what they are in plain words. */

/** Why a flag is dismissed. Nothing in a code is about anybody: who, when and why stands in sealed text. */
export const dismissalReasons = {
  'exception-applies': 'An exception of the clause applies',
  'consent-on-file': 'Consent is on file',
  'approval-on-file': 'Approval is on file',
  'marking-unjustified': 'The marking was not justified',
  'wrong-match': 'Candour matched the wrong thing',
  duplicate: 'The same matter as another flag',
  'out-of-scope': 'Not what the clause is about',
} as const;

/** What was done about a departure; one or more. The breach register is that of UK GDPR, Article 33(5). */
export const actions = {
  'word-had': 'A word was had with the person',
  'note-sent': 'A note was sent to those concerned',
  contained: 'The disclosure was contained',
  'breach-register': 'Entered in the personal data breach register',
  training: 'Training was arranged',
} as const;

export type DismissalReason = keyof typeof dismissalReasons;
export type Action = keyof typeof actions;

/** These name a paper: its date and where it lies are needed with them. */
export const reasonsOnFile: readonly DismissalReason[] = ['consent-on-file', 'approval-on-file'];

export function isDismissalReason(word: string): word is DismissalReason {
  return Object.hasOwn(dismissalReasons, word);
}

export function isAction(word: string): word is Action {
  return Object.hasOwn(actions, word);
}
