/** The names of the rules, as the contract fixes them (section 4): council files and protocol packs use no others. */

export const ruleIds = [
  'silent-copy',
  'undisclosed-forward',
  'cc-note-missing',
  'cc-note-mismatch',
  'copy-without-consent',
  'official-letter-councillor-name',
  'councillor-commitment',
  'capacity-not-stated',
  'confidential-to-third-party',
  'confidential-reason-missing',
  'staff-contact-bypasses-clerk',
  'document-request-not-via-clerk',
  'payment-authorised-by-councillor',
  'officer-response-overdue',
  'councillor-response-overdue',
  'complaint-response-overdue',
  'group-report-not-shared',
  'press-release-unapproved',
  'media-contact-without-officer',
  'member-left-off-distribution',
  'chair-letter-frequency',
] as const;

export type RuleId = (typeof ruleIds)[number];

export function isRuleId(text: string): text is RuleId {
  return (ruleIds as readonly string[]).includes(text);
}
