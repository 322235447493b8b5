import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Mailbox } from '../../src/council/council.ts';
import type { Copy, UnreadableCopy } from '../../src/sources/copy.ts';
import { openMailbox } from '../../src/sources/open-mailbox.ts';
import { readCopy } from '../../src/sources/read-copy.ts';
import { writeMbox } from './mbox-writer.ts';
import { makeFolder, writeInto } from './scratch-folder.ts';

const mailboxAt = (path: string | null): Mailbox => ({ id: 'clerk', owner: 'clerk', journal: false, path, imap: null });
const message = (subject: string) =>
  `From: a@example.org\nTo: b@example.org\nDate: Wed, 3 Jun 2026 09:14:00 +0100\nSubject: ${subject}\n\nFrom me.\n`;

async function readAll(path: string, messageBytes = 1_000_000): Promise<(Copy | UnreadableCopy)[]> {
  const copies: (Copy | UnreadableCopy)[] = [];
  for await (const copy of openMailbox(mailboxAt(path), { messageBytes })) copies.push(copy);
  return copies;
}
/** `folder subject`, with `sent` where the folder is one for sent mail; for what cannot be read `reference: reason`. */
async function summarise(path: string, messageBytes?: number): Promise<string[]> {
  return (await readAll(path, messageBytes)).map((copy) => {
    if (copy.kind === 'unreadable') return `${copy.reference}: ${copy.reason}`;
    const subject = /^Subject: (.*)$/m.exec(Buffer.from(copy.bytes).toString())?.[1];
    return `${copy.folder || '-'} ${subject}${copy.isSent ? ' sent' : ''}`;
  });
}
const mbox = (...subjects: string[]) =>
  writeMbox(
    subjects.map((subject) => Buffer.from(message(subject))),
    { lineEnd: '\n', finalEmptyLine: true },
  );

/** The same five messages as every kind of source keeps them. */
const kinds: Record<string, () => string> = {
  'folders of .eml files': () =>
    makeFolder({
      'INBOX/1.eml': message('one'),
      'INBOX/2.EML': message('two'),
      'INBOX/Planning/3.eml': message('three'),
      'Sent/4.eml': message('four'),
      'Sent/5.eml': message('five'),
      'Drafts/6.eml': message('draft'),
      'Deleted Items/7.eml': message('deleted'),
    }),
  'Maildirs in folders': () =>
    makeFolder({
      'INBOX/cur/1.host:2,S': message('one'),
      'INBOX/new/2.host': message('two'),
      'INBOX/tmp/9.host': message('half delivered'),
      'INBOX/Planning/cur/3.host;2,RS': message('three'),
      'Sent/cur/4.host:2,S': message('four'),
      'Sent/cur/5.host:2,S': message('five'),
      'Sent/cur/6.host:2,DS': message('draft'),
      'Junk/cur/7.host:2,': message('junk'),
    }),
  'Maildir++ folders': () =>
    makeFolder({
      'cur/.keep': '',
      'new/.keep': '',
      'dovecot-uidlist': '3 V1 N8\n',
      '.INBOX/cur/1.host:2,S': message('one'),
      '.INBOX/cur/2.host:2,S': message('two'),
      '.INBOX.Planning/new/3.host': message('three'),
      '.Sent/cur/4.host:2,S': message('four'),
      '.Sent/cur/5.host:2,S': message('five'),
      '.Trash/cur/7.host:2,': message('deleted'),
    }),
  'mbox files': () =>
    makeFolder({
      'INBOX.mbox': mbox('one', 'two'),
      'INBOX/Planning.mbox': mbox('three'),
      'Sent.mbox': mbox('four', 'five'),
      'Spam.mbox': mbox('junk'),
    }),
  'Thunderbird’s files': () =>
    makeFolder({
      INBOX: mbox('one', 'two'),
      'INBOX.msf': '// <!-- <mdb:mork:z v="1.4"/> -->',
      'INBOX.sbd/Planning': mbox('three'),
      Sent: mbox('four', 'five'),
      Drafts: mbox('draft'),
      Archives: '',
    }),
  'Apple Mail’s export': () =>
    makeFolder({
      'INBOX.mbox/mbox': mbox('one', 'two'),
      'INBOX.mbox/table_of_contents': Buffer.from([0, 1, 2]),
      'INBOX.mbox/Planning.mbox/mbox': mbox('three'),
      'Sent.mbox/mbox': mbox('four', 'five'),
    }),
  'MH folders': () =>
    makeFolder({
      'INBOX/1': message('one'),
      'INBOX/2': message('two'),
      'INBOX/.mh_sequences': 'unseen: 1',
      'INBOX/Planning/1': message('three'),
      'Sent/1': message('four'),
      'Sent/2': message('five'),
    }),
};

describe.each(Object.entries(kinds))('%s', (_, make) => {
  test('yield the same copies', async () => {
    const folder = make();
    expect((await summarise(folder)).sort()).toEqual([
      'INBOX one',
      'INBOX two',
      'INBOX/Planning three',
      'Sent five sent',
      'Sent four sent',
    ]);
  });

  test('yield every message as it was written, and again by its reference', async () => {
    const folder = make();
    for (const copy of await readAll(folder)) {
      if (copy.kind === 'unreadable') throw new Error(copy.reason);
      const text = Buffer.from(copy.bytes).toString();
      expect(text).toBe(message(/^Subject: (.*)$/m.exec(text)?.[1] ?? ''));
      expect(Buffer.from(await readCopy(mailboxAt(folder), copy.reference)).toString()).toBe(text);
    }
  });

  test('come in the same order twice', async () => {
    const folder = make();
    expect(await summarise(folder)).toEqual(await summarise(folder));
  });
});

describe('a mailbox that is one file', () => {
  test.each([
    ['a message', 'letter.eml', message('one'), ['- one']],
    ['an mbox file', 'all.mbox', mbox('one', 'two'), ['- one', '- two']],
    ['an mbox file named Sent', 'Sent.mbox', mbox('one'), ['- one sent']],
    ['an mbox file without extension', 'archive', mbox('one'), ['- one']],
    ['an empty mbox file', 'archive.mbox', '', []],
    [
      'something else',
      'minutes.txt',
      'Minutes of the meeting',
      ['minutes.txt: The file is neither a message nor an mbox file.'],
    ],
    ['an Outlook message', 'a.msg', 'x', ['a.msg: An Outlook .msg file is not read: export it as .eml or mbox.']],
  ])('%s', async (_, name, content, expected) => {
    const path = join(makeFolder({ [name]: content }), name);
    expect(await summarise(path)).toEqual(expected);
    for (const copy of await readAll(path)) {
      if (copy.kind === 'copy') expect(await readCopy(mailboxAt(path), copy.reference)).toEqual(copy.bytes);
    }
  });
});

describe('what else lies in a folder', () => {
  test('is passed over where it is no mail, and reported where it looks like mail', async () => {
    const folder = makeFolder({
      'README.md': '# Notes\n',
      '.DS_Store': Buffer.from([0, 0, 0, 1]),
      '._1.eml': Buffer.from([0, 5, 22, 7]),
      'photo.jpg': Buffer.from([0xff, 0xd8]),
      'letter.txt': message('kept as text'),
      'old.eml.bak': message('backup'),
      'mail.msg': Buffer.from([0xd0, 0xcf]),
      'notes.mbox': 'no mbox at all',
      '1.eml': message('one'),
      '2.eml': '',
      '.git/1.eml': message('hidden'),
    });
    const notNamed = 'The file looks like a message, but its name does not end in .eml, so it is not read.';
    expect(await summarise(folder)).toEqual([
      '- one',
      '2.eml: The file is empty.',
      `letter.txt: ${notNamed}`,
      'mail.msg: An Outlook .msg file is not read: export it as .eml or mbox.',
      'notes.mbox: The file does not begin with a “From ” line, so it is no mbox file.',
      `old.eml.bak: ${notNamed}`,
    ]);
  });

  test('links in a circle end, links to nothing are reported, pipes are never opened', async () => {
    const folder = makeFolder({ 'INBOX/1.eml': message('one') });
    symlinkSync(folder, join(folder, 'INBOX', 'again'));
    symlinkSync(join(folder, 'gone'), join(folder, 'INBOX', '2.eml'));
    execFileSync('mkfifo', [join(folder, 'INBOX', '3.eml')]);
    expect(await summarise(folder)).toEqual(['INBOX/2.eml: The link leads to nothing that can be read.', 'INBOX one']);
  });

  test('messages larger than the limit are reported', async () => {
    const folder = makeFolder({ '1.eml': message('x'.repeat(500)), 'a.mbox': mbox('y'.repeat(500), 'two') });
    const tooLarge = 'The message has 0.0 MB, more than the 0.0 MB that are read.';
    expect(await summarise(folder, 300)).toEqual([`1.eml: ${tooLarge}`, `a.mbox#0: ${tooLarge}`, 'a two']);
  });
});

test('Takeout’s labels tell drafts and sent mail apart', async () => {
  const labelled = (labels: string, subject: string) => Buffer.from(`X-Gmail-Labels: ${labels}\n${message(subject)}`);
  const messages = [
    labelled('Inbox,Opened', 'one'),
    labelled('Sent,\n Opened', 'two'),
    labelled('Drafts', 'three'),
    labelled('Spam', 'four'),
  ];
  const folder = makeFolder({ 'All mail.mbox': writeMbox(messages, { lineEnd: '\n', finalEmptyLine: true }) });
  expect(await summarise(folder)).toEqual(['All mail one', 'All mail two sent']);
});

describe('what stops a mailbox as a whole', () => {
  test.each([
    ['a path where nothing is', '/nowhere/at/all', 'mailbox-not-found'],
    ['no path', null, 'not-a-file-mailbox'],
  ])('%s', async (_, path, code) => {
    await expect(openMailbox(mailboxAt(path)).next()).rejects.toMatchObject({ name: 'SourceError', code });
  });
});

describe('reading a copy again', () => {
  test('finds a Maildir file whose flags have changed', async () => {
    const folder = makeFolder({ 'new/1.host': message('one') });
    mkdirSync(join(folder, 'cur'));
    renameSync(join(folder, 'new/1.host'), join(folder, 'cur/1.host:2,S'));
    expect(Buffer.from(await readCopy(mailboxAt(folder), 'new/1.host')).toString()).toBe(message('one'));
  });

  test('never leaves the mailbox', async () => {
    const folder = makeFolder({ 'box/1.eml': message('one'), 'secret.eml': message('two') });
    await expect(readCopy(mailboxAt(join(folder, 'box')), '../secret.eml')).rejects.toMatchObject({
      code: 'copy-not-found',
    });
  });

  test('says so when the copy is gone', async () => {
    await expect(readCopy(mailboxAt(makeFolder()), '1.eml')).rejects.toThrow(
      '1.eml: The file cannot be read: it is not there.',
    );
  });

  test('takes a file whose name ends like an offset', async () => {
    const folder = makeFolder();
    writeInto(folder, 'item#12', message('one'));
    expect(await summarise(folder)).toEqual(['- one']);
    expect(Buffer.from(await readCopy(mailboxAt(folder), 'item#12')).toString()).toBe(message('one'));
  });
});
