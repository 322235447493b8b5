/** What stops a mailbox as a whole. What stops one message is an UnreadableCopy instead. */

export type SourceErrorCode = 'mailbox-not-found' | 'mailbox-unreadable' | 'not-a-file-mailbox' | 'copy-not-found';

export class SourceError extends Error {
  readonly code: SourceErrorCode;
  /** Whether trying again later may help. */
  readonly temporary: boolean;
  /** For the log: never content of mail. */
  readonly fields: Record<string, string>;

  constructor(code: SourceErrorCode, message: string, fields: Record<string, string>, cause?: unknown) {
    super(message, { cause });
    this.name = 'SourceError';
    this.code = code;
    // A disk that is not mounted may be mounted later.
    this.temporary = code === 'mailbox-unreadable' || code === 'mailbox-not-found';
    this.fields = fields;
  }
}

/** The operating system's reason as a clause of plain English. */
export function describeSystemError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const reasons: Record<string, string> = {
    ENOENT: 'it is not there',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'part of its path is no folder',
    ELOOP: 'its links lead in a circle',
    EMFILE: 'too many files are open',
    EIO: 'the disk reports an error',
  };
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
