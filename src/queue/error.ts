/** What a queue says when it cannot do what it was asked. Nothing is lost by it: the reconciler asks the database. */

export type QueueErrorCode =
  | 'broker-away'
  | 'broker-refuses'
  | 'broker-evicts'
  | 'broker-url'
  | 'job-taken-over'
  | 'job-unreadable'
  | 'worker-deaf'
  | 'closed';

/** Its message holds no address, no password and no command: what Redis' client says may hold each of them. */
export class QueueError extends Error {
  readonly code: QueueErrorCode;
  /** Whether trying again later may help. */
  readonly temporary: boolean;
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: QueueErrorCode,
    message: string,
    {
      temporary = false,
      fields = {},
      cause,
    }: { temporary?: boolean; fields?: QueueError['fields']; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'QueueError';
    this.code = code;
    this.temporary = temporary;
    this.fields = fields;
  }
}

export function closedError(): QueueError {
  return new QueueError('closed', 'The queue has been closed.');
}
