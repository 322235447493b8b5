/** What is sent once a week where there is nothing new, so that somebody notices when it stops. */

import { formatDay } from '../rules/people.ts';
import { countOf } from '../rules/plain-words.ts';
import { type DigestFacts, type Share, shareOf } from './digest-facts.ts';
import { describeElsewhere, describeExcepted, describeHead } from './digest-parts.ts';
import { type Block, heading, paragraph, type Rendered } from './document.ts';
import type { NoticeContext } from './flag-words.ts';
import { describeHealth, isTroubled } from './health.ts';
import { renderNotice } from './render-notice.ts';

export function buildHeartbeat(facts: DigestFacts, context: NoticeContext): Rendered {
  const share = shareOf(facts, context.roster);
  const isWell = !isTroubled(facts.health);
  const day = formatDay(facts.day);
  return renderNotice({
    subject: `Candour: ${isWell ? 'at work' : 'not everything can be read'}, ${day}`,
    title: isWell ? 'Candour is at work' : 'Candour cannot read everything',
    blocks: [
      paragraph(
        `For ${context.roster.council.name}, ${day}. You get this on the first working day of the week, so that somebody notices when it does not come: then ask whoever runs Candour for the council.`,
      ),
      ...describeOwn(share),
      ...describeElsewhere(share, context),
      ...describeExcepted(share),
      ...describeHealth(facts.health, facts.at, context),
      ...describeHead(facts.head),
    ],
  });
}

function describeOwn({ waiting, overdue }: Share): Block[] {
  const still =
    waiting.length === 0
      ? 'Nothing waits for you.'
      : `${countOf(waiting.length, 'flag')} told to you before still ${waiting.length === 1 ? 'stands' : 'stand'}, of which ${overdue.length} told more than five working days ago.`;
  return [heading('Flags'), paragraph(`There is nothing new for you. ${still}`)];
}
