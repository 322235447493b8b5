/** What a folder is for, by its name: English and Welsh, as mail clients and servers write them. */

const sentNames = new Set([
  'sent',
  'sent items',
  'sent mail',
  'sent messages',
  'sent objects',
  'sentitems',
  'sentmail',
  'eitemau a anfonwyd',
  'negeseuon a anfonwyd',
  'post a anfonwyd',
  'wedi anfon',
  'wedi’u hanfon',
  'anfonwyd',
]);

/** Drafts (and what waits to be sent), Junk and Trash: a council's protocol is not about them. */
const skippedNames = new Set([
  'draft',
  'drafts',
  'templates',
  'outbox',
  'unsent messages',
  'drafftiau',
  'blwch allan',
  'junk',
  'junk e mail',
  'junk email',
  'junk mail',
  'spam',
  'bulk mail',
  'sbam',
  'sothach',
  'post sothach',
  'e bost sothach',
  'trash',
  'deleted',
  'deleted items',
  'deleted messages',
  'deleted mail',
  'bin',
  'recycle bin',
  'rubbish bin',
  'sbwriel',
  'bin sbwriel',
  'bin ailgylchu',
  'eitemau wedi’u dileu',
  'eitemau a ddilewyd',
  'wedi’u dileu',
]);

/** A folder inside a folder for sent mail (`Sent/2025`) holds sent mail too. */
export function isSentFolder(folder: string): boolean {
  return segmentsOf(folder).some((segment) => sentNames.has(segment));
}

export function isSkippedFolder(folder: string): boolean {
  return segmentsOf(folder).some((segment) => skippedNames.has(segment));
}

/** `INBOX.Sent` is one name on disk and two folders in the mailbox. */
function segmentsOf(folder: string): string[] {
  return folder
    .split('/')
    .flatMap((segment) => (/^\.?inbox\./i.test(segment) ? segment.split('.') : [segment.replace(/^\./, '')]))
    .map((segment) =>
      segment
        .normalize('NFKD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase()
        .replace(/[_\s-]+/g, ' ')
        .replaceAll("'", '’')
        .trim(),
    );
}

/** The folder that a Maildir++ directory such as `.INBOX.Sent` stands for: `INBOX/Sent`. */
export function parseMaildirFolder(directory: string): string {
  return directory.replace(/^\./, '').split('.').map(decodeFolderName).join('/');
}

/** Modified UTF-7 (RFC 3501, section 5.1.3), in which servers keep folder names; text that is none stays as it is. */
function decodeFolderName(name: string): string {
  return name.replace(/&([A-Za-z0-9+,]*)-/g, (_, encoded: string) => {
    if (encoded === '') return '&';
    const bytes = Buffer.from(encoded.replaceAll(',', '/'), 'base64');
    return bytes
      .subarray(0, bytes.length - (bytes.length % 2))
      .swap16()
      .toString('utf16le');
  });
}
