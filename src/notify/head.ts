/** The head of the flag log, sent to the auditor each week: with it in other hands, the log cannot be cut short or rewritten unseen. */

import type { LocalDate } from '../council/council.ts';
import { formatHead, type Head } from '../flaglog/entry.ts';
import { formatDay } from '../rules/people.ts';
import { countOf } from '../rules/plain-words.ts';
import { heading, paragraph, type Rendered } from './document.ts';
import type { NoticeContext } from './flag-words.ts';
import { renderNotice } from './render-notice.ts';

/** `head` is null for a log without entries. */
export function buildHead(head: Head | null, day: LocalDate, { roster }: NoticeContext): Rendered {
  const { name } = roster.council;
  const title = `Head of the flag log, ${formatDay(day)}`;
  const subject = `Candour: head of the flag log, ${formatDay(day)}`;
  if (head === null)
    return renderNotice({ subject, title, blocks: [paragraph(`The flag log of ${name} has no entry yet.`)] });
  return renderNotice({
    subject,
    title,
    blocks: [
      paragraph(`The flag log of ${name} has ${countOf(head.seq, 'entry', 'entries')}. Its head is:`),
      { kind: 'command', text: formatHead(head) },
      heading('What it is for'),
      paragraph(
        'Please keep this message where the council cannot change it. When you are given an export of the log, it proves that no entry up to this one was altered, taken out or put in since:',
      ),
      { kind: 'command', text: 'candour verify FILE --head HASH@NUMBER' },
      paragraph(
        'FILE is the export, and HASH@NUMBER the line above. The check needs the exported file and nothing else: neither the council’s computer nor its key. This message tells nothing about any flag.',
      ),
    ],
  });
}
