import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import { readStandingFlags, recordAudit, verifyFlagLog } from '../../src/flaglog/record-audit.ts';
import { auditOnce, council, makeRecord, makeStanding, noon, roster, TempFolder, tamper } from './support.ts';

const at = noon('2026-07-01');
const standing = [makeStanding('<a@x>')];

describe('the key of the flag ids', () => {
  it('is made with a new log, readable by its owner only', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    expect(statSync(`${folder.log}.key`).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${folder.log}.key`, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('gives a flag the same identity in every run', async () => {
    using folder = new TempFolder();
    await using first = await openFlagLog({ path: folder.log, councilId: council.id });
    await using second = await openFlagLog({ path: folder.log, councilId: council.id });
    expect(first.computeId('silent-copy', '<a@x>')).toBe(second.computeId('silent-copy', '<a@x>'));
    expect(first.computeId('silent-copy', '<a@x>')).not.toBe(first.computeId('cc-note-missing', '<a@x>'));
  });

  it('where it is missing beside a log, writing is refused and no new key is made', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    rmSync(`${folder.log}.key`);
    await expect(auditOnce(folder.log, at, [])).rejects.toMatchObject({ code: 'key-missing' });
    await expect(openFlagLog({ path: folder.log, councilId: 'another' })).rejects.toThrow(/nothing was written/);
    expect(existsSync(`${folder.log}.key`)).toBe(false);
    await using reading = await openFlagLog({ path: folder.log, readOnly: true });
    expect((await readStandingFlags(reading)).length).toBe(1);
  });

  it('where it is another one, writing is refused', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    writeFileSync(`${folder.log}.key`, 'f'.repeat(64));
    await expect(auditOnce(folder.log, at, [])).rejects.toMatchObject({ code: 'key-wrong' });
    writeFileSync(`${folder.log}.key`, 'f'.repeat(10));
    await expect(auditOnce(folder.log, at, [])).rejects.toMatchObject({ code: 'key-malformed' });
  });

  it('left over from a run that was killed before the first entry is used', async () => {
    using folder = new TempFolder();
    await (await openFlagLog({ path: folder.log, councilId: council.id }))[Symbol.asyncDispose]();
    const key = readFileSync(`${folder.log}.key`, 'utf8');
    await auditOnce(folder.log, at, standing);
    expect(readFileSync(`${folder.log}.key`, 'utf8')).toBe(key);
  });
});

describe('opening a log', () => {
  it('for reading takes the only council there is, and asks where there are several', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    {
      await using log = await openFlagLog({ path: folder.log, readOnly: true });
      expect(log.council).toBe(council.id);
    }
    {
      await using other = await openFlagLog({ path: folder.log, councilId: 'st-ives-quay' });
      const elsewhere = { ...roster, council: { ...council, id: 'st-ives-quay' } };
      await recordAudit(other, { at, ...makeRecord([], { roster: elsewhere }) });
    }
    await expect(openFlagLog({ path: folder.log, readOnly: true })).rejects.toMatchObject({ code: 'several-councils' });
  });

  it('for reading never writes', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    await using log = await openFlagLog({ path: folder.log, readOnly: true });
    await expect(recordAudit(log, { at, ...makeRecord([]) })).rejects.toMatchObject({ code: 'read-only' });
  });

  it('refuses what is no log', async () => {
    using folder = new TempFolder();
    const path = `${folder.path}/other.db`;
    writeFileSync(path, 'x'.repeat(4096));
    await expect(openFlagLog({ path, readOnly: true })).rejects.toMatchObject({ code: 'not-a-log' });
    await expect(openFlagLog({ path: folder.path, councilId: 'x' })).rejects.toMatchObject({ code: 'database' });
  });

  it('that was altered adds nothing to it', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, at, standing);
    tamper(folder.log, (database) => database.exec("UPDATE flag_log_entry SET hash = 'x' WHERE seq = 2"));
    await expect(auditOnce(folder.log, at, [])).rejects.toMatchObject({ code: 'log-unverified' });
  });

  it('from two processes at once gives one chain', async () => {
    using folder = new TempFolder();
    await using left = await openFlagLog({ path: folder.log, councilId: council.id });
    await using right = await openFlagLog({ path: folder.log, councilId: council.id });
    for (let round = 0; round < 4; round += 1) {
      await recordAudit(left, { at, ...makeRecord([makeStanding(`<left-${round}@x>`)], { complete: false }) });
      await recordAudit(right, { at, ...makeRecord([makeStanding(`<right-${round}@x>`)], { complete: false }) });
    }
    expect(await verifyFlagLog(left)).toMatchObject({ ok: true });
    expect((await readStandingFlags(right)).length).toBe(8);
  });
});
