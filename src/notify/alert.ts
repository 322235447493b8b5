/** An alert: the serious flags of one conversation, told at once to whoever handles them. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { countOf } from '../rules/plain-words.ts';
import { describeFlag } from './describe-flag.ts';
import { type Block, heading, paragraph, type Rendered } from './document.ts';
import { type NoticeContext, shortIdOf } from './flag-words.ts';
import { renderNotice } from './render-notice.ts';

const mostInFull = 5;

/** `flags`: those that the notice is linked to and that its recipient may read (`mayRead`); at least one. */
export function buildAlert(flags: readonly LoggedFlag[], context: NoticeContext): Rendered {
  const shown = flags.slice(0, mostInFull);
  const rest = flags.slice(mostInFull);
  const what = countOf(flags.length, 'serious possible departure');
  return renderNotice({
    subject: `Candour: ${what} from the protocol`,
    title: flags.length === 1 ? 'A possible departure from the protocol' : `${what} from the protocol`,
    blocks: [
      paragraph(
        `For ${context.roster.council.name}. Candour noticed what may depart from the ${context.pack.title}. It is a question for you to look into, and no verdict: mail does not show every reason.`,
      ),
      ...shown.flatMap((flag) => describeFlag(flag, context)),
      ...(rest.length === 0
        ? []
        : [
            paragraph(
              `In the same conversation there are ${countOf(rest.length, 'more flag')}: ${rest.map(shortIdOf).join(', ')}.`,
            ),
          ]),
      ...whereItIsWrong,
    ],
  });
}

/** Under every notice that asks for a decision. */
export const whereItIsWrong: readonly Block[] = [
  heading('If you think a flag is wrong'),
  paragraph(
    'It may be: Candour reads mail and knows no conversations. Leave it undone then, and keep a note of why. If later mail shows that nothing was amiss, the flag is withdrawn by itself, and you are told so once. A flag that keeps coming up for a reason that the council agreed to can be settled in the council file; tell whoever runs Candour for you, and give the number of the flag.',
  ),
  paragraph(
    'This message quotes no email and names no outside address in full. Candour changes nothing in any mailbox.',
  ),
];
