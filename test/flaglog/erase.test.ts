import { describe, expect, it } from 'vitest';
import { type FlagLog, openFlagLog } from '../../src/flaglog/flag-log.ts';
import { eraseSealed, readStandingFlags, recordAudit, verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { auditOnce, council, makeRecord, makeStanding, noon, TempFolder, tamper } from './support.ts';

const at = noon('2026-07-01');
const standing = [
  makeStanding('<a@x>', { thirdParties: ['gillian.stroud@example.net', 'press@wickhamherald.example'] }),
  makeStanding('<b@x>', { date: '2026-06-04T09:14:00+01:00' }),
];

const openLog = (path: string): Promise<FlagLog> => openFlagLog({ path, councilId: council.id });

describe('erasing', () => {
  it('takes away one item for good, says so in the chain, and the log still verifies', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    await using log = await openLog(folder.log);
    const erase = {
      at,
      reason: 'request',
      select: ({ value }: { value: unknown }) => value === 'gillian.stroud@example.net',
    };
    expect(await eraseSealed(log, erase)).toBe(1);
    expect(await eraseSealed(log, erase)).toBe(0);
    expect(await verifyFlagLog(log, await log.head())).toMatchObject({
      ok: true,
      items: { erased: 1 },
      tail: 'proven',
    });
    expect(await readStandingFlags(log)).toMatchObject([
      { thirdParties: ['press@wickhamherald.example'], erased: ['thirdParties'] },
      { thirdParties: [], erased: [] },
    ]);
  });

  it('is not undone by scanning again', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    await using log = await openLog(folder.log);
    await eraseSealed(log, { at, reason: 'retention', select: () => true });
    expect((await recordAudit(log, { at, ...makeRecord(standing) })).added).toEqual({});
    expect(await readStandingFlags(log)).toMatchObject([{ messageId: null, evidence: [] }, { messageId: null }]);
  });

  it('does not keep a flag from being withdrawn', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    await using log = await openLog(folder.log);
    await eraseSealed(log, { at, reason: 'retention', select: () => true });
    const { added } = await recordAudit(log, { at, ...makeRecord([], { examined: ['<a@x>', '<b@x>'] }) });
    expect(added).toEqual({ 'flag-withdrawn': 2, 'audit-completed': 1 });
  });

  it('takes a code for its reason, as that stays for ever', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    await using log = await openLog(folder.log);
    const erasing = eraseSealed(log, { at, reason: 'asked by Mrs Stroud', select: () => true });
    await expect(erasing).rejects.toThrow(TypeError);
  });

  it('behind the back of the log is found', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    tamper(folder.log, (database) =>
      database.exec("UPDATE flag_log_sealed SET value = NULL, salt = NULL WHERE field = 'quotes'"),
    );
    await using log = await openFlagLog({ path: folder.log, readOnly: true });
    expect(await verifyFlagLog(log)).toMatchObject({ ok: false, seq: 2, code: 'erased-without-record' });
  });
});
