import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEvents } from '../../src/flaglog/events.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import type { AuditRecord } from '../../src/flaglog/plan-audit.ts';
import { readFlags, readStandingFlags, recordAudit, verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import type { Flag, StandingFlag } from '../../src/rules/flag.ts';
import { auditOnce, council, makeRecord, makeStanding, noon, seededBytes, TempFolder } from './support.ts';

const at = noon('2026-07-01');

/** The events that an audit adds after another: their types, and the newest state. */
async function auditAfter(
  before: StandingFlag[],
  after: StandingFlag[],
  changes: Partial<AuditRecord> = {},
): Promise<{ types: string[]; data: Record<string, unknown>[]; flags: Awaited<ReturnType<typeof readFlags>> }> {
  using folder = new TempFolder();
  await auditOnce(folder.log, at, before);
  await auditOnce(folder.log, noon('2026-07-02'), after, changes);
  await using log = await openFlagLog({ path: folder.log, readOnly: true });
  expect(await verifyFlagLog(log)).toMatchObject({ ok: true });
  const events = openEvents(await log.readEntries()).slice(before.length + 2);
  return {
    types: events.map(({ entry }) => entry.type),
    data: events.map(({ entry }) => entry.data),
    flags: await readFlags(log),
  };
}

describe('an audit is recorded', () => {
  it('as one event a flag in the order of the messages, and one for the audit', async () => {
    using folder = new TempFolder();
    const standing = [
      makeStanding('<late@x>', { date: '2026-06-09T10:00:00+01:00' }),
      makeStanding('<early@x>', { date: '2026-06-09T09:30:00Z', rule: 'zeta' }),
      makeStanding('<early@x>', { date: '2026-06-09T10:30:00+01:00', rule: 'cc-note-missing' }),
    ];
    const { added, head } = await auditOnce(folder.log, at, standing);
    await using log = await openFlagLog({ path: folder.log, readOnly: true });
    const events = openEvents(await log.readEntries());
    expect(added).toEqual({ 'log-opened': 1, 'flag-raised': 3, 'audit-completed': 1 });
    expect(head).toEqual({ seq: 5, hash: events[4]?.hash });
    expect(events.map(({ entry }) => entry.data.rule ?? entry.type)).toEqual([
      'log-opened',
      'silent-copy',
      'cc-note-missing',
      'zeta',
      'audit-completed',
    ]);
    expect(events[4]?.entry.data).toMatchObject({ messages: 40, flags: { open: 3, excepted: 0 }, complete: true });
  });

  it('with nobody and nothing of the mail in the chain', async () => {
    using folder = new TempFolder();
    const flag = { thirdParties: ['gillian.stroud@example.net'], mailbox: 'cllr-pratt' };
    await auditOnce(folder.log, at, [makeStanding('<a1@littlewickham-pc.gov.uk>', flag)]);
    await using log = await openFlagLog({ path: folder.log, readOnly: true });
    const entries = await log.readEntries();
    const chain = entries.map(({ bytes }) => new TextDecoder().decode(bytes)).join('\n');
    for (const word of ['clerk', 'cllr', 'a1@', 'stroud', 'Bcc', '2026-06-03', 'Rendered']) {
      expect(chain).not.toContain(word);
    }
  });

  it('and read back as it was found', async () => {
    using folder = new TempFolder();
    const standing = makeStanding('<a@x>#2', { messageId: '<a@x>', thirdParties: ['b@example.net', 'a@example.net'] });
    await auditOnce(folder.log, at, [standing]);
    await using log = await openFlagLog({ path: folder.log, readOnly: true });
    const [flag] = await readStandingFlags(log);
    const { explanation, remedy, ...facts } = standing.flag;
    expect(flag).toMatchObject({
      ...facts,
      thirdParties: ['a@example.net', 'b@example.net'],
      messageKey: '<a@x>#2',
      isStanding: true,
      erased: [],
      raised: { seq: 2, time: at.toISOString() },
    });
  });

  it.each(['council', 'twice'])('not at all where it cannot be right: %s', async (mistake) => {
    using folder = new TempFolder();
    const flag = makeStanding('<a@x>', mistake === 'council' ? { council: 'another' } : {});
    await expect(auditOnce(folder.log, at, [flag, flag])).rejects.toThrow(TypeError);
    await using log = await openFlagLog({ path: folder.log, councilId: council.id });
    expect(await log.head()).toBe(null);
  });

  it('with what is left of a character that a quote was cut in', async () => {
    const evidence = [{ kind: 'note', where: 'foot', quote: 'cc \ud83d' }];
    const { types } = await auditAfter([makeStanding('<a@x>', { evidence })], [makeStanding('<a@x>', { evidence })]);
    expect(types).toEqual([]);
  });
});

describe('a second audit adds', () => {
  const known = makeStanding('<a@x>');

  it('nothing where it finds the same', async () => {
    expect((await auditAfter([known], [makeStanding('<a@x>')])).types).toEqual([]);
  });

  it.each<[string, Partial<AuditRecord['audit']>]>([
    ['settings', { configHash: 'e'.repeat(64) }],
    ['roster', { rosterHash: 'e'.repeat(64) }],
    ['counts', { mailboxes: [{ mailbox: 'clerk', messages: 41, unreadable: 0 }] }],
    ['program', { program: '0.2.0' }],
  ])('only that it ran where the same was found with other %s', async (_, changes) => {
    const audit = { ...makeRecord([]).audit, ...changes };
    expect((await auditAfter([known], [known], { audit })).types).toEqual(['audit-completed']);
  });

  it.each<[string, Partial<Flag>, string[]]>([
    ['a better grade', { grade: 'A' }, ['flag-strengthened']],
    [
      'another hidden recipient',
      { people: { by: 'clerk', affected: ['cllr-okafor'], hidden: ['cllr-pratt', 'cllr-teal'] } },
      ['flag-widened'],
    ],
    ['a third party', { thirdParties: ['x@example.net'] }, ['flag-widened']],
    ['more evidence', { evidence: [...known.flag.evidence, { kind: 'journal', where: 'report' }] }, ['flag-widened']],
    ['an exception', { status: 'excepted', exception: 'chair-to-minister' }, ['flag-changed']],
    ['another severity', { severity: 'serious' }, ['flag-changed']],
    ['a weaker grade', { grade: 'C' }, ['flag-changed']],
    ['nobody hidden any more', { people: { by: 'clerk', affected: ['cllr-okafor'], hidden: [] } }, ['flag-changed']],
    [
      'all at once',
      {
        grade: 'A',
        severity: 'serious',
        thirdParties: ['x@example.net'],
        evidence: [{ kind: 'journal', where: 'report' }],
      },
      ['flag-strengthened', 'flag-widened', 'flag-changed'],
    ],
  ])('%s', async (_, changes, types) => {
    const found = makeStanding('<a@x>', changes);
    const after = await auditAfter([known], [found]);
    expect(after.types).toEqual([...types, 'audit-completed']);
    const { explanation, remedy, ...facts } = found.flag;
    expect(after.flags).toMatchObject([facts]);
  });

  it('a withdrawal, with what differed between the audits', async () => {
    const later = await auditAfter([known], [], { examined: ['<a@x>'] });
    expect(later.types).toEqual(['flag-withdrawn', 'audit-completed']);
    expect(later.data[0]).toMatchObject({ reasons: ['later-evidence'] });
    expect(later.flags).toMatchObject([{ isStanding: false, reasons: ['later-evidence'] }]);
    const audit = { ...makeRecord([]).audit, rosterHash: 'e'.repeat(64), configHash: 'e'.repeat(64) };
    const edited = await auditAfter([known], [], { examined: ['<a@x>'], audit });
    expect(edited.data[0]).toMatchObject({ reasons: ['roster-changed', 'settings-changed'] });
  });

  it('no withdrawal of a flag whose message was not met again', async () => {
    const { types, flags } = await auditAfter([known], [], { examined: ['<other@x>'] });
    expect(types).toEqual([]);
    expect(flags).toMatchObject([{ isStanding: true }]);
  });

  it('nothing weaker where only a part of the mail was read', async () => {
    const weaker = makeStanding('<a@x>', {
      grade: 'C',
      status: 'excepted',
      exception: 'x',
      evidence: [{ kind: 'y', where: 'z' }],
    });
    const part = { complete: false, examined: ['<a@x>'] };
    expect((await auditAfter([known], [], part)).types).toEqual(['audit-completed']);
    const { types, flags } = await auditAfter([known], [weaker], part);
    expect(types).toEqual(['flag-widened', 'audit-completed']);
    expect(flags).toMatchObject([
      { grade: 'B', status: 'open', evidence: [...known.flag.evidence, { kind: 'y', where: 'z' }] },
    ]);
  });

  it('no restoration where only a part of the mail was read', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, [known]);
    await auditOnce(folder.log, at, [], { examined: ['<a@x>'] });
    const part = await auditOnce(folder.log, at, [known], { complete: false });
    expect(part.added).toEqual({ 'audit-completed': 1 });
    const stronger = makeStanding('<a@x>', { grade: 'A' });
    const whole = await auditOnce(folder.log, at, [stronger]);
    expect(whole.added).toEqual({ 'flag-restored': 1, 'flag-strengthened': 1, 'audit-completed': 1 });
    await using log = await openFlagLog({ path: folder.log, readOnly: true });
    expect(await readStandingFlags(log)).toMatchObject([{ grade: 'A', isStanding: true, reasons: [] }]);
  });
});

const ids = ['cllr-okafor', 'cllr-pratt', 'clerk'];
const someStanding = fc.uniqueArray(
  fc
    .record({
      key: fc.constantFrom('<a@x>', '<b@x>', '<c@x>', '<d@x>'),
      rule: fc.constantFrom('silent-copy', 'cc-note-missing'),
      grade: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
      status: fc.constantFrom('open' as const, 'excepted' as const),
      by: fc.option(fc.constantFrom(...ids)),
      hidden: fc.subarray(ids),
      thirdParties: fc.subarray(['a@example.net', 'b@example.net', 'c@wickhamherald.example']),
      evidence: fc.subarray(['one', 'two', 'three'], { minLength: 1 }),
    })
    .map(({ key, by, hidden, evidence, ...changes }) =>
      makeStanding(key, {
        ...changes,
        people: { by, affected: [], hidden: [...hidden].sort() },
        evidence: evidence.map((kind) => ({ kind, where: 'here' })),
      }),
    ),
  { selector: ({ messageKey, flag }) => `${flag.rule} ${messageKey}`, maxLength: 8 },
);
const examined = ['<a@x>', '<b@x>', '<c@x>', '<d@x>'];

const describeFlag = ({
  rule,
  messageKey,
  grade,
  status,
  people,
  thirdParties,
  evidence,
}: {
  rule: string;
  messageKey: string | null;
  grade: string;
  status: string;
  people: Flag['people'];
  thirdParties: string[];
  evidence: Flag['evidence'];
}): string =>
  JSON.stringify({
    rule,
    messageKey,
    grade,
    status,
    people,
    thirdParties,
    evidence: evidence.map(({ kind }) => kind).sort(),
  });

describe('whatever audits came before', () => {
  it('a complete one leaves exactly the flags it found, and the same again adds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(someStanding, fc.boolean()), { maxLength: 4 }),
        someStanding,
        async (earlier, last) => {
          using folder = new TempFolder();
          await using log = await openFlagLog({
            path: folder.log,
            councilId: council.id,
            randomBytes: seededBytes('audits'),
          });
          for (const [standing, complete] of earlier) {
            await recordAudit(log, { at, ...makeRecord(standing, { complete, examined }) });
          }
          await recordAudit(log, { at, ...makeRecord(last, { examined }) });
          const found = (await readStandingFlags(log)).map(describeFlag).sort();
          expect(found).toEqual(last.map(({ messageKey, flag }) => describeFlag({ ...flag, messageKey })).sort());
          expect(await verifyFlagLog(log, await log.head())).toMatchObject({ ok: true, tail: 'proven' });
          const again = await recordAudit(log, { at, ...makeRecord([...last].reverse(), { examined }) });
          expect(again.added).toEqual({});
        },
      ),
      { numRuns: 40 },
    );
  });

  it('the order in which flags are handed over changes no byte of what is added', async () => {
    await fc.assert(
      fc.asyncProperty(someStanding, async (standing) => {
        const heads: unknown[] = [];
        for (const flags of [standing, [...standing].reverse()]) {
          using folder = new TempFolder();
          await using log = await openFlagLog({
            path: folder.log,
            councilId: council.id,
            randomBytes: seededBytes('order'),
          });
          heads.push((await recordAudit(log, { at, ...makeRecord(flags, { examined }) })).head);
        }
        expect(heads[0]).toEqual(heads[1]);
      }),
      { numRuns: 20 },
    );
  });
});
