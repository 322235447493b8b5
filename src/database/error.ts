/** What the database says when it cannot do what it was asked. Messages and fields hold no value of any row and no secret. */

export type DatabaseErrorCode =
  | 'not-there'
  | 'not-a-database'
  | 'newer-format'
  | 'busy'
  | 'unreachable'
  | 'refused'
  | 'constraint'
  | 'full'
  | 'database';

export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;
  /** Trying again later may help. Where it was the answer to COMMIT that was lost, the work may have been done all the same. */
  readonly temporary: boolean;
  /** Safe to write to an operator's log. */
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: DatabaseErrorCode,
    message: string,
    {
      temporary = false,
      fields = {},
      cause,
    }: { temporary?: boolean; fields?: DatabaseError['fields']; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'DatabaseError';
    this.code = code;
    this.temporary = temporary;
    this.fields = fields;
  }
}

type Finding = [code: DatabaseErrorCode, temporary: boolean];

const messages: Record<DatabaseErrorCode, string> = {
  'not-there': 'There is no database at this place yet.',
  'not-a-database': 'The file is not a database of Candour, or it is damaged.',
  'newer-format': 'The database was made by a newer version of Candour. Use that version or a later one.',
  busy: 'The database is being written by another program. Try again in a moment.',
  unreachable: 'The database does not answer.',
  refused: 'The database refuses the user, the password or the name of the database.',
  constraint: 'The database refused what does not fit to what it holds.',
  full: 'There is no room left for the database.',
  database: 'The database reported an error.',
};

/** By primary result code (sqlite.org/rescode.html). */
const sqliteFindings: Readonly<Record<number, Finding>> = {
  5: ['busy', true],
  6: ['busy', true],
  11: ['not-a-database', false],
  13: ['full', true],
  19: ['constraint', false],
  26: ['not-a-database', false],
};

/** By SQLSTATE or its class (PostgreSQL documentation, appendix A). The first that fits. */
const postgresqlFindings: readonly (readonly [start: string, ...Finding])[] = [
  ['08', 'unreachable', true],
  ['23', 'constraint', false],
  ['25P03', 'busy', true],
  ['28', 'refused', false],
  ['3D000', 'refused', false],
  ['40', 'busy', true],
  ['53100', 'full', true],
  ['53', 'unreachable', true],
  ['55P03', 'busy', true],
  ['57014', 'busy', true],
  ['57P', 'unreachable', true],
];

export function describeDatabaseError(
  code: DatabaseErrorCode,
  options?: ConstructorParameters<typeof DatabaseError>[2],
): DatabaseError {
  return new DatabaseError(code, messages[code], options);
}

/** Anything else, such as what the work of a transaction throws, is given back as it is. */
export function toDatabaseError(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof DatabaseError || !('code' in cause)) return cause;
  if (cause.code === 'ERR_SQLITE_ERROR') {
    const errcode = 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode : 0;
    const [code, temporary] = sqliteFindings[errcode & 0xff] ?? ['database', false];
    return describeDatabaseError(code, { temporary, fields: { errcode }, cause });
  }
  if (typeof cause.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code)) return fromSqlState(cause, cause.code);
  return cause;
}

/** PostgreSQL writes values of rows into its messages and details: no cause, then, but what names the place. */
function fromSqlState(cause: Error, sqlstate: string): DatabaseError {
  const [, code, temporary] = postgresqlFindings.find(([start]) => sqlstate.startsWith(start)) ?? [
    '',
    'database',
    false,
  ];
  const fields: Record<string, string> = { sqlstate };
  for (const name of ['table', 'constraint', 'routine'] as const) {
    const value: unknown = Reflect.get(cause, name);
    if (typeof value === 'string') fields[name] = value;
  }
  return describeDatabaseError(code, { temporary, fields });
}

/** The client of PostgreSQL has many words, and no common code, for a connection that failed. */
export function toConnectionError(cause: unknown): unknown {
  const error = toDatabaseError(cause);
  if (error instanceof DatabaseError || error instanceof TypeError || !(error instanceof Error)) return error;
  return describeDatabaseError('unreachable', { temporary: true, cause });
}
