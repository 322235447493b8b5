/** How a watcher reports what it finds in a mailbox. Whoever keeps the database stands behind it. */

/** Everything new that one look at a folder found. */
export type FolderListing = {
  folder: string;
  isSent: boolean;
  /** `validity` and `reference` as in table `copy`. */
  found: readonly { validity: string; reference: string }[];
  /** Where the next look begins; null for file mailboxes, which are listed whole each time. */
  cursor: FolderCursor | null;
};

export type FolderCursor = { validity: string; lastUid: number };

/** How a watcher reports; each resolves only when it is durable. */
export type WatchReport = {
  readCursor: (folder: string) => Promise<FolderCursor | null>;
  onListing: (listing: FolderListing) => Promise<void>;
  /** A plain sentence that says what is wrong and how to mend it; '' where nothing is. */
  onState: (state: 'starting' | 'catching-up' | 'watching' | 'failing', code: string, reason: string) => Promise<void>;
  /** Every folder was listed to its end. */
  onSynced: () => Promise<void>;
};
