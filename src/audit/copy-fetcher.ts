/** The bytes of a copy from wherever its mailbox is, as far as the rules need them. */

import type { Mailbox } from '../council/council.ts';
import type { Need } from '../evidence/read-facts.ts';
import { isDelivered } from '../intake/copy-id.ts';
import type { CopyRow } from '../intake/intake.ts';
import type { Limits } from '../mail/message.ts';
import { readFileCopy } from '../sources/files/read-file-copy.ts';
import { ImapReader, type ImapReaderOptions } from '../sources/imap/imap-reader.ts';

export type FetchedCopy =
  | { kind: 'copy'; bytes: Uint8Array; contentKey: string }
  | { kind: 'gone'; reason: string; isUnsure?: true }
  | { kind: 'unreadable'; reason: string };

type OpenImap = (mailbox: Mailbox) => Omit<ImapReaderOptions, 'limits'>;

/** One council's mailboxes, opened when first asked and closed when left idle. Rejects with an error that says `temporary`. */
export class CopyFetcher implements AsyncDisposable {
  readonly #mailboxes: Map<string, Mailbox>;
  readonly #limits: Limits;
  readonly #openImap: OpenImap;
  readonly #readers = new Map<string, ImapReader>();

  constructor(mailboxes: readonly Mailbox[], limits: Limits, openImap: OpenImap) {
    this.#mailboxes = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
    this.#limits = limits;
    this.#openImap = openImap;
  }

  async fetch(row: CopyRow, choose: (header: Uint8Array) => Promise<Need | 'all'>): Promise<FetchedCopy> {
    const { folder, validity, reference } = row;
    if (isDelivered(row)) return { kind: 'gone', reason: 'Delivered copies are read once and not kept.' };
    const mailbox = this.#mailboxes.get(row.mailbox);
    if (!mailbox) return { kind: 'gone', reason: 'The mailbox is no longer in the council file.' };
    if (mailbox.path !== null) return readFileCopy(mailbox, reference, this.#limits, validity);
    let reader = this.#readers.get(mailbox.id);
    if (!reader) {
      reader = new ImapReader({ ...this.#openImap(mailbox), limits: this.#limits });
      this.#readers.set(mailbox.id, reader);
    }
    const fetched = await reader.fetchCopy({ folder, validity, reference }, choose);
    return fetched.kind === 'too-large' ? { kind: 'unreadable', reason: fetched.reason } : fetched;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const readers = [...this.#readers.values()];
    this.#readers.clear();
    await Promise.all(readers.map((reader) => reader[Symbol.asyncDispose]()));
  }
}
