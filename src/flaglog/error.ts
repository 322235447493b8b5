/** What the flag log says when it cannot do what it was asked. Messages hold no address, no quote and no key. */

export type FlagLogErrorCode =
  | 'no-log'
  | 'not-a-log'
  | 'several-councils'
  | 'newer-format'
  | 'read-only'
  | 'key-missing'
  | 'key-malformed'
  | 'key-wrong'
  | 'log-busy'
  | 'log-unverified'
  | 'database';

export class FlagLogError extends Error {
  readonly code: FlagLogErrorCode;
  /** Trying again later may help. */
  readonly temporary: boolean;
  /** Safe to write to an operator's log. */
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: FlagLogErrorCode,
    message: string,
    {
      temporary = false,
      fields = {},
      cause,
    }: { temporary?: boolean; fields?: FlagLogError['fields']; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'FlagLogError';
    this.code = code;
    this.temporary = temporary;
    this.fields = fields;
  }
}
