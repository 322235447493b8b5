/** Parts that digest, report and heartbeat have in common. */

import { formatHead, type Head } from '../flaglog/entry.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { recipientOf } from '../review/routing.ts';
import { formatDay } from '../rules/people.ts';
import { countOf, gradeInShort, ruleInWords } from '../rules/plain-words.ts';
import type { Share } from './digest-facts.ts';
import { type Block, heading, type Item, list, paragraph } from './document.ts';
import { flagInShort, linkOf, type NoticeContext, shortIdOf } from './flag-words.ts';

export const mostListed = 10;

/** By rule, at most ten in all; what is beyond them is counted. */
export function listByRule(flags: readonly LoggedFlag[], context: NoticeContext): Block[] {
  const shown = Map.groupBy(flags.slice(0, mostListed), ({ rule }) => rule);
  const totals = Map.groupBy(flags, ({ rule }) => rule);
  return [
    ...[...shown].flatMap(([rule, members]): Block[] => [
      heading(`${ruleInWords(rule)} (${totals.get(rule)?.length ?? 0})`, 3),
      { kind: 'list', items: members.map((flag) => itemOf(flag, context)) },
    ]),
    ...andMore(flags),
  ];
}

export function listFlags(flags: readonly LoggedFlag[], context: NoticeContext): Block[] {
  if (flags.length === 0) return [];
  return [
    {
      kind: 'list',
      items: flags.slice(0, mostListed).map((flag) => itemOf(flag, context, `${ruleInWords(flag.rule)}, `)),
    },
    ...andMore(flags),
  ];
}

function itemOf(flag: LoggedFlag, context: NoticeContext, what = ''): Item {
  const severity = flag.severity === 'ordinary' ? '' : `; ${flag.severity}`;
  const text = `${what}${flagInShort(flag, context)}; ${gradeInShort[flag.grade]}${severity}`;
  return { id: shortIdOf(flag), href: linkOf(flag, context), text };
}

function andMore(flags: readonly LoggedFlag[]): Block[] {
  return flags.length <= mostListed
    ? []
    : [paragraph(`And ${flags.length - mostListed} more: npx candour flags lists them.`)];
}

/** Flags that are with somebody else: a count, and nothing about them. */
export function describeElsewhere({ elsewhere }: Share, { roster }: NoticeContext): Block[] {
  if (elsewhere === null) return [];
  const { rerouted, unhandled } = elsewhere;
  const nobody =
    recipientOf('clerkFlags', roster) === null
      ? 'The council file names nobody to handle a flag about the Clerk (routing).'
      : 'Nobody whom the council file names under routing may handle them.';
  return [
    heading('With another handler'),
    paragraph(
      `${countOf(rerouted, 'flag')} ${rerouted === 1 ? 'is' : 'are'} with another handler, as routing in the council file says.`,
    ),
    ...(unhandled > 0
      ? [paragraph(`${countOf(unhandled, 'flag')} ${unhandled === 1 ? 'is' : 'are'} told to nobody. ${nobody}`)]
      : []),
    ...(unhandled === 0 && recipientOf('clerkFlags', roster) === null ? [paragraph(nobody)] : []),
  ];
}

/** Late with another handler: the reader signs in to see them. */
export function describeEscalated({ escalated }: Share): Block[] {
  if (escalated === 0) return [];
  const are = escalated === 1 ? 'flag has' : 'flags have';
  return [
    heading('Late with another handler'),
    paragraph(
      `${escalated} ${are} not been decided in time. As the alternate you may see and decide ${escalated === 1 ? 'it' : 'them'} now, in the console. Nothing about ${escalated === 1 ? 'it' : 'them'} is said here.`,
    ),
  ];
}

export function describeAwaiting({ awaiting }: Share, context: NoticeContext): Block[] {
  if (awaiting.length === 0) return [];
  return [
    heading('An explanation is awaited', 3),
    ...list(
      awaiting
        .slice(0, mostListed)
        .map(
          ({ flag, due }) =>
            `${shortIdOf(flag)}: ${ruleInWords(flag.rule)}, ${flagInShort(flag, context)}; due ${formatDay(due)}`,
        ),
    ),
    ...andMore(awaiting.map(({ flag }) => flag)),
  ];
}

/** Counts only: what was agreed to is no news. */
export function describeMuted({ muted }: Share): Block[] {
  if (muted.length === 0) return [];
  return [
    heading('Kept back by what the council agreed to'),
    paragraph('These flags stand in the log and alert nobody, since a mute or a standing arrangement covers them.'),
    ...list(muted.map(({ mute, flags }) => `${mute}: ${countOf(flags, 'flag')}`)),
  ];
}

export function describeExcepted({ excepted }: Share): Block[] {
  if (excepted.length === 0) return [];
  const counts = [...Map.groupBy(excepted, ({ rule }) => rule)].map(
    ([rule, flags]) => `${ruleInWords(rule)}: ${flags.length}`,
  );
  return [
    heading('Excused by the protocol itself'),
    paragraph(
      `${countOf(excepted.length, 'message')} that the protocol’s own text excuses. They stand in the log, and ask for nothing.`,
    ),
    ...list(counts),
  ];
}

/** Whoever keeps it can tell later whether the log before it was altered or cut short. */
export function describeHead(head: Head | null): Block[] {
  if (head === null) return [heading('The flag log'), paragraph('The flag log has no entry yet.')];
  return [
    heading('The flag log'),
    paragraph(
      `${countOf(head.seq, 'entry', 'entries')}. Its head, by which an export can be checked later (candour verify FILE --head …):`,
    ),
    { kind: 'command', text: formatHead(head) },
  ];
}
