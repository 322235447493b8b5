/** The evidence of one council as a process keeps it in memory: what the database holds, up to a number. */

import type { Kysely } from 'kysely';
import type { Roster } from '../council/roster.ts';
import type { Tables } from '../database/tables.ts';
import { Lineage } from '../evidence/lineage.ts';
import { MailEvidence } from '../evidence/mail-evidence.ts';
import { readEvidenceSince } from '../intake/evidence-register.ts';

export class KnownEvidence {
  readonly #roster: Roster;
  #evidence: MailEvidence;
  #lineage: Lineage;
  #seq = 0;
  #generation = 0;

  constructor(roster: Roster) {
    this.#roster = roster;
    this.#evidence = new MailEvidence(roster);
    this.#lineage = new Lineage(this.#evidence);
  }

  get evidence(): MailEvidence {
    return this.#evidence;
  }

  get lineage(): Lineage {
    return this.#lineage;
  }

  /** Everything up to this `evidence_seq` is known. */
  get seq(): number {
    return this.#seq;
  }

  /** Another number after `forget`: what was asked before may have been answered from nothing. */
  get generation(): number {
    return this.#generation;
  }

  /** Inside a transaction that holds the council's lock, what is known afterwards is all there is. Returns the Message-IDs that are new. */
  async catchUp(connection: Kysely<Tables>): Promise<string[]> {
    const { council } = this.#roster;
    const messageIds: string[] = [];
    for await (const row of readEvidenceSince(connection, council.id, this.#seq)) {
      const { mailbox, reference, messageId, facts, links, notExamined } = row;
      if (row.isGivenUp) this.#evidence.giveUpHearing(mailbox, reference);
      this.#evidence.addPacked({ mailbox, reference, messageId, bytes: facts, links, notExamined });
      this.#seq = row.evidenceSeq;
      messageIds.push(messageId);
    }
    return messageIds;
  }

  /** What was learnt in a transaction that failed was never so. */
  forget(): void {
    this.#evidence = new MailEvidence(this.#roster);
    this.#lineage = new Lineage(this.#evidence);
    this.#seq = 0;
    this.#generation += 1;
  }
}
