/** What a council file means, in lines for whoever wrote it. */

import type { Council, LocalDate } from '../council/council.ts';
import type { Problem } from '../council/problem.ts';
import { buildRoster, localDate } from '../council/roster.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';

export function summariseCouncil(council: Council, pack: Pack, problems: readonly Problem[], now: Date): string[] {
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
