/** What is said once an hour where more alerts came than the council wants at a time. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { countOf } from '../rules/plain-words.ts';
import { paragraph, type Rendered } from './document.ts';
import type { NoticeContext } from './flag-words.ts';
import { renderNotice } from './render-notice.ts';

/** `flags`: those that the notice is linked to. They are counted, and stand in the next digest. */
export function buildOverflow(flags: readonly LoggedFlag[], { roster }: NoticeContext): Rendered {
  const all = countOf(flags.length, 'more possible departure');
  const serious = flags.filter(({ severity }) => severity === 'serious').length;
  return renderNotice({
    subject: `Candour: ${all} from the protocol`,
    title: `${all} from the protocol`,
    blocks: [
      paragraph(
        `For ${roster.council.name}. More came within an hour than are alerted one by one: ${countOf(flags.length, 'flag')}, of which ${serious} serious. The next digest has them, and no alert of each will follow.`,
      ),
      paragraph('Until then they can be seen on the machine where Candour runs:'),
      { kind: 'command', text: 'npx candour flags --severity serious' },
      paragraph(
        'So many at once can mean that something in the mail or the settings changed, rather than in how people act.',
      ),
    ],
  });
}
