/** What a mailbox yields: copies of messages, as found, and what could not be read. */

export type CopyPlace = {
  mailboxId: string;
  /** Path of the folder inside the mailbox, such as `Sent` or `INBOX/Archive`; '' for the mailbox itself. */
  folder: string;
  /** Path inside the mailbox; in an mbox file with `#` and the byte offset of the message's `From ` line. */
  reference: string;
  /** The folder is one for sent mail, or lies inside one. */
  isSent: boolean;
};

/** `envelope`: the SMTP envelope of a copy that a mail server delivered. */
export type Copy = CopyPlace & {
  kind: 'copy';
  bytes: Uint8Array;
  envelope?: { from: string; to: string[] };
};
/** `reason` is one sentence. */
export type UnreadableCopy = CopyPlace & { kind: 'unreadable'; reason: string };
