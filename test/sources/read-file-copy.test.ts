import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/mail/message.ts';
import { listFileMailbox } from '../../src/sources/files/list-file-mailbox.ts';
import { readFileCopy } from '../../src/sources/files/read-file-copy.ts';
import { fileMailbox } from './file-watch-recorder.ts';
import { writeMbox } from './mbox-writer.ts';
import { makeFolder, writeInto } from './scratch-folder.ts';

const mail = (id: string): string =>
  `From: clerk@example.org\nMessage-ID: <${id}@example.org>\nSubject: ${id}\n\nHello\n`;
const mbox = (...ids: string[]): Buffer =>
  writeMbox(
    ids.map((id) => Buffer.from(mail(id))),
    { lineEnd: '\n', finalEmptyLine: true },
  );

/** Everything there is, as if it had been there for long. */
async function list(folder: string): Promise<{ validity: string; reference: string }[]> {
  const { listings } = await listFileMailbox(fileMailbox(folder), new Map(), Date.now() + 60_000);
  return listings.flatMap(({ found }) => found);
}

const read = (folder: string, reference: string, validity: string | null = null) =>
  readFileCopy(fileMailbox(folder), reference, defaultLimits, validity);

describe('a copy of a file mailbox', () => {
  it('is read as it was listed, and recognised wherever it lies', async () => {
    const folder = makeFolder({
      'INBOX/1.eml': mail('1'),
      'Old.mbox': mbox('2', '3'),
      'cur/1790000001.a:2,': mail('1'),
    });
    const found = await list(folder);
    expect(found).toHaveLength(4);
    const keys: string[] = [];
    for (const { reference, validity } of found) {
      const copy = await read(folder, reference, validity);
      expect(copy).toMatchObject({ kind: 'copy' });
      if (copy.kind === 'copy') keys.push(copy.contentKey);
    }
    expect(new Set(keys).size).toBe(3);
  });

  it('is gone when it was changed or removed since, and found again where a Maildir keeps it under other flags', async () => {
    const folder = makeFolder({ 'INBOX/1.eml': mail('1'), 'INBOX/2.eml': mail('2'), 'new/1790000001.a': mail('3') });
    mkdirSync(join(folder, 'cur'));
    const found = new Map((await list(folder)).map(({ reference, validity }) => [reference, validity]));
    writeInto(folder, 'INBOX/1.eml', `${mail('1')}More\n`);
    rmSync(join(folder, 'INBOX/2.eml'));
    renameSync(join(folder, 'new/1790000001.a'), join(folder, 'cur/1790000001.a:2,S'));
    const readAgain = (reference: string) => read(folder, reference, found.get(reference));
    expect(await readAgain('INBOX/1.eml')).toEqual({ kind: 'gone', reason: expect.stringContaining('was changed') });
    expect(await readAgain('INBOX/2.eml')).toEqual({ kind: 'gone', reason: 'The file is not there any more.' });
    expect(await readAgain('new/1790000001.a')).toMatchObject({ kind: 'copy' });
    expect(await read(folder, 'INBOX/1.eml')).toMatchObject({ kind: 'copy' });
  });

  it('of an mbox file is never another message that has come to lie there', async () => {
    const folder = makeFolder({ 'Old.mbox': mbox('1', '2', '3') });
    const before = await list(folder);
    writeFileSync(join(folder, 'Old.mbox'), mbox('2', '3'));
    for (const { reference, validity } of before)
      expect(await read(folder, reference, validity)).toMatchObject({ kind: 'gone' });
    for (const { reference, validity } of await list(folder))
      expect(await read(folder, reference, validity)).toMatchObject({ kind: 'copy' });
  });

  it('that can never be read says why, and names no file', async () => {
    const folder = makeFolder({
      'mrs-stroud.pst': 'not to be read',
      'INBOX/mrs-stroud.eml': '',
      'Old.mbox': writeMbox([Buffer.from(`${mail('1')}${'x'.repeat(300)}`)], { lineEnd: '\n', finalEmptyLine: true }),
    });
    symlinkSync(join(folder, 'nowhere'), join(folder, 'INBOX/stroud-link.eml'));
    const reasons = await Promise.all(
      (await list(folder)).map(({ reference, validity }) => read(folder, reference, validity)),
    );
    expect(reasons.map((each) => (each.kind === 'copy' ? '' : `${each.kind}: ${each.reason}`)).sort()).toEqual([
      '',
      'gone: The file is not there any more.',
      'unreadable: An Outlook .pst file is not read: export it as .eml or mbox.',
      'unreadable: The file is empty.',
    ]);
    const tooLarge = await readFileCopy(fileMailbox(folder), 'Old.mbox#0', { messageBytes: 100 }, '400');
    expect(tooLarge).toEqual({ kind: 'unreadable', reason: expect.stringContaining('more than the') });
    expect(await readFileCopy(fileMailbox(folder), 'mrs-stroud.pst', defaultLimits)).toMatchObject({
      kind: 'unreadable',
    });
    expect(await read(folder, '../outside.eml')).toMatchObject({ kind: 'unreadable' });
  });

  it('waits where the whole mailbox is away', async () => {
    const folder = join(makeFolder(), 'away');
    await expect(read(folder, '1.eml')).rejects.toMatchObject({ code: 'mailbox-not-found', temporary: true });
  });
});
