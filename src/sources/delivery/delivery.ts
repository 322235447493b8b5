/** What a mail server hands to Candour: a journal report, or a gateway's copy of a message with its envelope (RFC 5321, 2.3.1). */

export type Delivery = {
  council: string;
  /** Id of the mailbox in the council file that it is for. */
  mailbox: string;
  /** Addresses in their one form (`normaliseAddress`), each once; `from` is '' where nobody wants to hear of a failure. */
  envelope: { from: string; to: string[] };
  /** As they came over the line, without the dots that SMTP put before dots. */
  bytes: Uint8Array;
  /** Milliseconds since 1970, when the last byte was there. */
  receivedAt: number;
};

/**
 * `stored`: durably, and only then is the sender told so. `refused`: never, the sender gives up and tells its people. `later`: the sender
 * keeps it and tries again. Reasons are plain words without anything from the mail: other people's logs keep them.
 */
export type DeliveryAnswer = 'stored' | { refused: string } | { later: string };

export type DeliveryErrorCode =
  | 'configuration'
  | 'listen'
  | 'peer-refused'
  | 'too-large'
  | 'deadline'
  | 'deliver'
  | 'connection';

/** What the listener has to report. Messages hold no address of a person and nothing from the mail. */
export class DeliveryError extends Error {
  readonly code: DeliveryErrorCode;
  /** Trying again later may help. */
  readonly temporary: boolean;
  /** Safe to write to an operator's log; `peer` is the IP address of a mail server. */
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: DeliveryErrorCode,
    message: string,
    {
      temporary = false,
      fields = {},
      cause,
    }: { temporary?: boolean; fields?: DeliveryError['fields']; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'DeliveryError';
    this.code = code;
    this.temporary = temporary;
    this.fields = fields;
  }
}
