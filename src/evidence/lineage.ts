import type { Person } from '../council/council.ts';
import type { ClassifiedAddress } from '../council/roster.ts';
import type { CopyFacts, TextPrint } from './facts.ts';
import type { EvidenceItem, Grade } from './grade.ts';
import { LineageTracer } from './lineage-tracer.ts';
import type { MailEvidence } from './mail-evidence.ts';
import { isMarkedItem } from './marked-item.ts';
import type { MessageEvidence } from './message-evidence.ts';

/** A confidential item that left the council, and in which message. */
export type Disclosure = {
  /** The marked item; null where no mailbox holds it and the disclosing message alone shows it. */
  item: MessageEvidence | null;
  officer: Person | null;
  councillors: Person[];
  by: Person | null;
  thirdParties: ClassifiedAddress[];
  grade: Grade;
  mailbox: string;
  evidence: EvidenceItem[];
  /**
   * An officer's own new words without a mark: theirs to release, and no departure by itself (contract, section 4). It is kept for
   * protocols that ask to record what the law required.
   */
  isRelease: boolean;
};

export type Lineage = { disclosuresOf: (messageKey: string) => Disclosure[] };

/**
 * Follows every marked item to whoever outside received it. `outsidersOwn` holds the texts of outsiders themselves, by address; only of
 * those named by `outsidersToHear`, so that nobody else's mail need be opened.
 */
export function traceLineage(evidence: MailEvidence, outsidersOwn: Map<string, TextPrint[]>): Lineage {
  const tracer = tracerOf(evidence);
  const found = new Map<string, Disclosure[]>();
  for (const [key, suspicions] of tracer.suspicions()) {
    const disclosures = suspicions
      .filter((suspicion) => tracer.holds(suspicion, outsidersOwn))
      .map(({ disclosure }) => disclosure);
    if (disclosures.length > 0) found.set(key, disclosures);
  }
  return { disclosuresOf: (key) => found.get(key) ?? [] };
}

/** The outsiders whose own words have to be read before anything that went to them can be called a disclosure. */
export function outsidersToHear(evidence: MailEvidence): Set<string> {
  const addresses = new Set<string>();
  for (const suspicions of tracerOf(evidence).suspicions().values()) {
    for (const { disclosure, shared } of suspicions)
      if (shared) for (const party of disclosure.thirdParties) addresses.add(party.address);
  }
  return addresses;
}

function tracerOf(evidence: MailEvidence): LineageTracer {
  return evidence.remember('lineage', () => new LineageTracer(evidence));
}

/**
 * Mail to addresses whose mail is not opened, where it may be how a marked item left: its author held such an item by then.
 * Only these copies may be opened, and only lineage looks at them.
 */
export function unreadMailToHear(evidence: MailEvidence): CopyFacts[] {
  const { roster } = evidence;
  const { addresses, domains } = roster.council.unread;
  if (addresses.length + domains.length === 0) return [];
  const firstHeld = new Map<string, number>();
  for (const item of evidence.messages((summary) => summary.isMarked && summary.author.role === 'officer')) {
    if (!isMarkedItem(item, evidence)) continue;
    const holders = [
      item.author.person?.id,
      ...item.recipients.visible,
      ...item.recipients.hidden.map((each) => each.person.id),
    ];
    for (const id of holders)
      if (id !== undefined) firstHeld.set(id, Math.min(firstHeld.get(id) ?? Number.POSITIVE_INFINITY, item.date));
  }
  const ways = evidence.messages(
    ({ isOrdinary, isOpened, author, date, thirdParties }) =>
      isOrdinary &&
      !isOpened &&
      (firstHeld.get(author.personId ?? '') ?? Number.POSITIVE_INFINITY) <= date &&
      thirdParties.some((address) => roster.isUnread(address)),
  );
  return [...ways].flatMap((message) => message.copies.slice(0, 1));
}
