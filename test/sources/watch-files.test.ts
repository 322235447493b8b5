import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listFileMailbox } from '../../src/sources/files/list-file-mailbox.ts';
import { countFileWatches, FileWatchRecorder, fileMailbox, startFileWatch } from './file-watch-recorder.ts';
import { writeMbox } from './mbox-writer.ts';
import { makeFolder, writeInto } from './scratch-folder.ts';

const mail = (id: string, text = 'Hello'): string =>
  `From: clerk@example.org\r\nTo: cllr@example.org\r\nMessage-ID: <${id}@example.org>\r\nSubject: ${id}\r\n\r\n${text}\r\n`;

const mbox = (...ids: string[]): Buffer =>
  writeMbox(
    ids.map((id) => Buffer.from(mail(id))),
    { lineEnd: '\n', finalEmptyLine: true },
  );

const longAgo = new Date('2026-01-05T09:00:00Z');

/** As if it had been there for long: nothing has to settle. */
function writeOld(folder: string, name: string, content: string | Uint8Array): void {
  writeInto(folder, name, content);
  utimesSync(join(folder, name), longAgo, longAgo);
}

function makeOldFolder(files: Record<string, string | Uint8Array>): string {
  const folder = makeFolder();
  for (const [name, content] of Object.entries(files)) writeOld(folder, name, content);
  return folder;
}

function makeMaildir(): string {
  const folder = makeFolder();
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(folder, part));
  return folder;
}

describe('a watched file mailbox', () => {
  it('gives what is there, then what comes in, each once', async () => {
    const folder = makeOldFolder({
      'INBOX/1.eml': mail('1'),
      'Sent/2.eml': mail('2'),
      'Archive.mbox': mbox('3', '4'),
      'Trash/5.eml': mail('5'),
      'INBOX/notes.txt': 'not mail',
    });
    await using watch = startFileWatch(folder);
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'watching');
    expect(recorder.references).toEqual([
      'Archive.mbox#0',
      expect.stringMatching(/^Archive\.mbox#\d+$/),
      'INBOX/1.eml',
      'Sent/2.eml',
    ]);
    expect(recorder.sightings.filter(({ isSent }) => isSent).map(({ reference }) => reference)).toEqual(['Sent/2.eml']);
    expect(recorder.states.map(({ state }) => state)).toEqual(['starting', 'watching']);
    expect(recorder.syncs).toEqual([4]);

    writeOld(folder, 'INBOX/6.eml', mail('6'));
    await recorder.until(() => recorder.references.includes('INBOX/6.eml'));
    writeOld(folder, 'INBOX/Planning/7.eml', mail('7'));
    await recorder.until(() => recorder.references.includes('INBOX/Planning/7.eml'));
    writeOld(folder, 'INBOX/Planning/8.eml', mail('8'));
    await recorder.until(() => recorder.references.includes('INBOX/Planning/8.eml'));
    writeOld(folder, 'Minutes/10.eml', mail('10'));
    await recorder.until(() => recorder.references.includes('Minutes/10.eml'));
    writeOld(folder, 'Minutes/11.eml', mail('11'));
    await recorder.until(() => recorder.references.includes('Minutes/11.eml'));
    writeFileSync(join(folder, 'Archive.mbox'), mbox('3', '4', '9'));
    await recorder.until(() => recorder.references.filter((name) => name.startsWith('Archive')).length === 3);
    expect(new Set(recorder.references).size).toBe(recorder.references.length);
  });

  it('watches folders and no files, and lets all of them go', async () => {
    const before = countFileWatches();
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`INBOX/${index}.eml`, mail(`${index}`)]),
    );
    const folder = makeOldFolder({ ...files, 'Sent/a.eml': mail('a') });
    {
      await using watch = startFileWatch(folder);
      await watch.recorder.until(() => watch.recorder.state === 'watching');
      expect(countFileWatches() - before).toBe(3);
      rmSync(join(folder, 'Sent'), { recursive: true });
      await watch.recorder.until(() => countFileWatches() - before === 2);
    }
    expect(countFileWatches()).toBe(before);
  });

  it('finds by looking again what the file system does not tell', async () => {
    const folder = makeOldFolder({ 'INBOX/1.eml': mail('1') });
    const elsewhere = makeFolder();
    // A file that is linked here changes there.
    writeOld(elsewhere, '2.eml', mail('2'));
    symlinkSync(join(elsewhere, '2.eml'), join(folder, 'INBOX/2.eml'));
    await using watch = startFileWatch(folder, { rescanMs: 50 });
    const { recorder } = watch;
    await recorder.until(() => recorder.references.length === 2);
    writeOld(elsewhere, '2.eml', mail('2', 'Longer than before'));
    await recorder.until(() => recorder.references.length === 3);
    const validities = recorder.sightings
      .filter(({ reference }) => reference === 'INBOX/2.eml')
      .map(({ validity }) => validity);
    expect(new Set(validities).size).toBe(2);
    expect(recorder.states.map(({ state }) => state)).toEqual(['starting', 'watching']);
  });

  it('leaves what is still being written until it is whole', async () => {
    const folder = makeFolder({ '1.eml': mail('1').slice(0, 40) });
    const path = join(folder, '1.eml');
    await using watch = startFileWatch(folder);
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'starting');
    writeFileSync(path, mail('1'));
    const { mtimeMs } = statSync(path);
    for (const [ageMs, isListed] of [
      [0, false],
      [400, false],
      [600, true],
      // The clock of whoever wrote it was wrong.
      [-3_600_000, true],
    ] as const) {
      const { listings, isSettling } = await listFileMailbox(fileMailbox(folder), new Map(), mtimeMs + ageMs);
      expect([ageMs, listings.length === 1, isSettling]).toEqual([ageMs, isListed, !isListed]);
    }
    await recorder.until(() => recorder.syncs.length > 0);
    expect(recorder.sightings.map(({ validity }) => validity.split('-')[0])).toEqual([String(mail('1').length)]);
    // Until then, nobody was told that all had been looked through.
    expect(recorder.syncs[0]).toBe(1);
  });

  it('takes from a Maildir what was delivered, and nothing of tmp, drafts or hidden files', async () => {
    const folder = makeMaildir();
    await using watch = startFileWatch(folder);
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'watching');
    writeFileSync(join(folder, 'tmp/1790000001.a'), mail('half').slice(0, 40));
    writeFileSync(join(folder, 'cur/1790000002.b:2,D'), mail('draft'));
    writeFileSync(join(folder, 'cur/.1790000003.c'), mail('hidden'));
    writeFileSync(join(folder, 'tmp/1790000004.d'), mail('whole'));
    renameSync(join(folder, 'tmp/1790000004.d'), join(folder, 'new/1790000004.d'));
    await recorder.until(() => recorder.references.length > 0);
    expect(recorder.references).toEqual(['new/1790000004.d']);
    renameSync(join(folder, 'new/1790000004.d'), join(folder, 'cur/1790000004.d:2,S'));
    await recorder.until(() => recorder.references.includes('cur/1790000004.d:2,S'));
    const [before, after] = recorder.sightings;
    expect(after?.validity).toBe(before?.validity);
  });

  it('knows messages of a rewritten mbox file by their bytes, and waits with the last one that is being written', async () => {
    const folder = makeOldFolder({ 'Archive.mbox': mbox('1', '2', '3') });
    await using watch = startFileWatch(folder);
    const { recorder } = watch;
    await recorder.until(() => recorder.references.length === 3);
    const [first, second, third] = recorder.sightings;
    writeOld(folder, 'Archive.mbox', mbox('2', '3'));
    await recorder.until(() => recorder.references.length === 5);
    expect(recorder.sightings.slice(3).map(({ validity }) => validity)).toEqual([second?.validity, third?.validity]);
    expect(recorder.sightings[3]?.reference).toBe(first?.reference);
    const half = mbox('4').subarray(0, 90);
    writeFileSync(join(folder, 'Archive.mbox'), Buffer.concat([mbox('2', '3'), half]));
    const now = statSync(join(folder, 'Archive.mbox')).mtimeMs;
    const { listings, isSettling } = await listFileMailbox(fileMailbox(folder), new Map(), now + 10);
    expect(isSettling).toBe(true);
    expect(listings[0]?.found.map(({ validity }) => validity)).toEqual([second?.validity, third?.validity]);
  });

  it('that is one file is watched for being written to and for being replaced', async () => {
    const folder = makeOldFolder({ 'mail.mbox': mbox('1') });
    const path = join(folder, 'mail.mbox');
    await using watch = startFileWatch(path);
    const { recorder } = watch;
    await recorder.until(() => recorder.references.length === 1);
    appendFileSync(path, mbox('2'));
    await recorder.until(() => recorder.references.length === 2);
    writeOld(folder, 'mail.new', mbox('1', '2', '3'));
    renameSync(join(folder, 'mail.new'), path);
    await recorder.until(() => recorder.references.length === 3);
  });

  it('that disappears is reported once in plain words, and goes on when it is back', async () => {
    const parent = makeOldFolder({ 'mail/INBOX/1.eml': mail('1') });
    const folder = join(parent, 'mail');
    await using watch = startFileWatch(folder, { rescanMs: 40 });
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'watching');
    renameSync(folder, join(parent, 'away'));
    await recorder.until(() => recorder.state === 'failing');
    const { code, reason } = recorder.states.at(-1) ?? {};
    expect(code).toBe('mailbox-not-found');
    expect(reason).toMatch(/^The mailbox “clerk” cannot be read at .*: it is not there\. Put it back, or correct path/);
    writeOld(parent, 'away/INBOX/2.eml', mail('2'));
    renameSync(join(parent, 'away'), folder);
    await recorder.until(() => recorder.references.includes('INBOX/2.eml'));
    await recorder.until(() => recorder.state === 'watching');
    expect(recorder.states.map(({ state }) => state)).toEqual(['starting', 'watching', 'failing', 'watching']);
    expect(recorder.errors.map((error) => error.code)).toEqual(['mailbox-not-found']);
    expect(recorder.references).toEqual(['INBOX/1.eml', 'INBOX/2.eml']);
  });

  it('whose folder was replaced by another of the same name is still told by the file system', async () => {
    const folder = makeOldFolder({ 'INBOX/1.eml': mail('1') });
    await using watch = startFileWatch(folder);
    const { recorder } = watch;
    await recorder.until(() => recorder.state === 'watching');
    rmSync(join(folder, 'INBOX'), { recursive: true });
    writeOld(folder, 'INBOX/2.eml', mail('2'));
    await recorder.until(() => recorder.references.includes('INBOX/2.eml'));
    writeOld(folder, 'INBOX/3.eml', mail('3'));
    await recorder.until(() => recorder.references.includes('INBOX/3.eml'));
  });

  it('gives nothing twice after a start, and again what was away', async () => {
    const folder = makeOldFolder({ '1.eml': mail('1'), '2.eml': mail('2') });
    const recorder = new FileWatchRecorder();
    {
      await using first = startFileWatch(folder, { recorder });
      await first.recorder.until(() => recorder.state === 'watching');
    }
    writeOld(folder, '3.eml', mail('3'));
    await using second = startFileWatch(folder, { recorder });
    await second.recorder.until(() => recorder.references.length > 2);
    expect(recorder.references).toEqual(['1.eml', '2.eml', '3.eml']);
    renameSync(join(folder, '1.eml'), join(folder, '4.eml'));
    await recorder.until(() => recorder.references.includes('4.eml'));
    renameSync(join(folder, '4.eml'), join(folder, '1.eml'));
    await recorder.until(() => recorder.references.filter((name) => name === '1.eml').length === 2);
  });

  it('ends where it cannot report, and reports all of it when it is started again', async () => {
    const folder = makeOldFolder({ 'INBOX/1.eml': mail('1'), 'Sent/2.eml': mail('2') });
    const recorder = new FileWatchRecorder();
    recorder.failure = new Error('The database does not answer.');
    await using first = startFileWatch(folder, { recorder });
    await expect(first.ended).rejects.toThrow('The database does not answer.');
    expect(recorder.syncs).toEqual([]);
    await using second = startFileWatch(folder, { recorder });
    await second.recorder.until(() => recorder.state === 'watching');
    expect(recorder.references).toEqual(['INBOX/1.eml', 'Sent/2.eml']);
  });

  it('counts what can never be read, as a scan does', async () => {
    const folder = makeOldFolder({ 'old.pst': 'not to be read', 'INBOX/1.eml': mail('1') });
    const { listings } = await listFileMailbox(fileMailbox(folder), new Map(), Date.now());
    expect(
      listings.flatMap(({ found }) => found.map(({ validity, reference }) => [reference, validity])),
    ).toContainEqual(['old.pst', 'unreadable']);
  });

  it('has given everything that is there, whatever was done meanwhile', async () => {
    const step = fc.record({
      act: fc.constantFrom('write', 'rename', 'remove', 'flag'),
      from: fc.integer({ min: 0, max: 5 }),
      to: fc.integer({ min: 0, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const folder = makeMaildir();
        onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
        await using watch = startFileWatch(folder);
        const { recorder } = watch;
        for (const [index, each] of steps.entries()) {
          act(folder, each, index);
          if (index % 3 === 0) await setImmediate();
        }
        const { listings } = await listFileMailbox(fileMailbox(folder), new Map(), Date.now());
        const there = listings.flatMap(({ found }) =>
          found.map(({ validity, reference }) => `${validity}\0${reference}`),
        );
        await recorder.until(() => there.every((name) => recorder.knownIn('').has(name)));
      }),
      { numRuns: 8 },
    );
  });
});

function act(folder: string, { act: kind, from, to }: { act: string; from: number; to: number }, index: number): void {
  const name = (place: number): string => join(folder, place % 2 === 0 ? 'cur' : 'new', `179000000${place}.x`);
  try {
    if (kind === 'write') {
      writeFileSync(join(folder, 'tmp', `${index}`), mail(`${index}`, 'x'.repeat(index)));
      renameSync(join(folder, 'tmp', `${index}`), name(to));
    } else if (kind === 'rename') renameSync(name(from), name(to));
    else if (kind === 'flag') renameSync(name(from), `${name(from)}:2,S`);
    else rmSync(name(from));
  } catch {
    // There was none.
  }
}
