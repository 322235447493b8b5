/** A mistake in a file that somebody wrote: where it stands, and one sentence about it. */

export type ProblemCode =
  | 'syntax'
  | 'shape'
  | 'unknown-key'
  | 'reference'
  | 'duplicate-id'
  | 'duplicate-address'
  | 'empty-term'
  | 'unknown-rule'
  | 'unknown-protocol'
  | 'not-configured'
  | 'no-addresses'
  | 'no-councillors'
  | 'no-clerk'
  | 'label-guid'
  | 'mailbox-source'
  | 'mailbox-owner'
  | 'mailbox-not-found'
  | 'imap-settings'
  | 'routing'
  | 'routing-refused'
  | 'no-routing'
  | 'unreadable-file';

export type Problem = {
  severity: 'error' | 'warning';
  /** Lets a caller decide differently: `check` refuses an `unknown-key` that `scan` only mentions. */
  code: ProblemCode;
  file: string;
  /** From 1. */
  line: number;
  column: number;
  /** Path of the key, such as `people[3].addresses[0]`; '' for the file as a whole. */
  key: string;
  /** One sentence. */
  message: string;
};

/** Where in a document something stands: keys of maps and indexes of lists, from the top. */
export type KeyPath = readonly (string | number)[];

/** A problem before its file and position are known. */
export type Remark = { severity: Problem['severity']; code: ProblemCode; path: KeyPath; message: string };

export function formatKey(path: KeyPath): string {
  return path.reduce<string>((key, step) => {
    if (typeof step === 'number') return `${key}[${step}]`;
    return key === '' ? step : `${key}.${step}`;
  }, '');
}

/** In the order in which somebody would mend them. */
export function compareProblems(left: Problem, right: Problem): number {
  return left.line - right.line || left.column - right.column;
}

export function formatProblem(problem: Problem): string {
  const key = problem.key === '' ? '' : `${problem.key} – `;
  return `${problem.file}:${problem.line}:${problem.column} ${key}${problem.message}`;
}
