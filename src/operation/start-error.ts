/** Why a process could not begin, in lines for whoever began it. */

import { CouncilFileError } from './council-file-error.ts';

/** Errors of our own adapters say what is wrong in one sentence; any other is a fault of the program, and thrown again. */
export function describeStartError(error: unknown): string[] {
  if (error instanceof CouncilFileError) return [...error.problems];
  if (error instanceof Error && 'code' in error && 'temporary' in error) return [error.message];
  throw error;
}
