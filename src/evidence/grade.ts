/**
 * How surely a fact is known (contract, section 3): A envelope or journal report, B the sender's own copy, C delivered to a mailbox whose
 * owner is not addressed, D inferred.
 */
export type Grade = 'A' | 'B' | 'C' | 'D';

/** One piece of evidence with its place. `quote` is at most 200 characters. */
export type EvidenceItem = { kind: string; where: string; quote?: string };
