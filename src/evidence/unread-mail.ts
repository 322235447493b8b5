import type { Roster } from '../council/roster.ts';
import type { MailEvidence, MessageSummary } from './mail-evidence.ts';
import type { MessageEvidence } from './message-evidence.ts';

/**
 * Mail to addresses whose mail is not opened, where it may be how a marked item left: its author held such an item by then. Only such
 * mail may be opened, and only lineage looks at it.
 */
export class UnreadMail {
  readonly #roster: Roster;
  readonly #hasAny: boolean;
  /** By id of the person: when they first held a marked item. */
  #firstHeld = new Map<string, number>();

  constructor({ roster }: MailEvidence) {
    const { addresses, domains } = roster.council.unread;
    this.#roster = roster;
    this.#hasAny = addresses.length + domains.length > 0;
  }

  /** Whether it changes anything that these are the items now. Those that were opened for lineage lead to no further opening. */
  see(items: Iterable<MessageEvidence>): boolean {
    if (!this.#hasAny) return false;
    const firstHeld = new Map<string, number>();
    for (const { author, recipients, date, heard } of items) {
      if (heard !== null) continue;
      const holders = [author.person?.id, ...recipients.visible, ...recipients.hidden.map((each) => each.person.id)];
      for (const id of holders)
        if (id !== undefined) firstHeld.set(id, Math.min(firstHeld.get(id) ?? Number.POSITIVE_INFINITY, date));
    }
    const before = this.#firstHeld;
    this.#firstHeld = firstHeld;
    return firstHeld.size !== before.size || [...firstHeld].some(([id, date]) => before.get(id) !== date);
  }

  isWay({ isOrdinary, isOpened, author, date, thirdParties }: MessageSummary): boolean {
    return (
      isOrdinary &&
      !isOpened &&
      (this.#firstHeld.get(author.personId ?? '') ?? Number.POSITIVE_INFINITY) <= date &&
      thirdParties.some((address) => this.#roster.isUnread(address))
    );
  }

  isToHear(summary: MessageSummary): boolean {
    return !summary.isHeard && this.isWay(summary);
  }
}
