/** A file watcher and the database behind it: what becomes of copies whose files are renamed, moved, rewritten, away for a time. */

import { chmodSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../../../src/database/open-database.ts';
import { readCopyRow, readDueCopies, readKnownReferences, registerListing } from '../../../src/intake/copy-register.ts';
import { readEvidenceSince, recordReading } from '../../../src/intake/evidence-register.ts';
import { defaultLimits } from '../../../src/mail/message.ts';
import { listFileMailbox } from '../../../src/sources/files/list-file-mailbox.ts';
import { readFileCopy } from '../../../src/sources/files/read-file-copy.ts';
import { watchFileMailbox } from '../../../src/sources/files/watch-file-mailbox.ts';
import { fileMailbox } from '../file-watch-recorder.ts';
import { writeMbox } from '../mbox-writer.ts';
import { makeFolder, writeInto } from '../scratch-folder.ts';

const council = 'one';
const longAgo = new Date('2026-11-01T09:00:00Z');
const message = (id: string): string => `Message-ID: <${id}@x>\r\nSubject: ${id}\r\n\r\nDear all\r\n`;

/** A mailbox in a folder, with its database beside it. */
class Watched implements AsyncDisposable {
  readonly root: string;
  readonly database: Database;
  #stop = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  private constructor(root: string, database: Database) {
    this.root = root;
    this.database = database;
  }

  static async open(): Promise<Watched> {
    const folder = makeFolder();
    mkdirSync(join(folder, 'mail'));
    const database = await openDatabase({ kind: 'sqlite', path: join(folder, 'candour.db') });
    return new Watched(join(folder, 'mail'), database);
  }

  /** As a file that was written some time ago. */
  write(name: string, content: string | Uint8Array): void {
    writeInto(this.root, name, content);
    utimesSync(join(this.root, name), longAgo, longAgo);
  }

  rename(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  start(): void {
    this.#stop = new AbortController();
    const report = async () => undefined;
    this.#ended = watchFileMailbox({
      mailbox: fileMailbox(this.root),
      report: {
        readCursor: async () => null,
        onListing: async (listing) => {
          await registerListing(this.database, council, 'clerk', listing, Date.now());
        },
        onState: report,
        onSynced: report,
      },
      known: (folder) => readKnownReferences(this.database, council, 'clerk', folder),
      rescanMs: 100,
      signal: this.#stop.signal,
      onError: () => undefined,
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  /** Reads what waits, as audit workers do. */
  async readWaiting(): Promise<void> {
    for (const { id } of await readDueCopies(this.database, [council], Date.now(), 1_000)) {
      const row = await readCopyRow(this.database, council, id);
      if (row === null) continue;
      const fetched = await readFileCopy(fileMailbox(this.root), row.reference, defaultLimits, row.validity);
      const outcome =
        fetched.kind === 'copy'
          ? ({
              state: 'read',
              messageId: /<.*>/.exec(Buffer.from(fetched.bytes).toString())?.[0] ?? '',
              facts: fetched.bytes,
              links: [],
              notExamined: [],
              factsVersion: 'v1',
              contentKey: fetched.contentKey,
              sentAt: null,
            } as const)
          : ({ state: fetched.kind, reason: fetched.reason, contentKey: null } as const);
      await this.database.transact(council, (transaction) =>
        recordReading(transaction, council, id, outcome, Date.now(), row.opening),
      );
    }
  }

  /** Message-IDs of all evidence, and the place at which each is now said to lie. */
  async expectEvidence(places: Record<string, string>): Promise<void> {
    await vi.waitFor(
      async () => {
        await this.readWaiting();
        const found: [string, string][] = [];
        for await (const { messageId, reference } of readEvidenceSince(this.database.kysely, council, 0))
          found.push([messageId, (await readCopyRow(this.database, council, reference))?.reference ?? '']);
        expect(found.toSorted()).toEqual(Object.entries(places).map(([id, place]) => [`<${id}@x>`, place]));
      },
      { timeout: 10_000, interval: 30 },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.database[Symbol.asyncDispose]();
  }
}

describe('a watched file mailbox and its database', () => {
  it('knows a Maildir message under other flags, and one that was renamed, as the evidence that it is', async () => {
    await using mail = await Watched.open();
    mkdirSync(join(mail.root, 'cur'));
    mail.write('new/1790000000.M1P1.host', message('a'));
    mail.write('letters/b.eml', message('b'));
    mail.start();
    await mail.expectEvidence({ a: 'new/1790000000.M1P1.host', b: 'letters/b.eml' });
    mail.rename('new/1790000000.M1P1.host', 'cur/1790000000.M1P1.host:2,');
    mail.rename('letters/b.eml', 'letters/c.eml');
    await mail.expectEvidence({ a: 'cur/1790000000.M1P1.host:2,', b: 'letters/c.eml' });
    mail.rename('cur/1790000000.M1P1.host:2,', 'cur/1790000000.M1P1.host:2,RS');
    mail.rename('letters/c.eml', 'letters/b.eml');
    await mail.expectEvidence({ a: 'cur/1790000000.M1P1.host:2,RS', b: 'letters/b.eml' });
    // And nothing of it is news to the next watcher.
    await mail.stop();
    const rows = () => mail.database.kysely.selectFrom('copy').selectAll().orderBy('id').execute();
    const before = await rows();
    mail.start();
    mail.write('letters/d.eml', message('d'));
    await mail.expectEvidence({ a: 'cur/1790000000.M1P1.host:2,RS', b: 'letters/b.eml', d: 'letters/d.eml' });
    expect((await rows()).filter(({ message_id }) => message_id !== '<d@x>')).toEqual(before);
  });

  it('knows the messages of an mbox file that grows and is rewritten', async () => {
    await using mail = await Watched.open();
    const style = { lineEnd: '\n', finalEmptyLine: true } as const;
    const mbox = (...ids: string[]) =>
      writeMbox(
        ids.map((id) => Buffer.from(message(id))),
        style,
      );
    const at = (ids: string[], id: string) => `Archive.mbox#${mbox(...ids.slice(0, ids.indexOf(id))).length}`;
    mail.write('Archive.mbox', mbox('a', 'b'));
    mail.start();
    await mail.expectEvidence({ a: at(['a', 'b'], 'a'), b: at(['a', 'b'], 'b') });
    mail.write('Archive.mbox', mbox('a', 'b', 'c'));
    await mail.expectEvidence({ a: at(['a', 'b'], 'a'), b: at(['a', 'b'], 'b'), c: at(['a', 'b', 'c'], 'c') });
    // The first is deleted, and everything moves; what was evidence stays.
    mail.write('Archive.mbox', mbox('b', 'c'));
    await mail.expectEvidence({ a: at(['a', 'b'], 'a'), b: at(['b', 'c'], 'b'), c: at(['b', 'c'], 'c') });
  });

  it('does not take a message for another one because somebody has read it in an mbox file', async () => {
    await using mail = await Watched.open();
    const style = { lineEnd: '\n', finalEmptyLine: true } as const;
    const mbox = (notes: string) => writeMbox([Buffer.from(`${notes}${message('a')}`)], style);
    mail.write('Archive.mbox', mbox('X-Mozilla-Status: 0000\n'));
    mail.start();
    await mail.expectEvidence({ a: 'Archive.mbox#0' });
    for (const notes of ['X-Mozilla-Status: 0001\n', 'Status: RO\nX-Keywords: one\n two\n', '']) {
      mail.write('Archive.mbox', mbox(notes));
      mail.write('b.eml', message('b'));
      await mail.expectEvidence({ a: 'Archive.mbox#0', b: 'b.eml' });
    }
    expect((await mail.database.kysely.selectFrom('copy').select('id').execute()).length).toBe(2);
  });

  it('reads after all what was away when its turn came', async () => {
    await using mail = await Watched.open();
    mail.write('a.eml', message('a'));
    mail.write('b.eml', message('b'));
    mail.start();
    await vi.waitFor(
      async () => expect((await readDueCopies(mail.database, [council], Date.now(), 10)).length).toBe(2),
      { timeout: 10_000, interval: 20 },
    );
    // As when a disk is not mounted for a moment: its folder is there, and empty.
    mail.rename('a.eml', '../a.eml');
    mail.rename('b.eml', '../b.eml');
    await mail.readWaiting();
    await mail.expectEvidence({});
    const states = await mail.database.kysely.selectFrom('copy').select('state').execute();
    expect(states).toEqual([{ state: 'gone' }, { state: 'gone' }]);
    await vi.waitFor(
      async () => {
        const { listings } = await listFileMailbox(fileMailbox(mail.root), new Map(), Date.now());
        expect(listings).toEqual([]);
      },
      { timeout: 5_000 },
    );
    await mail.stop();
    mail.start();
    mail.rename('../a.eml', 'a.eml');
    mail.rename('../b.eml', 'b.eml');
    await mail.expectEvidence({ a: 'a.eml', b: 'b.eml' });
  });

  it('tries again after its next start what could not be read, since somebody may have mended it', async () => {
    await using mail = await Watched.open();
    mail.write('a.eml', message('a'));
    mail.write('folder.eml', '');
    mail.start();
    await mail.expectEvidence({ a: 'a.eml' });
    const unreadable = () => mail.database.kysely.selectFrom('copy').select('reason').where('state', '=', 'unreadable');
    await vi.waitFor(
      async () => {
        await mail.readWaiting();
        expect(await unreadable().execute()).toEqual([{ reason: expect.stringMatching(/empty/) }]);
      },
      { timeout: 10_000, interval: 30 },
    );
    await mail.stop();
    rmSync(join(mail.root, 'folder.eml'));
    mail.write('folder.eml', message('b'));
    mail.start();
    await mail.expectEvidence({ a: 'a.eml', b: 'folder.eml' });
  });

  it('does not take a file for gone that it may not open', async () => {
    await using mail = await Watched.open();
    mail.write('a.eml', message('a'));
    chmodSync(join(mail.root, 'a.eml'), 0o000);
    chmodSync(dirname(mail.root), 0o755);
    const reading = () => readFileCopy(fileMailbox(mail.root), 'a.eml', defaultLimits);
    const asNobody = process.getuid?.() === 0;
    if (asNobody) process.seteuid?.(65_534);
    try {
      await expect(reading()).rejects.toMatchObject({
        name: 'SourceError',
        message: expect.stringMatching(/permission/),
      });
    } finally {
      if (asNobody) process.seteuid?.(0);
    }
    chmodSync(join(mail.root, 'a.eml'), 0o600);
    expect(await reading()).toMatchObject({ kind: 'copy' });
  });
});

describe('a file mailbox of 20,000 messages', () => {
  it.each(['.eml files', 'a Maildir'])(
    'is looked through again without opening one: %s',
    async (kind) => {
      const folder = makeFolder();
      const parent = join(folder, kind === 'a Maildir' ? 'cur' : 'INBOX');
      mkdirSync(parent);
      for (let index = 0; index < 20_000; index += 1)
        writeFileSync(
          join(parent, kind === 'a Maildir' ? `1790000000.M${index}P1.host:2,S` : `${index}.eml`),
          message('a'),
        );
      const look = () => listFileMailbox(fileMailbox(folder), new Map(), Date.now() + 60_000);
      await look();
      const before = process.cpuUsage();
      const { listings } = await look();
      const { user, system } = process.cpuUsage(before);
      process.stdout.write(
        `A look at 20,000 messages in ${kind}: ${Math.round((user + system) / 1000)} ms of a core\n`,
      );
      expect(listings.map(({ found }) => found.length)).toEqual([20_000]);
      expect(user + system).toBeLessThan(3_000_000);
    },
    60_000,
  );
});
