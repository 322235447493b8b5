/** The council file for a command that audits: it runs in spite of warnings, which it mentions. */

import type { Council } from '../council/council.ts';
import { formatProblem } from '../council/problem.ts';
import type { Pack } from '../protocol/pack.ts';
import { loadCouncil } from '../sources/load-council.ts';

/** Null where the file has errors. Each problem is one line on standard error. */
export async function loadForAudit(path: string): Promise<{ council: Council; pack: Pack } | null> {
  const { council, pack, problems } = await loadCouncil(path);
  // Who handles flags about the Clerk matters where people are told of them, and a scan tells nobody.
  for (const problem of problems.filter(({ code }) => code !== 'no-routing')) {
    process.stderr.write(`${formatProblem(problem)}${problem.severity === 'warning' ? ' (warning)' : ''}\n`);
  }
  return council === null || pack === null ? null : { council, pack };
}
