/** What watchers and deliveries tell the database, and what audit workers ask of it. */

import type { CopyTable } from '../database/tables.ts';

export type { FolderCursor, FolderListing, WatchReport } from '../sources/watch-report.ts';

export type CopyRow = CopyTable;

/** What one reading of a copy gave; `packed` fields are those of evidence/packed-facts.ts. */
export type ReadOutcome =
  | {
      state: 'read';
      messageId: string;
      facts: Uint8Array;
      links: readonly string[];
      notExamined: readonly { fileName: string; reason: string }[];
      factsVersion: string;
      contentKey: string | null;
      sentAt: number | null;
    }
  | { state: 'left-aside' | 'unreadable' | 'gone'; reason: string; contentKey: string | null };
