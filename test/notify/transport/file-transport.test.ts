import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fieldValue, readHeaderSection } from '../../../src/mail/header-fields.ts';
import { openTransport } from '../../../src/notify/transport/transport.ts';
import { failureOf, from, letter } from './letters.ts';

let scratch = '';
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'candour-outbox-'));
});
afterEach(() => rm(scratch, { recursive: true }));

const openOutbox = (folder = join(scratch, 'var', 'outbox')) =>
  openTransport({ from, transport: { kind: 'file', folder } });

test('a notice is a file that only its owner may read', async () => {
  await using transport = await openOutbox();
  await transport.send(letter());
  const folder = join(scratch, 'var', 'outbox');

  expect(await readdir(folder)).toEqual(['20260603T091500Z-alert.7f3a.clerk.eml']);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const file = join(folder, '20260603T091500Z-alert.7f3a.clerk.eml');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const bytes = await readFile(file);
  expect(fieldValue(readHeaderSection(bytes, 0, bytes.length).fields, 'message-id')).toBe(letter().messageId);
});

test('the same notice twice is one file, also with another date', async () => {
  await using transport = await openOutbox();
  await transport.send(letter());
  await transport.send(letter({ date: new Date('2026-06-04T00:00:00Z') }));
  await transport.send(letter({ messageId: '<7f3a.clerk@nether-barrow.example>' }));
  expect(await readdir(join(scratch, 'var', 'outbox'))).toHaveLength(2);
});

test('no Message-ID leads out of the folder', async () => {
  await using transport = await openOutbox();
  await transport.send(letter({ messageId: '<../../../etc/notice@nether-barrow.example>' }));
  await transport.send(letter({ messageId: '<.hidden@nether-barrow.example>' }));
  const names = await readdir(join(scratch, 'var', 'outbox'));
  expect(names).toHaveLength(2);
  for (const name of names) expect(name).toMatch(/^20260603T091500Z-[0-9a-f]{32}\.eml$/);
  expect(await readdir(scratch)).toEqual(['var']);
});

test('trying it out leaves nothing behind', async () => {
  await using transport = await openOutbox();
  await transport.verify();
  expect(await readdir(join(scratch, 'var', 'outbox'))).toEqual([]);
});

test('a folder that cannot be written to is temporary, and leaves nothing half done', async () => {
  await writeFile(join(scratch, 'file'), '');
  expect(await failureOf(openOutbox(join(scratch, 'file')))).toMatchObject({ code: 'folder', temporary: true });
  await using transport = await openOutbox();
  await rm(join(scratch, 'var', 'outbox'), { recursive: true });
  expect(await failureOf(transport.send(letter()))).toMatchObject({ code: 'folder', fields: { reason: 'ENOENT' } });
});
