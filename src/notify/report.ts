/** The one report on the mail that was there before Candour came: in place of a digest of all of it at once. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { formatDay } from '../rules/people.ts';
import { countOf, ruleInWords } from '../rules/plain-words.ts';
import { whereItIsWrong } from './alert.ts';
import { type DigestFacts, shareOf } from './digest-facts.ts';
import { describeElsewhere, describeExcepted, describeHead, describeMuted, listFlags } from './digest-parts.ts';
import { type Block, heading, paragraph, type Rendered } from './document.ts';
import type { NoticeContext } from './flag-words.ts';
import { describeHealth } from './health.ts';
import { renderNotice } from './render-notice.ts';

export function buildReport(facts: DigestFacts, context: NoticeContext): Rendered {
  const share = shareOf(facts, context.roster);
  const open = [...share.fresh, ...share.waiting];
  const serious = open.filter(({ severity }) => severity === 'serious');
  return renderNotice({
    subject: `Candour: report on earlier mail, ${countOf(open.length, 'flag')}`,
    title: 'What earlier mail shows',
    blocks: [
      paragraph(
        `For ${context.roster.council.name}, ${formatDay(facts.day)}. Candour has read the mail that was there when it was set up. What follows may depart from the ${context.pack.title}: questions to look into, and no verdicts. Much of it will be habit, and from before anybody looked.`,
      ),
      paragraph('It is told once: digests list from now on what is new, and what still waits.'),
      ...describeCounts(open),
      heading('Serious'),
      ...(serious.length === 0 ? [paragraph('None.')] : listFlags(serious, context)),
      ...describeElsewhere(share, context),
      ...describeMuted(share),
      ...describeExcepted(share),
      ...describeHealth(facts.health, facts.at, context),
      ...describeHead(facts.head),
      ...whereItIsWrong,
    ],
  });
}

function describeCounts(flags: readonly LoggedFlag[]): Block[] {
  if (flags.length === 0) return [paragraph('Nothing was found.')];
  const rows = [...Map.groupBy(flags, ({ rule }) => rule)].map(([rule, members]) => [
    ruleInWords(rule),
    String(members.length),
    String(members.filter(({ severity }) => severity === 'serious').length),
  ]);
  return [
    heading('What was found'),
    { kind: 'table', caption: 'Flags by what they are about', columns: ['What', 'Flags', 'Serious'], rows },
    paragraph('They can be seen on the machine where Candour runs:'),
    { kind: 'command', text: 'npx candour flags' },
  ];
}
