/** Copies that were delivered and never read: each with what the database has of the place where it lies. */

import type { Council } from '../../src/council/council.ts';
import type { Database } from '../../src/database/open-database.ts';
import { toLoggedFlag } from '../../src/flaglog/flag-state.ts';
import { normaliseMessageId } from '../../src/mail/envelope.ts';
import { fieldValue, readHeaderSection } from '../../src/mail/header-fields.ts';
import type { LiveCouncil } from '../../src/operation/live-council.ts';
import type { CorpusMessage } from '../../test/support/live-folder.ts';

/** Each with its folder and Message-ID, and behind them the rows that are no evidence. A report is known by what it encloses, and not looked for. */
export async function findUnread(
  { kysely }: Database,
  { id, mailboxes }: Council,
  delivered: readonly CorpusMessage[],
): Promise<string[]> {
  const rows = await kysely
    .selectFrom('copy')
    .select(['mailbox', 'folder', 'state', 'validity', 'reference', 'message_id', 'reason'])
    .where('council', '=', id)
    .execute();
  const read = new Set(rows.filter(({ state }) => state === 'read').map((row) => `${row.mailbox} ${row.message_id}`));
  const journals = new Set(mailboxes.filter(({ journal }) => journal).map((mailbox) => mailbox.id));
  const unread = delivered.flatMap(({ mailbox, folder, bytes }) => {
    const { fields } = readHeaderSection(Buffer.from(bytes), 0, bytes.length);
    const messageId = normaliseMessageId(fieldValue(fields, 'message-id'));
    if (messageId === '' || journals.has(mailbox) || read.has(`${mailbox} ${messageId}`)) return [];
    return [{ mailbox, folder, messageId }];
  });
  const others = rows.filter(({ state }) => state !== 'read');
  return [
    ...unread.map(({ mailbox, folder, messageId }) => `${mailbox}/${folder} ${messageId} was never read`),
    ...(unread.length === 0 ? [] : others).map(
      ({ mailbox, folder, validity, reference, state, reason }) =>
        `${mailbox}/${folder} ${validity}:${reference} is ${state} ${reason}`,
    ),
  ];
}

/** Of flags that are missing, `rule <message-id>` each: how the copies of the message stand, and what the log says of the flag. */
export async function describeMissing(
  { kysely }: Database,
  { council, log }: LiveCouncil,
  missing: readonly string[],
): Promise<string[]> {
  const { flags } = await log.catchUp(kysely);
  const known = [...flags.values()].map((state) => toLoggedFlag(council.id, state));
  const described: string[] = [];
  for (const each of missing) {
    const [rule = '', messageId = ''] = each.split(' ');
    const copies = await kysely.selectFrom('copy').selectAll().where('message_id', '=', messageId).execute();
    const stand = copies.map(
      ({ mailbox, folder, is_sent, validity, reference, state, opening, reason, evidence_seq }) =>
        `${mailbox}/${folder} sent ${is_sent} ${validity}:${reference} ${state} ${opening} ${reason} evidence ${evidence_seq}`,
    );
    const flag = known.find((one) => one.rule === rule && one.messageId === messageId);
    const logged = flag === undefined ? 'never raised' : `raised at ${flag.raised.seq}, standing ${flag.isStanding}`;
    described.push(`${each}: ${logged}; ${stand.join('; ')}`);
  }
  return described;
}
