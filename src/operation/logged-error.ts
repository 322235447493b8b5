/** An error as a log line may tell it. Libraries put addresses, server answers and mail into messages: those are left out. */

export type LoggedError = {
  name: string;
  code?: string;
  temporary?: boolean;
  /** Only of our own classes, whose sentences are fixed. */
  message?: string;
  /** Likewise, such as `status: 535`. */
  fields?: Record<string, string | number>;
  /** File, line and column below the project's folder. */
  frames?: string[];
  cause?: LoggedError;
};

/** Our own classes whose messages name no message, folder or person. A SourceError names files, and files are named after subjects. */
export const speakingErrors: ReadonlySet<string> = new Set([
  'CouncilFileError',
  'DatabaseError',
  'DeliveryError',
  'FlagLogError',
  'HttpError',
  'ImapError',
  'NotifyError',
  'QueueError',
  'SecretError',
  'TokenError',
  'WebError',
]);

const namePattern = /^[A-Z][A-Za-z]{0,39}$/;
const codePattern = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
const fieldPattern = /^[A-Za-z0-9][A-Za-z0-9.:_-]{0,39}$/;
const framesAtMost = 8;
const causesAtMost = 3;

export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: 'NoError' };
  const { name, code, temporary, cause } = error as Error & { code?: unknown; temporary?: unknown };
  const isOurs = speakingErrors.has(name) && typeof code === 'string' && typeof temporary === 'boolean';
  const frames = framesOf(error);
  const fields = isOurs ? safeFields(error) : {};
  return {
    name: typeof name === 'string' && namePattern.test(name) ? name : 'Error',
    ...(typeof code === 'string' && codePattern.test(code) ? { code } : {}),
    ...(typeof temporary === 'boolean' ? { temporary } : {}),
    ...(isOurs ? { message: withoutAddresses(String(error.message)) } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(frames.length > 0 ? { frames } : {}),
    ...(cause instanceof Error && depth < causesAtMost ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

function safeFields({ fields }: Error & { fields?: unknown }): Record<string, string | number> {
  if (fields === null || typeof fields !== 'object') return {};
  const safe = Object.entries(fields).filter(
    ([key, value]) =>
      /^[a-z][A-Za-z]{0,19}$/.test(key) &&
      (typeof value === 'number' || (typeof value === 'string' && fieldPattern.test(value))),
  );
  return Object.fromEntries(safe);
}

/** A fixed sentence may name a variable, a file or a host that somebody called after an address. */
function withoutAddresses(message: string): string {
  return message.replaceAll(/\S*@\S*/g, '(address)').slice(0, 300);
}

const framePattern =
  /^ {4}at (?:(?:async |new )?[\w.#$<>[\] ]{1,80} \()?(?:file:\/\/)?(\/[^\s()?]+|node:[\w/]+)(?:\?[^\s():]*)?:(\d+):(\d+)\)?$/;
const projectFolder = `${import.meta.dirname.replace(/\/src\/operation$/, '')}/`;

/** Only what V8 wrote: a message of several lines could hold what looks like a frame, so its lines are cut off first. */
function framesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string' || typeof message !== 'string') return [];
  const end = message === '' ? 0 : stack.indexOf(message);
  if (end < 0) return [];
  return stack
    .slice(end + message.length)
    .split('\n')
    .flatMap((line) => {
      const [, file, row, column] = framePattern.exec(line) ?? [];
      // Files below the project and of Node itself: anybody else's path is nobody's concern.
      if (file === undefined || !(file.startsWith(projectFolder) || file.startsWith('node:'))) return [];
      return [`${file.replace(projectFolder, '')}:${row}:${column}`];
    })
    .slice(0, framesAtMost);
}
