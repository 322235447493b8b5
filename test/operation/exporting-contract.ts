/** What an export over an open database must hold, whichever that is; each kind's test file runs this suite. */

import { describe, expect, it } from 'vitest';
import type { Database, DatabaseAddress } from '../../src/database/open-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import type { MessageReference } from '../../src/export/sample.ts';
import { verifyExport } from '../../src/export/verify-export.ts';
import { type FlagLog, openFlagLog } from '../../src/flaglog/flag-log.ts';
import { recordAudit } from '../../src/flaglog/record-audit.ts';
import { countMessages } from '../../src/intake/health-register.ts';
import { readReferences } from '../../src/intake/sample-register.ts';
import { makeExportInThread } from '../../src/operation/export-thread.ts';
import { gatherSample } from '../../src/operation/gather-sample.ts';
import { type ExportOrder, makeExport } from '../../src/operation/make-export.ts';
import { council, makeRecord, makeStanding, noon, TempFolder } from '../flaglog/support.ts';

/** A database of a test's own. */
export type ExportPlace = AsyncDisposable & { address: DatabaseAddress };

const timezone = council.timezone;
const june = { from: '2026-06-01', to: '2026-06-30' };

/** The first and the last instant of June, and what lies beside them, in British time. */
const copies: [message: string, mailbox: string, sentAt: string | null, state: 'read' | 'unreadable'][] = [
  ['<a@x>', 'hall', '2026-06-01T00:00:00+01:00', 'read'],
  ['<a@x>', 'clerk', '2026-06-01T00:00:00+01:00', 'read'],
  ['<b@x>', 'clerk', '2026-05-31T23:59:59+01:00', 'read'],
  ['<c@x>', 'clerk', '2026-06-30T23:59:59+01:00', 'read'],
  ['<d@x>', 'clerk', '2026-06-02T10:00:00+01:00', 'unreadable'],
  ['<e@x>', 'clerk', null, 'read'],
  ['<f@x>', 'clerk', '1969-12-31T23:59:59Z', 'read'],
];

async function insertCopies({ kysely }: Database): Promise<void> {
  for (const [index, [message, mailbox, sentAt, state]] of copies.entries()) {
    const place = { folder: 'INBOX', is_sent: 0, validity: '1', reference: String(index), opening: 'gate' as const };
    await kysely
      .insertInto('copy')
      .values({
        ...place,
        ...{ council: council.id, id: String(index), mailbox, state, message_id: message, seen_at: 0, attempts: 0 },
        ...{ next_attempt_at: 0, reason: '', content_key: null, evidence_seq: null, facts: null, links: null },
        ...{ not_examined: null, facts_version: null, read_at: 1 },
        sent_at: sentAt === null ? null : Date.parse(sentAt),
      })
      .execute();
  }
}

function openLog(database: Database, folder: TempFolder): Promise<FlagLog> {
  return openFlagLog({ database, keyPath: `${folder.path}/flag.key`, councilId: council.id });
}

function byReference(found: readonly MessageReference[] | null): MessageReference[] {
  return [...(found ?? [])].sort((left, right) => (left.messageRef < right.messageRef ? -1 : 1));
}

export function describeExporting(name: string, makePlace: () => Promise<ExportPlace>): void {
  describe(`an export over an open database: ${name}`, () => {
    it('samples the messages that were read, each once, of the days of the council', async () => {
      await using place = await makePlace();
      await using database = await openDatabase(place.address);
      const { kysely } = database;
      const bounds = { from: Date.parse('2026-06-01T00:00:00+01:00'), to: Date.parse('2026-07-01T00:00:00+01:00') };
      expect(await readReferences(kysely, council.id, bounds)).toBe(null);
      await insertCopies(database);
      expect(byReference(await readReferences(kysely, council.id, bounds))).toEqual([
        { messageRef: '<a@x>', mailbox: 'clerk' },
        { messageRef: '<c@x>', mailbox: 'clerk' },
      ]);
      const everything = byReference(await readReferences(kysely, council.id, { from: null, to: null }));
      expect(everything.map(({ messageRef }) => messageRef)).toEqual(['<a@x>', '<b@x>', '<c@x>', '<f@x>']);
      expect(await countMessages(kysely, council)).toMatchObject([
        // In 1969 British time was an hour ahead all year: the next year had begun.
        { mailbox: 'clerk', messages: 5, months: { '2026-05': 1, '2026-06': 2, undated: 1, '1970-01': 1 } },
        { mailbox: 'hall', messages: 1, months: { '2026-06': 1 } },
      ]);
    });

    it('leaves flagged messages out of the sample, and takes the newest hash where no seed is given', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await openDatabase(place.address);
      await using log = await openLog(database, folder);
      await recordAudit(log, { at: noon('2026-07-01'), ...makeRecord([makeStanding('<a@x>')]) });
      const entries = await log.readEntries();
      const wanted = { size: 5, period: june, timezone };
      expect(await gatherSample(database, council.id, entries, { ...wanted, seed: '4711' })).toEqual({
        size: 5,
        seed: '4711',
        unflagged: null,
      });
      await insertCopies(database);
      expect(await gatherSample(database, council.id, entries, { ...wanted, seed: null })).toEqual({
        size: 5,
        seed: (await log.head())?.hash,
        unflagged: [{ messageRef: '<c@x>', mailbox: 'clerk' }],
      });
    });

    it('is the same to the byte from the thread of the console and from the command, and verifies', async () => {
      await using place = await makePlace();
      using folder = new TempFolder();
      await using database = await openDatabase(place.address);
      await using log = await openLog(database, folder);
      await recordAudit(log, { at: noon('2026-07-01'), ...makeRecord([makeStanding('<a@x>'), makeStanding('<g@x>')]) });
      await insertCopies(database);
      const open = { variant: 'with-names', addresses: true, quotes: true } as const;
      const order: ExportOrder = { format: 'csv', period: null, open, sample: { size: 5, seed: '4711' } };
      const at = noon('2026-07-02');
      const made = await makeExport(log, database, order, at);
      const madeApart = await makeExportInThread({ address: place.address, council: council.id, order, at });
      if (made.kind !== 'made' || madeApart.kind !== 'made') throw new Error('There is no export.');
      expect(Buffer.from(madeApart.bytes).equals(made.bytes)).toBe(true);
      expect(madeApart).toMatchObject({ period: { from: '2026-04-01', to: '2027-03-31' }, head: await log.head() });
      expect(await verifyExport(madeApart.bytes, await log.head())).toMatchObject({ ok: true, variant: 'with-names' });
      // Of the financial year: neither <a@x>, which is flagged, nor what nobody has dated.
      expect(madeApart.manifest.samples).toMatchObject({
        seed: '4711',
        unflagged: {
          population: 2,
          messages: expect.arrayContaining([
            expect.objectContaining({ messageRef: '<b@x>', mailbox: 'clerk' }),
            expect.objectContaining({ messageRef: '<c@x>', mailbox: 'clerk' }),
          ]),
        },
      });
    });
  });
}
