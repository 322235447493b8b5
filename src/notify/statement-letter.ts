/** The letter with which somebody whom a flag names is told that they may add a statement: where, and nothing of what it is about. */

import { paragraph, type Rendered } from './document.ts';
import type { NoticeContext } from './flag-words.ts';
import { renderNotice } from './render-notice.ts';

/** As they stand in the outbox. `url`: of the page, which needs signing in. */
export function formatStatementParameters(url: string): string {
  return JSON.stringify({ url });
}

/** Null where the parameters name no page. */
export function buildStatementLetter(parameters: string, { roster }: NoticeContext): Rendered | null {
  const { url } = JSON.parse(parameters) as { url?: unknown };
  if (typeof url !== 'string' || !/^https?:\/\/[^\s<>"']+$/.test(url)) return null;
  return renderNotice({
    subject: 'Candour: you may add a statement',
    title: 'You may add a statement',
    blocks: [
      paragraph(
        `You are named in a question about the protocol of ${roster.council.name}, and may say how it was. The question is no verdict, and you need not answer.`,
      ),
      { kind: 'link', text: 'See what is recorded about you, and add a statement', href: url },
      paragraph(
        'You sign in with this address: another letter brings a link that works once. You see what is recorded about yourself, and nothing about others. There can be one statement, and it is kept word for word.',
      ),
    ],
  });
}
