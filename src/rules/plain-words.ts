/** Short words for people, where a table or a notice has no room for a sentence. */

import type { RuleId } from '../council/rule-ids.ts';
import type { Grade, Severity } from './flag.ts';

/** At most 22 characters each. */
const ruleWords: Partial<Record<RuleId, string>> = {
  'silent-copy': 'Hidden copy',
  'undisclosed-forward': 'Forward not disclosed',
  'cc-note-missing': 'Note of copy missing',
  'cc-note-mismatch': 'Note without a copy',
  'copy-without-consent': 'Copied on unasked',
  'official-letter-councillor-name': 'Letter under own name',
  'councillor-commitment': 'Committed the council',
  'capacity-not-stated': 'Capacity not stated',
  'confidential-to-third-party': 'Confidential item sent',
  'confidential-reason-missing': 'Marked, but no reason',
  'staff-contact-bypasses-clerk': 'Clerk bypassed',
  'document-request-not-via-clerk': 'Papers not via Clerk',
  'payment-authorised-by-councillor': 'Payment on own word',
  'officer-response-overdue': 'Officer’s answer late',
  'councillor-response-overdue': 'Cllr’s answer late',
  'complaint-response-overdue': 'Public’s enquiry open',
  'group-report-not-shared': 'One group, not others',
  'press-release-unapproved': 'Release not cleared',
  'media-contact-without-officer': 'Media without officer',
  'member-left-off-distribution': 'Member left off notice',
  'chair-letter-frequency': 'Many letters of Chair',
};

export function ruleInWords(rule: string): string {
  return ruleWords[rule as RuleId] ?? rule.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
}

export const gradeInShort: Record<Grade, string> = {
  A: 'certain',
  B: 'well founded',
  C: 'likely',
  D: 'inferred',
};

export const severityInWords: Record<Severity, string> = {
  serious: 'Serious: the protocol says never, or confidence was broken',
  ordinary: 'Ordinary',
  advice: 'Advice: easily put right next time',
};

export function countOf(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? noun : plural}`;
}

/** Digits of a flag's id that people are shown; commands take them. */
export const shortIdLength = 8;
