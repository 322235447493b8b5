/** A running audit, message by message: in the end the same flags as a scan, whatever the order and whatever happened on the way. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Council } from '../../src/council/council.ts';
import { readCopyRow } from '../../src/intake/copy-register.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { auditCorpus, corpora, corpusDay, loadCorpus } from '../support/corpora.ts';
import { formatEssence, openLiveAudit } from '../support/live-audit.ts';
import { clerkToOkafor, makeCouncilFolder } from '../support/small-council.ts';

function arrangeBy(seed: number): (ids: string[]) => string[] {
  let state = seed;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return (ids) =>
    ids
      .map((id) => ({ id, place: next() }))
      .sort((left, right) => left.place - right.place)
      .map(({ id }) => id);
}

async function loadSmall(
  folder: string,
): Promise<{ council: Council; pack: NonNullable<Awaited<ReturnType<typeof loadCouncil>>['pack']> }> {
  const { council, pack, problems } = await loadCouncil(join(folder, 'council.yaml'));
  if (council === null || pack === null) throw new Error(JSON.stringify(problems));
  return { council, pack };
}

/** Councils under every protocol, and mailboxes in every form; all of them would take minutes. */
const councils = [
  'little-wickham',
  'st-ives-quay',
  'ashby-fen',
  'harlestone-green',
  'corbrook',
  'skidby-carr',
  'porth-enys',
];
const audited = corpora.filter(({ name }) => councils.includes(name));

describe.each(audited.map((corpus, index) => ({ ...corpus, seed: index + 1 })))('the mail of $name', (corpus) => {
  test('ends in the flags of a scan, one message at a time in random order', async () => {
    const { council, pack } = await loadCorpus(corpus);
    // What is overdue depends on the day: that of the labels, and of the scan.
    const began = Date.now();
    const now = (): number => Date.parse(`${corpusDay}T12:00:00Z`) + Date.now() - began;
    await using live = await openLiveAudit(makeFolder(), council, pack, { now });
    // Known to be complete from the start, so that every message is judged as it comes, on half of the evidence.
    await live.settle();
    await live.register();
    await live.readAll(arrangeBy(corpus.seed));
    await live.settle();
    const scanned = (await auditCorpus(corpus)).standing.map(({ flag }) => formatEssence(flag));
    expect((await live.standing()).map(formatEssence).sort()).toEqual(scanned.sort());
  });
});

describe('a running audit', () => {
  test('says nothing while the first run still reads', async () => {
    const folder = makeCouncilFolder();
    const { council, pack } = await loadSmall(folder);
    await using live = await openLiveAudit(makeFolder(), council, pack);
    await live.register();
    const ids = await live.database.kysely
      .selectFrom('copy')
      .select('id')
      .where('reference', 'like', '%1.eml')
      .execute();
    for (const { id } of ids) await live.auditor.auditCopy(id);
    expect(await live.standing()).toEqual([]);
    await live.readAll();
    await live.settle();
    expect((await live.standing()).length).toBe(1);
  });

  test('reads again what another roster read, and says why a flag went', async () => {
    const folder = makeCouncilFolder();
    const data = makeFolder();
    const { council, pack } = await loadSmall(folder);
    {
      await using live = await openLiveAudit(data, council, pack);
      await live.register();
      await live.readAll();
      await live.settle();
      expect((await live.standing()).length).toBe(1);
    }
    // Cllr Pratt was no councillor on that day, it turns out.
    const people = council.people.map((person) =>
      person.id === 'cllr-pratt' ? { ...person, until: '2025-05-06' } : person,
    );
    await using live = await openLiveAudit(data, { ...council, people }, pack);
    await live.settle();
    expect(await live.standing()).toEqual([]);
    const { flags, events } = await live.log.catchUp();
    expect([...flags.values()].map(({ reasons }) => reasons)).toEqual([['roster-changed']]);
    expect(events.at(-1)?.entry.type).toBe('audit-completed');
    expect(events.at(-1)?.entry.data.complete).toBe(true);
  });

  test('keeps a flag whose message is gone from the mailbox, also when it is read again', async () => {
    const folder = makeCouncilFolder();
    const data = makeFolder();
    const { council, pack } = await loadSmall(folder);
    {
      await using live = await openLiveAudit(data, council, pack);
      await live.register();
      await live.readAll();
      await live.settle();
    }
    rmSync(join(folder, 'mailboxes/clerk/Sent/1.eml'));
    await using live = await openLiveAudit(data, council, pack, { program: 'test-2' });
    await live.settle();
    expect((await live.standing()).length).toBe(1);
  });

  test('leaves its own notices aside, and no message that only says it were one', async () => {
    const own = 'candour@example.org';
    const notice = clerkToOkafor({ messageId: 'notice', bcc: 'pratt@littlewickham-pc.gov.uk' }).replace(
      'Margaret Hale <clerk@littlewickham-pc.gov.uk>',
      own,
    );
    const mark = (text: string): string => `X-Candour: notice\r\n${text}`;
    const files = {
      'mailboxes/clerk/Sent/1.eml': mark(notice),
      'mailboxes/clerk/Sent/2.eml': mark(clerkToOkafor({ messageId: 'sly', bcc: 'pratt@littlewickham-pc.gov.uk' })),
    };
    const { council, pack } = await loadSmall(makeCouncilFolder({ files }));
    const isSent = async (id: string): Promise<boolean> => id === '<notice@littlewickham-pc.gov.uk>';
    await using live = await openLiveAudit(makeFolder(), council, pack, { ownMail: { address: own, isSent } });
    await live.register();
    await live.readAll();
    await live.settle();
    expect((await live.standing()).map(({ messageId }) => messageId)).toEqual(['<sly@littlewickham-pc.gov.uk>']);
    const states = await live.database.kysely.selectFrom('copy').select('state').orderBy('state').execute();
    expect(states.map(({ state }) => state)).toEqual(['left-aside', 'read']);
  });

  test('leaves mail aside that is older than the day from which it audits', async () => {
    const { council, pack } = await loadSmall(makeCouncilFolder());
    await using live = await openLiveAudit(makeFolder(), council, pack, { auditFrom: '2026-06-04' });
    await live.register();
    await live.readAll();
    await live.settle();
    expect(await live.standing()).toEqual([]);
  });

  test('takes delivered mail once, with its envelope as proof of who received it', async () => {
    const { council, pack } = await loadSmall(makeCouncilFolder());
    await using live = await openLiveAudit(makeFolder(), council, pack);
    await live.register();
    await live.readAll();
    await live.settle();
    const bytes = Buffer.from(clerkToOkafor({ messageId: 'gateway' }));
    const envelope = {
      from: 'clerk@littlewickham-pc.gov.uk',
      to: ['okafor@littlewickham-pc.gov.uk', 'pratt@littlewickham-pc.gov.uk'],
    };
    const [first, again] = [
      await live.auditor.receive({ mailbox: 'clerk', envelope, bytes }),
      await live.auditor.receive({ mailbox: 'clerk', envelope, bytes }),
    ];
    await live.settle();
    expect(again.events).toEqual([]);
    expect(first.events.map(({ entry }) => entry.type)).toEqual(['flag-raised']);
    const flag = (await live.standing()).find(({ messageId }) => messageId === '<gateway@littlewickham-pc.gov.uk>');
    expect(flag).toMatchObject({ rule: 'silent-copy', grade: 'A', people: { hidden: ['cllr-pratt'] } });
    const [row] = await live.database.kysely
      .selectFrom('copy')
      .select('id')
      .where('folder', '=', 'delivered')
      .execute();
    // Facts, and never the message.
    const stored = await readCopyRow(live.database, council.id, row?.id ?? '');
    expect(Buffer.from(stored?.facts ?? []).includes('hedge will be cut')).toBe(false);
  });
});
