/** What the flag log says when it cannot do what it was asked. Messages hold no address, no quote and no key. */

import { DatabaseError } from '../database/error.ts';

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

const fromDatabase: Partial<Record<DatabaseError['code'], [code: FlagLogErrorCode, message: string]>> = {
  'not-there': ['no-log', 'There is no flag log at this place yet. A scan makes one; --log says where it is.'],
  'not-a-database': ['not-a-log', 'The file is not a flag log.'],
  'newer-format': [
    'newer-format',
    'The flag log was made by a newer version of Candour. Use that version or a later one.',
  ],
  busy: ['log-busy', 'The flag log is being written by another program. Try again in a moment.'],
};

/** Errors of the database only: what a plan throws is its own affair. */
export async function reportAsFlagLog<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause;
    const { temporary, fields } = cause;
    const [code, message] = fromDatabase[cause.code] ?? ['database', cause.message];
    throw new FlagLogError(code, message, { temporary, fields, cause });
  }
}
