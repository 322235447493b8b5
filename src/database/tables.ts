/** The tables of the database, which holds the truth: queues carry references only, and may lose everything at any moment. */

/** Instants are whole milliseconds since 1970; `facts` are those of `packFacts`, never a body or an attachment. */
export type Tables = {
  flag_log_entry: { council: string; seq: number; hash: string; entry: Uint8Array };
  /** `value` and `salt` are null once erased. */
  flag_log_sealed: {
    council: string;
    seq: number;
    field: string;
    item: number;
    value: Uint8Array | null;
    salt: Uint8Array | null;
  };
  copy: CopyTable;
  /** How far a folder has been listed. Moves only in the transaction that registers what was found. */
  folder_cursor: {
    council: string;
    mailbox: string;
    folder: string;
    /** UIDVALIDITY of an IMAP folder (RFC 3501, 2.3.1.1). */
    validity: string;
    last_uid: number;
  };
  mailbox: MailboxTable;
  lease: { name: string; holder: string; expires_at: number };
  notice: NoticeTable;
  /** The last local day whose digests were planned, whether or not there was anything to send. */
  digest_day: { council: string; day: string };
  /** One row a flag and kind of notice: nobody is told the same twice. */
  notice_flag: { council: string; flag: string; kind: 'alert' | 'correction' | 'digest'; notice: string };
  sign_in: SignInTable;
  /** `token_hash`: of the cookie. */
  web_session: { token_hash: string; address: string; created_at: number; seen_at: number };
};

/** A link to sign in with. Kept for a while after its use, so that the letter it went out in is recognised as our own. */
export type SignInTable = {
  /** Of the letter. */
  id: string;
  /** SHA-256, hexadecimal: whoever reads the database cannot sign in with it. */
  token_hash: string;
  /** Null for a link that no browser asked for. */
  browser_hash: string | null;
  /** Lower case. */
  address: string;
  /** Path to go to afterwards; '' for the first page. */
  next: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
};

/** One copy of a message, from the moment it is seen. */
export type CopyTable = {
  council: string;
  /** SHA-256 of council, mailbox, folder, validity and reference, 32 hexadecimal digits: the same sighting is the same row. */
  id: string;
  mailbox: string;
  folder: string;
  is_sent: number;
  /** UIDVALIDITY; of a file its size and time, so that what changed is read again. */
  validity: string;
  /** UID, or path inside a file mailbox. */
  reference: string;
  state: CopyState;
  opening: 'gate' | 'all';
  seen_at: number;
  attempts: number;
  next_attempt_at: number;
  /** One plain sentence without mail text; '' where nothing is to be said. */
  reason: string;
  /**
   * SHA-256 of header section and size: recognises the copy after a change of UIDVALIDITY or of path. The copy that is known keeps its id and
   * its facts; its `validity` and `reference` say where it was last found.
   */
  content_key: string | null;
  message_id: string | null;
  /** Facts in the order in which they became known, from 1 within a council; null until read. Facts that are read anew get a new number, and the old one is a gap. */
  evidence_seq: number | null;
  facts: Uint8Array | null;
  /** JSON list of ids that join the message to its conversation. */
  links: string | null;
  /** JSON list of attachments that could not be examined. */
  not_examined: string | null;
  /** Of the program, roster and rules that the facts were read with: others have them read again. */
  facts_version: string | null;
  read_at: number | null;
  /** Date of the message, for counting by month; null where it has none. */
  sent_at: number | null;
};

/**
 * `same`: recognised as a copy that is known under another reference. `gone`: moved or removed before it could be read.
 * `left-aside`: understood, and no evidence.
 */
export type CopyState = 'waiting' | 'read' | 'left-aside' | 'unreadable' | 'gone' | 'same';

export type MailboxTable = {
  council: string;
  mailbox: string;
  state: MailboxState;
  /** Code of what is wrong, '' where nothing is; `reason` says it in plain words and how to mend it. */
  code: string;
  reason: string;
  state_since: number;
  /** Last time that every folder was listed to its end. */
  synced_at: number | null;
  last_seen_at: number | null;
  /** The first run has listed everything there was. */
  listed_at: number | null;
  /** All evidence up to this number, and the passing of time up to this local day, has been judged for the messages of this mailbox. */
  swept_seq: number;
  swept_day: string;
  swept_version: string;
  swept_at: number | null;
};

export type MailboxState = 'starting' | 'catching-up' | 'watching' | 'failing';

/** The outbox: what people are to be told. References only; the words are rendered from committed flags when it is sent. */
export type NoticeTable = {
  council: string;
  /** Deterministic, such as `digest.2026-11-24.clerk`: planned twice is one row. */
  id: string;
  kind: NoticeKind;
  /** Id of a person in the council file, or `alternate`, `auditor`. */
  recipient: string;
  /** Root of the conversation, keyed hash; '' where the notice is about none. */
  thread: string;
  /** JSON, of references and counts only. */
  parameters: string;
  state: 'waiting' | 'sent' | 'given-up';
  created_at: number;
  not_before: number;
  attempts: number;
  next_attempt_at: number;
  sent_at: number | null;
  /** Code of the last failure; '' without. */
  code: string;
};

export type NoticeKind = 'alert' | 'overflow' | 'correction' | 'digest' | 'heartbeat' | 'head' | 'report' | 'statement';
