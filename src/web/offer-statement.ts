/** Offering somebody to add a statement: the event and the letter with the link in one transaction, so that there is never one without the other. */

import { insertNotices } from '../intake/notice-store.ts';
import { buildNoticeId } from '../notify/message-id.ts';
import { formatStatementParameters } from '../notify/statement-letter.ts';
import { decide, type Recorded } from '../review/decide.ts';
import { type Order, type Refusal, refuse } from '../review/order.ts';
import { addressOf } from '../review/routing.ts';
import type { Console } from './console.ts';
import type { CouncilView } from './council-view.ts';

export async function offerStatement(
  { url, parts: { database, now, enqueue } }: Console,
  { live, day }: CouncilView,
  order: Order,
): Promise<Recorded | Refusal> {
  const { council, roster, log } = live;
  const { flag, recipient = '' } = order;
  const at = now();
  const isKnown = roster.personOfId(recipient) !== null;
  if (isKnown && addressOf(recipient, roster, day) === null)
    return refuse('not-valid', 'The council file has no address of this person to which a link could be sent.', {
      field: 'recipient',
    });
  const notice = {
    id: buildNoticeId('statement', flag.slice(0, 32), recipient),
    kind: 'statement' as const,
    recipient,
    thread: '',
    parameters: formatStatementParameters(statementUrl(url, council.id, flag)),
    not_before: at,
  };
  const outcome = await decide(
    {
      append: (time, plan) =>
        database.transact(council.id, async (transaction) => {
          const events = await log.appendWithin(transaction, time, plan);
          if (events.length > 0) await insertNotices(transaction, council.id, [notice], at);
          return events;
        }),
    },
    roster,
    new Date(at),
    order,
  );
  if (outcome.kind === 'recorded') await enqueue([{ kind: 'deliver-alert', council: council.id, notice: notice.id }]);
  return outcome;
}

/** The first eight digits are enough: they are looked up among the person's own. */
function statementUrl(url: string, council: string, flag: string): string {
  return `${url}/${council}/statements/${flag.slice(0, 8)}`;
}
