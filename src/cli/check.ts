/** `candour check COUNCIL.yaml`: every mistake in a council file at once, and what the file means. */

import type { Command } from 'commander';
import type { Council, LocalDate } from '../council/council.ts';
import { formatProblem, type Problem } from '../council/problem.ts';
import { buildRoster, localDate } from '../council/roster.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import { loadCouncil } from '../sources/load-council.ts';

const examples = `
Examples:
  candour check council.yaml
  candour check config/councils/little-wickham/council.yaml

Every problem is one line, file:line:column key – what is wrong. Exit status: 0 the file can be used (warnings allowed),
2 it has errors. An unknown key and a mailbox path that leads nowhere are errors here, though scan only mentions them.`;

export function registerCheck(program: Command): void {
  program
    .command('check')
    .summary('check a council file')
    .description('Checks a council file and its protocol pack, and says what they mean.')
    .argument('<council>', 'path of the council file (council.yaml)')
    .addHelpText('after', examples)
    .action(async (path: string) => {
      const { lines, exitCode } = await checkCouncil(path, new Date());
      process.stdout.write(`${lines.join('\n')}\n`);
      process.exitCode = exitCode;
    });
}

export async function checkCouncil(path: string, now: Date): Promise<{ lines: string[]; exitCode: 0 | 2 }> {
  const { council, pack, problems } = await loadCouncil(path);
  const judged = problems.map(judgeStrictly);
  const lines = judged.map((problem) => formatProblem(problem) + (problem.severity === 'warning' ? ' (warning)' : ''));
  const errors = judged.filter(({ severity }) => severity === 'error').length;
  if (council !== null && pack !== null) lines.push('', ...summarise(council, pack, judged, now));
  const warnings = judged.length - errors;
  lines.push('', `${path}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`);
  return { lines: lines[0] === '' ? lines.slice(1) : lines, exitCode: errors > 0 ? 2 : 0 };
}

/** Somebody who checks a file wants to hear of a misspelt key before it silently means nothing. */
function judgeStrictly(problem: Problem): Problem {
  const isStrict = problem.code === 'unknown-key' || problem.code === 'mailbox-not-found';
  return isStrict ? { ...problem, severity: 'error' } : problem;
}

function summarise(council: Council, pack: Pack, problems: readonly Problem[], now: Date): string[] {
  const today = localDate(now, council.timezone);
  return [
    `${council.name} (${council.id}), under ${pack.title}`,
    '',
    ...summarisePeople(council, today),
    '',
    ...summariseMailboxes(council, problems),
    '',
    ...summariseRules(council, pack),
  ];
}

function summarisePeople(council: Council, today: LocalDate): string[] {
  const roster = buildRoster(council);
  const name = (people: { name: string }[]): string => people.map((person) => person.name).join(', ') || 'nobody';
  return [
    `People: ${council.people.length}`,
    `  officers on ${today}: ${name(roster.officersOn(today))}`,
    `  councillors on ${today}: ${name(roster.councillorsOn(today))}`,
    `  Clerk: ${name(roster.holdersOf('clerk', today))}`,
    `  Chair or Mayor: ${name([...roster.holdersOf('chair', today), ...roster.holdersOf('mayor', today)])}`,
  ];
}

function summariseMailboxes(council: Council, problems: readonly Problem[]): string[] {
  const missing = new Set(problems.filter(({ code }) => code === 'mailbox-not-found').map(({ key }) => key));
  const lines = council.mailboxes.map(({ id, owner, journal, path }, index) => {
    const whose = journal ? 'journal' : `of ${owner ?? 'nobody named'}`;
    const place = path === null ? 'IMAP' : missing.has(`mailboxes[${index}].path`) ? `not found at ${path}` : path;
    return `  ${id} (${whose}): ${place}`;
  });
  return [`Mailboxes: ${council.mailboxes.length}`, ...lines];
}

function summariseRules(council: Council, pack: Pack): string[] {
  const rules = effectiveRules(pack, council);
  const [on, off] = [rules.filter(({ enabled }) => enabled), rules.filter(({ enabled }) => !enabled)];
  return [
    `Rules on: ${on.length}`,
    ...on.map(({ rule, clauseRef, severity }) => `  ${rule} (${clauseRef}, ${severity})`),
    `Rules off: ${off.length}`,
    ...off.map(({ rule, clauseRef, offBecause }) => `  ${rule} (${clauseRef}): ${offBecause}`),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
