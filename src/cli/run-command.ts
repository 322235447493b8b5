/** How a command ends: its exit status, and what is wrong in clear lines on standard error. */

import type { Command } from 'commander';
import { CouncilFileError } from '../operation/council-file-error.ts';
import { describeStartError } from '../operation/start-error.ts';

/** Bad usage or configuration: exit status 2. `problems` are lines with file, line and key, and come in place of the message. */
export class UsageError extends Error {
  readonly problems: readonly string[];

  constructor(message: string, { problems = [], cause }: { problems?: readonly string[]; cause?: unknown } = {}) {
    super(message, { cause });
    this.problems = problems;
  }
}

/** Commander ends with 1 for an unknown option; here 1 says that something did not verify. */
export function exitWithUsage(command: Command): Command {
  return command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

/** Runs the command's work, whose result is the exit status. A fault of the program is thrown on. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    for (const line of describe(error)) process.stderr.write(`${line}\n`);
    process.exitCode = 2;
  }
}

function describe(error: unknown): readonly string[] {
  if (error instanceof CouncilFileError) return error.problems;
  if (!(error instanceof UsageError)) return describeStartError(error).map((line) => `candour: ${line}`);
  return error.problems.length > 0 ? error.problems : [`candour: ${error.message}`];
}
