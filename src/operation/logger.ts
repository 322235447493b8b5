/**
 * The operator's log: one line of JSON an event on standard error, or plain lines where that is a terminal. It cannot hold mail: a
 * line has an event, fields of the list below, and values without spaces or `@`; errors are told as logged-error.ts does.
 */

import { pino } from 'pino';
import { describeError, type LoggedError } from './logged-error.ts';

/** Folder names, paths, hosts and people are none of them: they may hold personal data. */
export const fieldNames = [
  'attempts',
  'code',
  'copy',
  'council',
  'count',
  'job',
  'kind',
  'mailbox',
  'ms',
  'notice',
  'outcome',
  'port',
  'role',
  'rule',
  'seq',
  'signal',
  'state',
  'status',
  'temporary',
  'version',
  'worker',
] as const;

/** A value that does not look like an id, a code or a number is withheld, and so is a field that is not on the list. */
export type LogFields = { [Name in (typeof fieldNames)[number]]?: string | number | boolean | null } & {
  error?: unknown;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
type Log = (event: string, fields?: LogFields) => void;

/** `event` is a word of ours such as `queue-add`, never text from elsewhere. */
export type Logger = { readonly [Level in LogLevel]: Log };

export type LoggerOptions = {
  level?: LogLevel;
  /** Stands in every line, so that those of several processes can be told apart. */
  worker?: string;
  /** Standard error where none is given. */
  write?: (line: string) => void;
  isTerminal?: boolean;
};

export function createLogger({ level = 'info', worker = 'serve', write, isTerminal }: LoggerOptions = {}): Logger {
  const isPlain = isTerminal ?? (write === undefined && process.stderr.isTTY === true);
  const put = write ?? ((line: string): void => void process.stderr.write(line));
  // Written at once: what a process said before it was killed is what the operator looks for.
  const stream =
    write === undefined && !isPlain
      ? pino.destination({ dest: 2, sync: true })
      : { write: (line: string): void => put(isPlain ? `${formatLine(JSON.parse(line))}\n` : line) };
  const machine = pino(
    {
      level,
      base: { worker: safeValue(worker), pid: process.pid },
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  const log =
    (at: LogLevel): Log =>
    (event, fields = {}) =>
      machine[at](safeFields(fields), eventPattern.test(event) ? event : 'unnamed');
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** Where nobody listens, such as in tests. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore(): void {}

const eventPattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+){0,5}$/;
const valuePattern = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,79}$/u;

function safeFields(fields: LogFields): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const name of fieldNames) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value !== undefined && value !== null && value !== '') safe[name] = safeValue(value);
  }
  if (fields.error !== undefined) safe.error = describeError(fields.error);
  return safe;
}

function safeValue(value: unknown): string | number | boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : 'withheld';
  return typeof value === 'string' && valuePattern.test(value) ? value : 'withheld';
}

type Line = { level: string; time: string; event: string; worker: string; pid: number; error?: LoggedError };

/** For a person at a terminal: the time of day, what happened, and the fields. */
function formatLine({ level, time, event, worker, pid: _, error, ...fields }: Line): string {
  const words = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  const shown = level === 'info' ? '' : `${level.toUpperCase()} `;
  return [`${time.slice(11, 19)} ${worker}: ${shown}${event}`, ...words, ...formatError(error)].join(' ');
}

function formatError(error: LoggedError | undefined): string[] {
  if (error === undefined) return [];
  const { name, code, message, frames, cause } = error;
  const said = message ?? (frames?.[0] === undefined ? '' : `at ${frames[0]}`);
  return [
    `– ${[name, code, said].filter((part) => part !== undefined && part !== '').join(' ')}`,
    ...formatError(cause),
  ];
}
