/** Flags as a table for a window of 100 columns, serious ones first. */

import type { Roster } from '../council/roster.ts';
import type { Flag, Severity } from '../rules/flag.ts';
import { nameOf } from '../rules/people.ts';
import { shortIdLength } from './flags.ts';
import { toPrintable } from './log-options.ts';
import { countOf, gradeInShort, ruleInWords, severityInWords } from './plain-words.ts';

/** `id` is the flag's in the log, or null for a flag that was not written there. */
export type ListedFlag = {
  id: string | null;
  flag: Pick<Flag, 'rule' | 'severity' | 'status' | 'grade' | 'people' | 'thirdParties'> & { date: string | null };
};

type Column = { title: string; width: number; show: (listed: ListedFlag, roster: Roster) => string };

const columns: readonly Column[] = [
  { title: 'Flag', width: shortIdLength, show: ({ id }) => id?.slice(0, shortIdLength) ?? '' },
  { title: 'Date', width: 10, show: ({ flag }) => flag.date?.slice(0, 10) ?? '(erased)' },
  { title: 'What', width: 22, show: ({ flag }) => ruleInWords(flag.rule) },
  { title: 'Who', width: 20, show: ({ flag }, roster) => shortName(flag.people.by, 20, roster) },
  { title: 'Concerning', width: 20, show: ({ flag }, roster) => describeConcerned(flag, roster) },
  { title: 'How sure', width: 12, show: ({ flag }) => gradeInShort[flag.grade] },
];

export function formatFlagTable(flags: readonly ListedFlag[], roster: Roster): string[] {
  if (flags.length === 0) return ['No possible departures from the protocol were found in the mail that was read.'];
  const shown = flags.every(({ id }) => id === null) ? columns.slice(1) : columns;
  const groups = (['serious', 'ordinary', 'advice'] as const satisfies readonly Severity[]).map((severity) => ({
    title: severityInWords[severity],
    members: flags.filter(({ flag }) => flag.severity === severity && flag.status === 'open'),
  }));
  groups.push({
    title: 'Excused by the protocol itself',
    members: flags.filter(({ flag }) => flag.status === 'excepted'),
  });
  const toLine = (cells: string[]): string =>
    cells
      .map((cell, at) => toWidth(cell, shown[at]?.width ?? 0))
      .join(' ')
      .trimEnd();
  return [
    toLine(shown.map(({ title }) => title)),
    ...groups
      .filter(({ members }) => members.length > 0)
      .flatMap(({ title, members }) => [
        '',
        `${title} (${members.length})`,
        ...members.map((listed) => toLine(shown.map(({ show }) => toPrintable(show(listed, roster))))),
      ]),
  ];
}

/** Who was affected, else who read it unseen, else how many outside: their addresses are not for a screen. */
export function describeConcerned(
  { people, thirdParties }: Pick<Flag, 'people' | 'thirdParties'>,
  roster: Roster,
): string {
  const [first, ...rest] = people.affected.length > 0 ? people.affected : people.hidden;
  if (first === undefined) return thirdParties.length === 0 ? '' : countOf(thirdParties.length, 'outsider');
  const more = rest.length === 0 ? '' : ` +${rest.length}`;
  return shortName(first, 20 - more.length, roster) + more;
}

/** Where the whole name has no room, its initial has. */
export function shortName(id: string | null, width: number, roster: Roster): string {
  if (id === null) return 'a shared address';
  const name = nameOf(id, roster);
  return name.length <= width ? name : name.replace(/^(Cllr )?(\p{L})\S*\s+/u, '$1$2. ');
}

export function toWidth(text: string, width: number): string {
  const characters = [...text];
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : text + ' '.repeat(width - characters.length);
}
