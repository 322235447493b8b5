/** A flag as the contract prints it (section 3 and flag.schema.json). */

import type { EvidenceItem, Grade } from '../evidence/grade.ts';

export type { EvidenceItem, Grade };

export type Severity = 'serious' | 'ordinary' | 'advice';

export type Flag = {
  rule: string;
  status: 'open' | 'excepted';
  severity: Severity;
  grade: Grade;
  council: string;
  messageId: string;
  /** RFC 3339 with the council's local offset. */
  date: string;
  mailbox: string;
  clause: { protocol: string; ref: string };
  people: { by: string | null; affected: string[]; hidden: string[] };
  thirdParties: string[];
  exception: string | null;
  explanation: string;
  remedy: string;
  evidence: EvidenceItem[];
};

/**
 * A flag as the audit hands it to the log: the contract's flag with the key of its message. `messageKey` is the Message-ID,
 * with a fingerprint behind it where different messages share that Message-ID; rule and messageKey make the flag's identity.
 */
export type StandingFlag = { messageKey: string; flag: Flag };
