import { capacityNotStated } from './capacity-not-stated.ts';
import { ccNoteMismatch } from './cc-note-mismatch.ts';
import { ccNoteMissing } from './cc-note-missing.ts';
import { chairLetterFrequency } from './chair-letter-frequency.ts';
import { complaintResponseOverdue } from './complaint-response-overdue.ts';
import { confidentialReasonMissing } from './confidential-reason-missing.ts';
import { confidentialToThirdParty } from './confidential-to-third-party.ts';
import { copyWithoutConsent } from './copy-without-consent.ts';
import { councillorCommitment } from './councillor-commitment.ts';
import { councillorResponseOverdue } from './councillor-response-overdue.ts';
import { documentRequestNotViaClerk } from './document-request-not-via-clerk.ts';
import { groupReportNotShared } from './group-report-not-shared.ts';
import { mediaContactWithoutOfficer } from './media-contact-without-officer.ts';
import { memberLeftOffDistribution } from './member-left-off-distribution.ts';
import { officerResponseOverdue } from './officer-response-overdue.ts';
import { officialLetterCouncillorName } from './official-letter-councillor-name.ts';
import { paymentAuthorisedByCouncillor } from './payment-authorised-by-councillor.ts';
import { pressReleaseUnapproved } from './press-release-unapproved.ts';
import type { Rule } from './rule.ts';
import type { RuleId } from './rule-ids.ts';
import { silentCopy } from './silent-copy.ts';
import { staffContactBypassesClerk } from './staff-contact-bypasses-clerk.ts';
import { undisclosedForward } from './undisclosed-forward.ts';

const rules: Record<RuleId, Rule> = {
  'silent-copy': silentCopy,
  'undisclosed-forward': undisclosedForward,
  'cc-note-missing': ccNoteMissing,
  'cc-note-mismatch': ccNoteMismatch,
  'copy-without-consent': copyWithoutConsent,
  'official-letter-councillor-name': officialLetterCouncillorName,
  'councillor-commitment': councillorCommitment,
  'capacity-not-stated': capacityNotStated,
  'confidential-to-third-party': confidentialToThirdParty,
  'confidential-reason-missing': confidentialReasonMissing,
  'staff-contact-bypasses-clerk': staffContactBypassesClerk,
  'document-request-not-via-clerk': documentRequestNotViaClerk,
  'payment-authorised-by-councillor': paymentAuthorisedByCouncillor,
  'officer-response-overdue': officerResponseOverdue,
  'councillor-response-overdue': councillorResponseOverdue,
  'complaint-response-overdue': complaintResponseOverdue,
  'group-report-not-shared': groupReportNotShared,
  'press-release-unapproved': pressReleaseUnapproved,
  'media-contact-without-officer': mediaContactWithoutOfficer,
  'member-left-off-distribution': memberLeftOffDistribution,
  'chair-letter-frequency': chairLetterFrequency,
};

/** Every rule, in the order of the contract. Whether one runs, the pack and the council file decide. */
export const allRules: readonly Rule[] = Object.values(rules);

export function ruleOf(id: RuleId): Rule {
  return rules[id];
}
