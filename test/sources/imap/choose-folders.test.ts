import type { ListResponse } from 'imapflow';
import { describe, expect, test } from 'vitest';
import { chooseFolders } from '../../../src/sources/imap/choose-folders.ts';

/** `path \\Use` as the server declares it; `path ?\\Use` as imapflow guesses from the name. */
function listed(lines: string[], delimiter = '/'): ListResponse[] {
  return lines.map((line) => {
    const [, path = line, guess, use] = /^(.*?)(?: (\?)?(\\\w+))?$/.exec(line) ?? [];
    const flags = new Set(use === '\\Noselect' ? ['\\Noselect'] : []);
    return {
      path,
      pathAsListed: path,
      name: path,
      delimiter,
      parent: [],
      parentPath: '',
      flags,
      ...(use === undefined || flags.size > 0
        ? {}
        : { specialUse: use, specialUseSource: guess ? 'name' : 'extension' }),
      listed: true,
      subscribed: true,
    } as ListResponse;
  });
}

const cases: {
  what: string;
  folders: string[];
  delimiter?: string;
  named?: string[];
  watched: string[];
  idle?: string[];
  missing?: string[];
}[] = [
  {
    what: 'special uses, whatever the folders are called',
    folders: [
      'INBOX',
      'Verzonden \\Sent',
      'Concepten \\Drafts',
      'Ongewenst \\Junk',
      'Prullenbak \\Trash',
      'Archief \\Archive',
      'Planning',
    ],
    watched: ['INBOX', 'Archief', 'Verzonden (sent)'],
    idle: ['INBOX', 'Verzonden'],
  },
  {
    what: 'names, English and Welsh, where the server says nothing',
    folders: [
      'INBOX',
      'Eitemau a Anfonwyd',
      'Drafftiau',
      'Junk E-mail ?\\Junk',
      'Deleted Items ?\\Trash',
      'Archive ?\\Archive',
    ],
    watched: ['INBOX', 'Archive', 'Eitemau a Anfonwyd (sent)'],
  },
  {
    what: 'every folder for what was sent, and IDLE on the one that the server names',
    folders: ['INBOX', 'Sent', 'Sent Items \\Sent', 'Sent/2025'],
    watched: ['INBOX', 'Sent (sent)', 'Sent Items (sent)', 'Sent/2025 (sent)'],
    idle: ['INBOX', 'Sent Items'],
  },
  {
    what: 'Maildir++ below INBOX, with dots',
    folders: ['INBOX', 'INBOX.Sent', 'INBOX.Trash', 'INBOX.Planning'],
    delimiter: '.',
    watched: ['INBOX', 'INBOX.Sent (sent)'],
  },
  {
    what: 'of Gmail all mail and what was sent, of which INBOX is a view',
    folders: [
      'INBOX',
      '[Gmail] \\Noselect',
      '[Gmail]/All Mail \\All',
      '[Gmail]/Sent Mail \\Sent',
      '[Gmail]/Spam \\Junk',
      '[Gmail]/Bin \\Trash',
      'Planning',
    ],
    watched: ['[Gmail]/All Mail', '[Gmail]/Sent Mail (sent)'],
    idle: ['[Gmail]/All Mail', '[Gmail]/Sent Mail'],
  },
  {
    what: 'INBOX of a server that offers all mail as a virtual folder',
    folders: ['INBOX', 'virtual/All \\All', 'Sent \\Sent'],
    watched: ['INBOX', 'Sent (sent)'],
  },
  {
    what: 'a folder whose name only looks like junk, if the settings name it',
    folders: ['INBOX', 'Junk mail policy ?\\Junk', 'Sent \\Sent'],
    named: ['INBOX', 'Junk mail policy'],
    watched: ['INBOX', 'Junk mail policy'],
    idle: ['INBOX'],
  },
  {
    what: 'names, special uses and subfolders as the settings have them',
    folders: [
      'INBOX',
      'Sent \\Sent',
      'Planning',
      'Planning.2026',
      'Planning.2026.May',
      'Planning.Trash',
      'Planning (old)',
    ],
    delimiter: '.',
    named: ['inbox', '\\sent', 'Planning/*'],
    watched: ['INBOX', 'Sent (sent)', 'Planning.2026', 'Planning.2026.May'],
  },
  {
    what: 'what is missing, or never read, by name',
    folders: ['INBOX', 'Trash \\Trash'],
    named: ['INBOX', '\\Sent', 'Trash', 'Planing/*'],
    watched: ['INBOX'],
    missing: ['\\Sent', 'Trash', 'Planing/*'],
  },
  { what: 'a mailbox without INBOX', folders: ['Sent \\Sent'], watched: ['Sent (sent)'], missing: ['INBOX'] },
];

describe('watched are', () => {
  test.each(cases)('$what', ({ folders, delimiter, named = null, watched, idle, missing = [] }) => {
    const choice = chooseFolders(listed(folders, delimiter), named);
    expect(choice.folders.map(({ path, isSent }) => (isSent ? `${path} (sent)` : path))).toEqual(watched);
    expect(choice.missing).toEqual(missing);
    if (idle) expect(choice.idle.map(({ path }) => path)).toEqual(idle);
  });
});
