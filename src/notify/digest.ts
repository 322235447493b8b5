/** The daily digest: what to decide, what is new, what waits, what was read, and what cannot be seen. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { formatDay, gradeInWords } from '../rules/people.ts';
import { countOf, ruleInWords } from '../rules/plain-words.ts';
import { whereItIsWrong } from './alert.ts';
import { whyNot } from './correction.ts';
import { type DigestFacts, type Share, shareOf } from './digest-facts.ts';
import {
  describeAwaiting,
  describeElsewhere,
  describeEscalated,
  describeExcepted,
  describeHead,
  describeMuted,
  listByRule,
  listFlags,
} from './digest-parts.ts';
import { type Block, heading, list, paragraph, type Rendered } from './document.ts';
import {
  accountWithoutQuotes,
  clauseOf,
  flagInShort,
  linkOf,
  type NoticeContext,
  questionOf,
  shortIdOf,
} from './flag-words.ts';
import { describeHealth } from './health.ts';
import { renderNotice } from './render-notice.ts';

/** More than a Clerk has time for in one sitting would be put off as a whole. */
const mostToDecide = 5;

export function buildDigest(facts: DigestFacts, context: NoticeContext): Rendered {
  const share = shareOf(facts, context.roster);
  const today = chooseForToday(share);
  const isLeft = (flag: LoggedFlag): boolean => !today.includes(flag);
  const day = formatDay(facts.day);
  return renderNotice({
    subject: `Candour: digest of ${day}, ${countOf(share.fresh.length, 'new flag')}`,
    title: `Digest of ${day}`,
    blocks: [
      paragraph(
        `For ${context.roster.council.name}, under the ${context.pack.title}. A flag is a possible departure from the protocol: a question to look into, and no verdict.`,
      ),
      ...describeToday(today, context),
      heading('New'),
      ...describeNew(share.fresh.filter(isLeft), share.fresh.length, context),
      ...describeWaiting(share, share.waiting.filter(isLeft), context),
      ...describeElsewhere(share, context),
      ...describeEscalated(share),
      ...describeMuted(share),
      ...describeExcepted(share),
      ...describeHealth(facts.health, facts.at, context),
      ...describeHead(facts.head),
      ...whereItIsWrong,
    ],
  });
}

function chooseForToday({ fresh, waiting }: Share): LoggedFlag[] {
  const isFor = (severity: LoggedFlag['severity']) => (flag: LoggedFlag) => flag.severity === severity;
  const all = [...waiting, ...fresh];
  return [...all.filter(isFor('serious')), ...all.filter(isFor('ordinary'))].slice(0, mostToDecide);
}

function describeToday(flags: readonly LoggedFlag[], context: NoticeContext): Block[] {
  if (flags.length === 0) return [heading('To decide today'), paragraph('Nothing.')];
  return [heading('To decide today'), ...flags.flatMap((flag) => describeDecision(flag, context))];
}

function describeDecision(flag: LoggedFlag, context: NoticeContext): Block[] {
  const { explanation, remedy } = accountWithoutQuotes(flag, context);
  const { paraphrase } = clauseOf(flag, context);
  const href = linkOf(flag, context);
  return [
    heading(questionOf(flag, flag.severity === 'serious' ? ', serious' : ''), 3),
    paragraph(explanation),
    paragraph(`Clause ${flag.clause.ref}${paraphrase === null ? '' : `: ${paraphrase}`}`),
    paragraph(`How sure: grade ${flag.grade}, ${gradeInWords[flag.grade]}.`),
    paragraph(`What can be done: ${remedy}`),
    href === null
      ? { kind: 'command', text: `npx candour explain ${shortIdOf(flag)}` }
      : { kind: 'link', text: `The whole flag ${shortIdOf(flag)}, with its evidence`, href },
  ];
}

function describeNew(left: readonly LoggedFlag[], all: number, context: NoticeContext): Block[] {
  if (all === 0) return [paragraph('No new flags.')];
  if (left.length === 0) return [paragraph(`${countOf(all, 'new flag')}: see above.`)];
  const above = all - left.length;
  const more = above === 0 ? '' : `, of which ${above} stand${above === 1 ? 's' : ''} above`;
  return [paragraph(`${countOf(all, 'new flag')}${more}.`), ...listByRule(left, context)];
}

function describeWaiting(share: Share, left: readonly LoggedFlag[], context: NoticeContext): Block[] {
  const { waiting, overdue, takenBack } = share;
  const late = left.filter((flag) => overdue.includes(flag));
  const rest = left.filter((flag) => !overdue.includes(flag));
  const blocks: Block[] = [
    heading('Waiting'),
    paragraph(
      waiting.length === 0
        ? 'No flag that was told before still waits.'
        : `${countOf(waiting.length, 'flag')} told before and still standing, of which ${overdue.length} told more than five working days ago.`,
    ),
  ];
  if (late.length > 0) blocks.push(heading('Told more than five working days ago', 3), ...listFlags(late, context));
  if (rest.length > 0) blocks.push(heading('Told since', 3), ...listFlags(rest, context));
  blocks.push(...describeAwaiting(share, context));
  if (takenBack.length > 0)
    blocks.push(
      heading('No longer standing', 3),
      ...list(
        takenBack.map(
          (flag) => `${shortIdOf(flag)}: ${ruleInWords(flag.rule)}, ${flagInShort(flag, context)}. ${whyNot(flag)}`,
        ),
      ),
    );
  return blocks;
}
