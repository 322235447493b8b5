/** A correction: an alert that went out no longer holds, said once to whoever had it. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { countOf, ruleInWords } from '../rules/plain-words.ts';
import { type Block, heading, paragraph, type Rendered } from './document.ts';
import { exceptionInWords, flagInShort, type NoticeContext, reasonsInWords, shortIdOf } from './flag-words.ts';
import { renderNotice } from './render-notice.ts';

/** `flags`: those that the notice is linked to and that its recipient may read; at least one. */
export function buildCorrection(flags: readonly LoggedFlag[], context: NoticeContext): Rendered {
  const title =
    flags.length === 1 ? 'Correction of an alert' : `Correction of alerts: ${countOf(flags.length, 'flag')}`;
  return renderNotice({
    subject: `Candour: correction of ${flags.length === 1 ? 'an earlier alert' : countOf(flags.length, 'earlier alert')}`,
    title,
    blocks: [
      paragraph(
        `For ${context.roster.council.name}. You were alerted to what follows as a possible departure from the protocol. It no longer stands, so nothing is to be done about it. If you have spoken to anybody because of it, please tell them too.`,
      ),
      ...flags.flatMap((flag) => describeCorrection(flag, context)),
      paragraph(
        'The flag log keeps both the flag and this change, so that an auditor can see what was known when. If the same comes up again, it will stand in the digest.',
      ),
    ],
  });
}

function describeCorrection(flag: LoggedFlag, context: NoticeContext): Block[] {
  return [
    heading(`${ruleInWords(flag.rule)} (flag ${shortIdOf(flag)})`),
    paragraph(`${flagInShort(flag, context)}.`),
    paragraph(whyNot(flag)),
  ];
}

/** What became of a flag that was told. */
export function whyNot(flag: LoggedFlag): string {
  if (!flag.isStanding) return `Withdrawn: ${reasonsInWords(flag.reasons)}.`;
  if (flag.exception !== null) return `Excused by the protocol’s own text: ${exceptionInWords(flag.exception)}.`;
  // It was restored before the correction went out.
  return 'It was withdrawn, and stands again by now: see the next digest.';
}
