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
import { silentCopy } from './silent-copy.ts';
import { staffContactBypassesClerk } from './staff-contact-bypasses-clerk.ts';
import { undisclosedForward } from './undisclosed-forward.ts';

/** Every rule that this version knows, in the order of the contract. Whether one runs, the pack and the council file decide. */
export const allRules: readonly Rule[] = [
  silentCopy,
  undisclosedForward,
  ccNoteMissing,
  ccNoteMismatch,
  copyWithoutConsent,
  officialLetterCouncillorName,
  councillorCommitment,
  capacityNotStated,
  confidentialToThirdParty,
  confidentialReasonMissing,
  staffContactBypassesClerk,
  documentRequestNotViaClerk,
  paymentAuthorisedByCouncillor,
  officerResponseOverdue,
  councillorResponseOverdue,
  complaintResponseOverdue,
  groupReportNotShared,
  pressReleaseUnapproved,
  mediaContactWithoutOfficer,
  memberLeftOffDistribution,
  chairLetterFrequency,
];

export function ruleOf(id: string): Rule | null {
  return allRules.find((rule) => rule.id === id) ?? null;
}
