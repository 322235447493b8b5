import type { Need } from '../../evidence/read-facts.ts';

/** Where a copy was listed. */
export type ListedPlace = {
  folder: string;
  /** UIDVALIDITY. */
  validity: string;
  /** UID. */
  reference: string;
};

/**
 * `bytes`: the message, without the bodies of parts that were not needed. `receivedAt`: INTERNALDATE. `contentKey`: see content-key.ts.
 * `reason` is one plain sentence. `isUnsure`: the server shows nothing under the UID now, and one that has just come back to life may only be behind.
 */
export type FetchedCopy =
  | { kind: 'copy'; bytes: Uint8Array; contentKey: string; receivedAt: number | null }
  | { kind: 'gone'; reason: string; isUnsure?: true }
  | { kind: 'too-large'; reason: string; contentKey: string };

/** What the rules need of a message, from its header section alone; `all`: also what no rule asked for. */
export type Choose = (header: Uint8Array) => Need | 'all' | Promise<Need | 'all'>;

/** One that waits to be fetched. */
export type Request = {
  place: ListedPlace;
  choose: Choose;
  resolve: (copy: FetchedCopy) => void;
  reject: (error: unknown) => void;
};
