/** A council of one mailbox and few messages, for tests that start the program. */

import { makeFolder } from '../sources/scratch-folder.ts';

const councilText = `
id: little-wickham
name: Little Wickham Parish Council
domains: [littlewickham-pc.gov.uk]
protocol: nalc-model-2026
people:
  - { id: clerk, name: Margaret Hale, role: officer, offices: [clerk], addresses: [clerk@littlewickham-pc.gov.uk] }
  - { id: cllr-okafor, name: Ngozi Okafor, role: councillor, addresses: [okafor@littlewickham-pc.gov.uk] }
  - { id: cllr-pratt, name: Alan Pratt, role: councillor, addresses: [pratt@littlewickham-pc.gov.uk] }
  - { id: cllr-teal, name: Rosalind Teal, role: councillor, addresses: [teal@littlewickham-pc.gov.uk] }
mailboxes:
  - { id: clerk, owner: clerk, path: mailboxes/clerk }
`;

type Fields = { messageId: string; bcc?: string; text?: string };

/** From the Clerk to Cllr Okafor. */
export function clerkToOkafor({ messageId, bcc, text = 'The hedge will be cut on Monday.' }: Fields): string {
  const lines = [
    `Message-ID: <${messageId}@littlewickham-pc.gov.uk>`,
    'Date: Wed, 3 Jun 2026 09:14:00 +0100',
    'From: Margaret Hale <clerk@littlewickham-pc.gov.uk>',
    'To: Ngozi Okafor <okafor@littlewickham-pc.gov.uk>',
    ...(bcc === undefined ? [] : [`Bcc: ${bcc}`]),
    'Subject: Hedge',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
    'Margaret Hale, Clerk',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

export const silentCopy = clerkToOkafor({ messageId: 'silent', bcc: 'Alan Pratt <pratt@littlewickham-pc.gov.uk>' });
export const openMessage = clerkToOkafor({ messageId: 'open' });

type FolderOptions = { more?: string; files?: Record<string, string> };

/** `council.yaml` and the Clerk's Sent folder, which holds one silent copy and one message without fault. */
export function councilFiles({ more = '', files = {} }: FolderOptions = {}): Record<string, string> {
  return {
    'council.yaml': councilText + more,
    'mailboxes/clerk/Sent/1.eml': silentCopy,
    'mailboxes/clerk/Sent/2.eml': openMessage,
    ...files,
  };
}

export function makeCouncilFolder(options: FolderOptions = {}): string {
  return makeFolder(councilFiles(options));
}
