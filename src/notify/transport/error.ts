/** Why a notice could not be sent. Messages hold no address, no secret and nothing that the mail server said. */

export type NotifyErrorCode =
  /** The settings cannot work, such as a connection without TLS to another machine. */
  | 'configuration'
  /** The letter itself is no letter, such as one without a valid address. */
  | 'letter'
  | 'unreachable'
  | 'tls'
  /** The server does not let us in: user, password or token. */
  | 'sign-in'
  /** No access token could be had. */
  | 'token'
  /** The server turns everybody away for the moment. */
  | 'unavailable'
  /** The server did not take this letter. */
  | 'refused'
  /** Nothing was decided within the time, and the letter was not handed over. */
  | 'timeout'
  /** The letter was handed over, and no answer came: it may have been taken. */
  | 'unclear'
  | 'folder'
  | 'closed';

export class NotifyError extends Error {
  readonly code: NotifyErrorCode;
  /** The letter may go later, as it is: by itself, or once somebody mended what the code says. False: it never will. */
  readonly temporary: boolean;
  /** Safe to write to an operator's log, such as `status` (RFC 5321, 4.2), `enhanced` (RFC 3463), `command` and `reason`. */
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: NotifyErrorCode,
    message: string,
    {
      temporary = true,
      fields = {},
      cause,
    }: { temporary?: boolean; fields?: NotifyError['fields']; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'NotifyError';
    this.code = code;
    this.temporary = temporary;
    this.fields = fields;
  }
}
