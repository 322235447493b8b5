import { expect, test } from 'vitest';
import { isSentFolder, isSkippedFolder, parseMaildirFolder } from '../../src/sources/folder-names.ts';

test.each([
  ['Sent', true],
  ['sent items', true],
  ['Sent Mail', true],
  ['Sent Messages', true],
  ['.Sent', true],
  ['INBOX.Sent', true],
  ['INBOX/Sent', true],
  ['[Gmail]/Sent Mail', true],
  ['Sent/2025', true],
  ['Eitemau a Anfonwyd', true],
  ['INBOX', false],
  ['Sent to committee', false],
  ['Consent', false],
  ['', false],
])('%j is for sent mail: %s', (folder, expected) => {
  expect(isSentFolder(folder)).toBe(expected);
});

test.each([
  ['Drafts', true],
  ['INBOX.Drafts', true],
  ['Junk E-mail', true],
  ['Deleted Items', true],
  ['[Gmail]/Spam', true],
  ['Trash/2025', true],
  ['Bin', true],
  ['Sbwriel', true],
  ['Drafftiau', true],
  ["Eitemau wedi'u dileu", true],
  ['Eitemau a Ddilëwyd', true],
  ['Bins and litter', false],
  ['Draft minutes', false],
  ['INBOX', false],
  ['', false],
])('%j is passed over: %s', (folder, expected) => {
  expect(isSkippedFolder(folder)).toBe(expected);
});

test.each([
  ['.Sent', 'Sent'],
  ['.INBOX.Sent', 'INBOX/Sent'],
  ['.Archive.2025', 'Archive/2025'],
  ['.Caf&AOk-', 'Café'],
  ['.Parks &- Trees', 'Parks & Trees'],
])('the Maildir folder %s is %s', (directory, folder) => {
  expect(parseMaildirFolder(directory)).toBe(folder);
});
