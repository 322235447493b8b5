/**
 * The time that one attachment may take. The clock is read in `read-attachment.ts` only; every reader gets this value,
 * so that a reader is a plain function of its bytes and of when it is told to stop.
 */
export type Budget = { isSpent: () => boolean };
