/** What keeps a mailbox from being watched or read. Messages are one sentence that says how to mend it, without addresses and mail text. */

export type ImapErrorCode =
  | 'plain-text-refused'
  | 'certificate'
  | 'no-tls'
  | 'unknown-host'
  | 'connection-refused'
  | 'unreachable'
  | 'timeout'
  | 'disconnected'
  | 'secret'
  | 'token'
  | 'sign-in'
  | 'not-available'
  | 'throttled'
  | 'missing-folder'
  | 'missing-message'
  | 'silent-search'
  | 'silent-server'
  | 'command-refused'
  | 'odd-answer';

export class ImapError extends Error {
  readonly code: ImapErrorCode;
  /** Trying again later may help, also where somebody has to mend something first. */
  readonly temporary: boolean;
  /** Safe to write to an operator's log. */
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: ImapErrorCode,
    message: string,
    {
      temporary = true,
      fields = {},
      cause,
    }: { temporary?: boolean; fields?: ImapError['fields']; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'ImapError';
    this.code = code;
    this.temporary = temporary;
    this.fields = fields;
  }
}

/** Wrong secrets are not tried again soon: providers lock mailboxes for it. */
export function isSignInFailure({ code }: ImapError): boolean {
  return code === 'sign-in' || code === 'token' || code === 'secret';
}
