import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { RuleId } from '../council/rule-ids.ts';
import type { Calendar } from '../council/working-days.ts';
import type { Lineage } from '../evidence/lineage.ts';
import type { MailEvidence } from '../evidence/mail-evidence.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import type { MessageView } from '../evidence/message-view.ts';
import type { Need } from '../evidence/read-facts.ts';
import type { EvidenceItem, Flag, Grade } from './flag.ts';

/** What a pack and the council file tell a rule. Only scalars and lists of words, so that a council can read them. */
export type RuleSettings = Record<string, string | number | boolean | string[]>;

/** All that a rule may look at. Time comes in as `asOf`, the last local day that is known to be over or running. */
export type RuleContext = {
  roster: Roster;
  evidence: MailEvidence;
  lineage: Lineage;
  calendar: Calendar;
  asOf: LocalDate;
  settings: RuleSettings;
  /** What the clause's own text excuses, such as `chair-to-minister`. */
  exceptions: string[];
};

/** What a rule says of one message. The pack decides what follows from it. */
export type Finding = {
  /** Names what the protocol's text excuses it by; null where nothing does. */
  exception: string | null;
  grade: Grade;
  mailbox: string;
  by: string | null;
  affected: string[];
  hidden: string[];
  thirdParties: string[];
  evidence: EvidenceItem[];
};

/** A flag's facts, without the words that are rendered from them. */
export type FlagFacts = Omit<Flag, 'explanation' | 'remedy'>;

/** What people are told about a flag, in plain words. `considered`: which exceptions were looked at, and why they do not hold. */
export type Account = { explanation: string; remedy: string; considered: string[] };

export type Rule = {
  id: RuleId;
  /** It judges what somebody outside wrote, and who of the council owed something for it. Absent: only what the council's people wrote. */
  judgesOutsiders?: true;
  /** What of a message the rule must have opened (the gate). Decided from the header section alone. */
  needs: (view: MessageView, settings: RuleSettings) => Need;
  /** Pure: the same evidence gives the same finding. Null: nothing to report. */
  judge: (message: MessageEvidence, context: RuleContext) => Finding | null;
  /** Rendered each time it is shown, never stored (design, "flag log"). */
  account: (flag: FlagFacts, roster: Roster) => Account;
};
