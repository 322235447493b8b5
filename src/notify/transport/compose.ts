/** A notice as a message of RFC 5322: plain text first, HTML beside it (RFC 2046, 5.1.4), and nothing that a header can be broken with. */

import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailSettings } from '../../settings/settings.ts';
import { NotifyError } from './error.ts';

export type Letter = {
  /** With angle brackets. The same for the same notice on every attempt, so that a repetition can be recognised. */
  messageId: string;
  /** When the notice was planned, and so the same on every attempt as well. */
  date: Date;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Message-IDs of earlier notices of the same conversation, oldest first. */
  references?: string[];
};

/** Ready to be handed over, lines ended by CRLF. Composed twice, it has the same bytes. */
export type ComposedLetter = { envelope: { from: string; to: string[] }; bytes: Buffer };

// No angle brackets, quotes, lists or controls: what is left means one mailbox to every program.
const oneAddress = /^[^\s<>@,;:"\\()[\]\p{Cc}]{1,64}@[^\s<>@,;:"\\()[\]\p{Cc}]{1,255}$/u;
const oneMessageId = /^<[!#-;=?A-Z^-~]{1,200}@[!#-;=?A-Z^-~]{1,200}>$/;

/** @throws {NotifyError} `letter`, not temporary: no attempt can succeed. */
export async function composeLetter(from: MailSettings['from'], letter: Letter): Promise<ComposedLetter> {
  checkLetter(from, letter);
  const references = letter.references ?? [];
  const lastReference = references.at(-1);
  const message = new MailComposer({
    from: { name: onOneLine(from.name), address: from.address },
    to: [{ name: onOneLine(letter.to.name), address: letter.to.address }],
    subject: onOneLine(letter.subject),
    messageId: letter.messageId,
    date: letter.date,
    ...(lastReference === undefined ? {} : { references, inReplyTo: lastReference }),
    text: letter.text,
    html: letter.html,
    headers: {
      // RFC 3834, 5: no out-of-office note answers. Exchange heeds the second only. `Precedence` was never standardised, and
      // `bulk` would have an alert sorted away.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Candour': 'notice',
    },
    baseBoundary: createHash('sha256').update(letter.messageId).digest('hex').slice(0, 32),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = message.getEnvelope();
  return { envelope: { from: envelope.from || '', to: envelope.to }, bytes: await message.build() };
}

function checkLetter(from: MailSettings['from'], letter: Letter): void {
  const reason =
    (oneAddress.test(from.address) ? '' : 'sender') ||
    (oneAddress.test(letter.to.address) ? '' : 'recipient') ||
    ([letter.messageId, ...(letter.references ?? [])].every((id) => oneMessageId.test(id)) ? '' : 'message-id') ||
    (Number.isFinite(letter.date.getTime()) ? '' : 'date');
  if (reason === '') return;
  throw new NotifyError('letter', `The notice cannot be sent: its ${reason} is not valid.`, {
    temporary: false,
    fields: { reason },
  });
}

/** A line end would end the field, and what stands behind it would be a field of the writer's choice. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
