/** What the events of a log say of each flag now. Pure; events of types unknown to this version change nothing. */

import type { EvidenceItem, Grade, Severity } from '../rules/flag.ts';
import { type Canonical, isCanonicalArray, isCanonicalObject } from './canonical.ts';
import type { LogEvent, SealedValue, SealedValues } from './events.ts';

/** What an event about a flag says of it in the clear, as of after the event. */
export type FlagFacts = {
  rule: string;
  clause: { protocol: string; ref: string };
  severity: Severity;
  grade: Grade;
  status: 'open' | 'excepted';
  exception: string | null;
};

export type EventPlace = { seq: number; time: string };

export type FlagState = {
  id: string;
  facts: FlagFacts;
  isStanding: boolean;
  /** Why it was withdrawn; empty for a standing flag. */
  reasons: string[];
  /** The first and the newest event about the flag. */
  raised: EventPlace;
  changed: EventPlace;
  sealed: SealedValues;
};

/** A flag as the log knows it: like the contract's, without what is rendered and without what was erased. */
export type LoggedFlag = FlagFacts & {
  id: string;
  council: string;
  isStanding: boolean;
  reasons: string[];
  raised: EventPlace;
  changed: EventPlace;
  messageKey: string | null;
  messageId: string | null;
  /** RFC 3339 with the council's local offset. */
  date: string | null;
  mailbox: string | null;
  people: { by: string | null; affected: string[]; hidden: string[] };
  thirdParties: string[];
  evidence: EvidenceItem[];
  /** Sealed fields of which something was erased. */
  erased: string[];
};

export const flagEventTypes: readonly string[] = [
  'flag-raised',
  'flag-strengthened',
  'flag-widened',
  'flag-changed',
  'flag-withdrawn',
  'flag-restored',
];

/** By id, in the order in which they were first raised. */
export class FlagMap extends Map<string, FlagState> {
  /** Every rule of which there is or was a flag. */
  readonly rules = new Set<string>();

  override set(id: string, flag: FlagState): this {
    this.rules.add(flag.facts.rule);
    return super.set(id, flag);
  }
}

export function foldFlags(events: readonly LogEvent[]): FlagMap {
  const flags = new FlagMap();
  foldOnto(flags, events);
  return flags;
}

/** Puts into `flags` what each flag is after these events; `before` says what it was. */
export function foldOnto(
  flags: Map<string, FlagState>,
  events: readonly LogEvent[],
  before: ReadonlyMap<string, FlagState> = flags,
): void {
  for (const event of events) {
    const { type, data, time } = event.entry;
    if (!flagEventTypes.includes(type)) continue;
    const { id, facts } = readFacts(data);
    const place = { seq: event.seq, time };
    const known = before.get(id);
    const isStanding =
      type === 'flag-withdrawn' ? false : type === 'flag-restored' ? true : (known?.isStanding ?? true);
    flags.set(id, {
      id,
      facts,
      isStanding,
      reasons: isStanding ? [] : readWords(data.reasons),
      raised: known?.raised ?? place,
      changed: place,
      sealed: { ...known?.sealed, ...event.sealed },
    });
  }
}

export function toLoggedFlag(council: string, state: FlagState): LoggedFlag {
  const { sealed } = state;
  const texts = (field: string): string[] => valuesOf(sealed[field]).filter((value) => typeof value === 'string');
  const ids = (field: string): string[] => valuesOf(sealed[field]).flatMap((value) => readId(value) ?? []);
  const first = (field: string): string | null => texts(field)[0] ?? null;
  return {
    id: state.id,
    council,
    ...state.facts,
    isStanding: state.isStanding,
    reasons: state.reasons,
    raised: state.raised,
    changed: state.changed,
    messageKey: first('messageKey'),
    messageId: first('messageId'),
    date: first('messageDate'),
    mailbox: first('mailbox'),
    people: { by: ids('by')[0] ?? null, affected: ids('affected'), hidden: ids('hidden') },
    thirdParties: texts('thirdParties'),
    evidence: readEvidence(sealed),
    erased: Object.keys(sealed).filter((field) => sealed[field]?.includes('erased')),
  };
}

/** The values that are open; where some were erased, positions shift. */
export function valuesOf(values: readonly SealedValue[] | undefined): Canonical[] {
  return (values ?? []).flatMap((sealed) => (typeof sealed === 'string' ? [] : [sealed.value]));
}

export function readId(value: Canonical): string | null {
  return isCanonicalObject(value) && typeof value.id === 'string' ? value.id : null;
}

export function readWords(value: Canonical | undefined): string[] {
  return isCanonicalArray(value) ? value.filter((word) => typeof word === 'string') : [];
}

function readEvidence(sealed: SealedValues): EvidenceItem[] {
  return (sealed.evidence ?? []).flatMap((found, index) => {
    if (typeof found === 'string' || !isCanonicalObject(found.value)) return [];
    const quote = sealed.quotes?.[index];
    const text = typeof quote === 'object' ? quote.value : null;
    const { kind, where } = found.value;
    return [{ kind: String(kind), where: String(where), ...(typeof text === 'string' ? { quote: text } : {}) }];
  });
}

function readFacts(data: LogEvent['entry']['data']): { id: string; facts: FlagFacts } {
  // The log's own entries, verified before they are folded: their shape is that of `draftFacts`.
  const { flag, rule, clause, severity, grade, status, exception } = data as FlagFacts & { flag: string };
  return { id: flag, facts: { rule, clause, severity, grade, status, exception } };
}
