/** Why a council cannot be served: one line each, with file, line and key. */
export class CouncilFileError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super('The council file has mistakes.');
    this.name = 'CouncilFileError';
    this.problems = problems;
  }
}
