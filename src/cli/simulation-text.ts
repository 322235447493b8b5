/** What other rules would change, for a terminal: flags that come, go and stay, by rule. */

import type { StayingFlag } from '../audit/compare-flags.ts';
import type { Flag } from '../rules/flag.ts';
import { describeConcerned, shortName, toWidth } from './flag-table.ts';
import { toPrintable } from './log-options.ts';
import { countOf, ruleInWords } from './plain-words.ts';
import type { Side, Simulation } from './simulation.ts';
import { wrap } from './text-section.ts';

export function formatSimulation(simulation: Simulation): string {
  const { council, before, after, come, go, stay } = simulation;
  const lines = [
    `${council.name}: what would change, as of ${simulation.asOf}`,
    `  now:       ${formatSide(before)}`,
    `  simulated: ${formatSide(after)}`,
    ...formatRules(simulation),
    ...formatPart('Come', 'only the simulated rules give these', come.map(asLine), simulation),
    ...formatPart('Go', 'the simulated rules do not give these', go.map(asLine), simulation),
    ...formatPart('Stay', 'both give these', stay.map(asStayingLine), simulation),
  ];
  return `${lines.map(toPrintable).join('\n')}\n`;
}

function formatSide({ pack, result }: Side): string {
  return `${pack.id}, ${countOf(result.standing.length, 'possible departure')} from the protocol`;
}

/** Why flags come and go at all. */
function formatRules({ before, after }: Simulation): string[] {
  const [now, then] = [runningOf(before), runningOf(after)];
  const list = (title: string, rules: string[]): string[] =>
    rules.length === 0 ? [] : wrap(rules.join(', '), `  ${title}`);
  return [
    ...list(
      'rules only now:       ',
      now.filter((rule) => !then.includes(rule)),
    ),
    ...list(
      'rules only simulated: ',
      then.filter((rule) => !now.includes(rule)),
    ),
  ];
}

export function runningOf({ rules }: Pick<Side, 'rules'>): string[] {
  return rules.filter(({ enabled }) => enabled).map(({ rule }) => rule);
}

type Line = { flag: Flag; note: string };

function asLine(flag: Flag): Line {
  return { flag, note: flag.status === 'excepted' ? `excepted: ${flag.exception}` : '' };
}

function asStayingLine({ before, after, changed }: StayingFlag): Line {
  const notes = changed.map((what) => {
    if (what === 'status') return `${formatStatus(before)} becomes ${formatStatus(after)}`;
    return what === 'severity' ? `${before.severity} becomes ${after.severity}` : 'other people';
  });
  return { flag: after, note: notes.join('; ') };
}

function formatStatus({ status, exception }: Flag): string {
  return exception === null ? status : `${status} (${exception})`;
}

function formatPart(title: string, meaning: string, lines: readonly Line[], { roster }: Simulation): string[] {
  const rules = [...new Set(lines.map(({ flag }) => flag.rule))].sort();
  const head = ['', lines.length === 0 ? `${title}: none` : `${title}: ${lines.length} (${meaning})`];
  return [
    ...head,
    ...rules.flatMap((rule) => {
      const own = lines.filter(({ flag }) => flag.rule === rule);
      return [
        `  ${ruleInWords(rule)} (${rule}, ${own[0]?.flag.clause.ref}): ${own.length}`,
        ...own.map(({ flag, note }) => {
          const cells = [
            toWidth(flag.date.slice(0, 10), 10),
            toWidth(shortName(flag.people.by, 20, roster), 20),
            toWidth(describeConcerned(flag, roster), 20),
            flag.messageId,
          ];
          return `    ${cells.join(' ')}${note === '' ? '' : `  [${note}]`}`;
        }),
      ];
    }),
  ];
}
