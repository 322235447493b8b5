/**
 * The message model: what Candour knows of one copy of a message once its header fields and MIME structure have been
 * read, and of its body once a rule has asked for it. Words are those of RFC 5322 and RFC 2045.
 */

/** One mailbox address of RFC 5322 section 3.4. `address` is lower case; `name` is the decoded display name or ''. */
export type Address = { address: string; name: string };

/** One block of RFC 5322 section 3.6.6 `Resent-*` fields: somebody redirected the message unchanged. */
export type ResentBlock = { from: Address[]; to: Address[]; cc: Address[]; bcc: Address[]; date: Date | null };

/** A sensitivity label found in `msip_labels` or its older one-field-each form. `id` is the label's GUID, lower case. */
export type SensitivityLabel = { id: string; name: string; enabled: boolean };

/** What the servers that delivered this copy wrote on it. All addresses lower case, topmost (newest) first. */
export type DeliveryFields = {
  /** `Delivered-To`, `X-Original-To`, `Envelope-To`, `X-Envelope-To`, `Received: ... for <addr>`, `X-Gm-Original-To`. */
  envelopeRecipients: string[];
  /** Gmail's `X-Forwarded-For: from to`, and Exchange's forwarding and inbox rule loops: who passed it on by machine. */
  forwardedBy: string[];
  /** Gmail's `X-Forwarded-To`. */
  forwardedTo: string[];
  /** The topmost `Authentication-Results` says `dmarc=fail`. */
  failsDmarc: boolean;
  /** How many `Received` fields the copy has: 0 on a copy that the sender's own program stored. */
  hops: number;
};

/** What a message is by its header fields: only `ordinary` can ever be at fault. */
export type MessageKind = 'ordinary' | 'automatic' | 'bounce' | 'receipt' | 'calendar' | 'bulk';

/** The header section of one message. */
export type Envelope = {
  /** With angle brackets. Without one in the message: `<sha256HEX@candour.invalid>` of its content. */
  messageId: string;
  from: Address[];
  /** `Sender`, when it is another mailbox than `From`. */
  sender: Address | null;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  /** Newest first. */
  resent: ResentBlock[];
  /** The instant of `Date`, else of the oldest `Received`; null when neither can be read. */
  date: Date | null;
  subject: string;
  /** With angle brackets, as written. */
  inReplyTo: string[];
  references: string[];
  /** The first 22 bytes of `Thread-Index` in hexadecimal: equal roots are one conversation. */
  threadRoot: string | null;
  /** Thunderbird's `X-Forwarded-Message-Id`. */
  forwardedMessageIds: string[];
  kind: MessageKind;
  /** `Sensitivity`, lower case, or ''. */
  sensitivity: string;
  labels: SensitivityLabel[];
  delivery: DeliveryFields;
  /** The field that makes a journal report of it is there (`X-MS-Journal-Report`, `Content-Identifier: ExJournalReport`). */
  isJournalReport: boolean;
};

/**
 * One part of the MIME tree (RFC 2045). `body` holds the bytes as transferred; nothing is decoded until somebody asks.
 */
export type Part = {
  /** IMAP's part number, such as `1.2`; '' for the root. */
  number: string;
  /** Lower case `type/subtype`. */
  contentType: string;
  charset: string;
  /** `quoted-printable`, `base64`, or another token in lower case. */
  transferEncoding: string;
  disposition: 'inline' | 'attachment' | '';
  /** Decoded (RFC 2231 and RFC 2047), or ''. */
  fileName: string;
  /** `format=flowed` with `delsp` (RFC 3676). */
  flowed: boolean;
  deleteSpace: boolean;
  body: Uint8Array;
  children: Part[];
};

/** The header block that a mail client writes above what it quotes or forwards. Null where the client wrote none. */
export type QuotedFields = {
  from: Address | null;
  /** As written; `date` is the instant when it can be read. */
  dateText: string;
  date: Date | null;
  to: Address[];
  cc: Address[];
  subject: string;
  /** The `Sensitivity:` line that Outlook keeps, lower case, or ''. */
  sensitivity: string;
};

/** One message found inside the body of another, outermost first. */
export type QuotedMessage = {
  /** `forward`: a forward marker or a bare header block; `reply`: an attribution line ("On ... wrote:") or quoted lines. */
  kind: 'forward' | 'reply';
  /** The marker line as written, such as `---------- Forwarded message ---------`, or ''. */
  marker: string;
  /** The fields of the header block or attribution line; fields that it lacks are empty. */
  fields: QuotedFields;
  /** What that message itself said, quote marks removed, without what it quotes in turn and without its disclaimer. */
  text: string;
};

/** The body of a message cut in zones. Every zone is plain text with `\n` line ends. */
export type Body = {
  /** Everything the sender wrote in this message, copy notes and sign-off included, disclaimers and history excluded. */
  newText: string;
  /** From the closing words ("Kind regards") or the first signature line to the end of `newText`; '' when there is none. */
  signOff: string;
  /** Standing disclaimers found outside the history, one a paragraph. */
  disclaimers: string[];
  /** The quoted history and inline forwards, outermost (newest) first. */
  history: QuotedMessage[];
};

/** An attached document, before its text is asked for. */
export type Attachment = { fileName: string; contentType: string; part: Part };

/** One message with its header fields and structure read. Bodies and attachments are decoded on demand. */
export type Message = {
  envelope: Envelope;
  root: Part;
  /** Parts that are documents: neither the readable body nor an attached message. */
  attachments: Attachment[];
  /** Attached messages (message/rfc822, digests), parsed; each a message of its own. */
  attachedMessages: Message[];
};

/** A message that cannot be read at all. It is reported, and never taken for an empty one. */
export type Unreadable = { kind: 'unreadable'; reason: string };

/** One line of a journal report (MS-XJRNL): how one recipient came to receive the message. */
export type JournalRecipient = {
  address: string;
  kind: 'to' | 'cc' | 'bcc' | 'recipient';
  /** The distribution list through which this recipient was reached, or ''. */
  expandedFrom: string;
  /** The mailbox whose forwarding sent it on to this recipient, or ''. */
  forwardedFrom: string;
};

/** The envelope that a journal report describes, and the message that it encloses. */
export type JournalReport = {
  sender: string;
  onBehalfOf: string;
  messageId: string;
  subject: string;
  recipients: JournalRecipient[];
  message: Message | null;
};

/** The text of an attachment, or why it was not examined. A document that cannot be read is never called clean. */
export type AttachmentText =
  | {
      kind: 'text';
      /** The document's own text, in reading order; paragraphs end with `\n`. */
      text: string;
      /** Page headers and footers, each once, one a line. */
      headersAndFooters: string;
      /** Document properties that people can see or set (title, subject, keywords, custom), `name: value` a line. */
      properties: string;
      /** Sensitivity labels found in document properties. */
      labels: SensitivityLabel[];
      /** Pages that could not be read, such as scans among typed pages: the document is not clean for what was read. */
      unreadPages?: number;
    }
  | { kind: 'message'; message: Message }
  | { kind: 'not-examined'; reason: string };

/** Caps on hostile input. */
export type Limits = {
  /** A larger message is reported as not readable. */
  messageBytes: number;
  /** Nested messages and multiparts deeper than this are not opened. */
  depth: number;
  parts: number;
  /** Decoded bytes of one attachment, and of one archive once decompressed. */
  attachmentBytes: number;
  /** Characters of body or attachment text that are looked at. */
  textLength: number;
  /** Processor time for one message in a worker thread, milliseconds: on a busy machine no message is given up for having waited. */
  messageTimeMs: number;
};

export const defaultLimits: Limits = {
  messageBytes: 50_000_000,
  depth: 12,
  parts: 1_000,
  attachmentBytes: 40_000_000,
  textLength: 400_000,
  messageTimeMs: 5_000,
};
