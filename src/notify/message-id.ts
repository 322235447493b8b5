/** Names of notices and the Message-IDs made of them: the same notice has the same on every attempt, so that a repetition shows. */

import { createHash } from 'node:crypto';
import type { NoticeKind } from '../database/tables.ts';

const noticePattern =
  /^(?:alert|overflow|correction|digest|heartbeat|head|report|statement|sign-in)(?:\.[A-Za-z0-9_-]{1,64}){1,3}$/;
const messageIdPattern = /^<candour\+([A-Za-z0-9][A-Za-z0-9._-]*)\+([A-Za-z0-9._-]+)@[^@<>\s]+>$/;

/** Such as `digest.2026-11-24.clerk`. `about` holds letters, digits and hyphens. Neither `:` nor digits only, as queues want it. */
export function buildNoticeId(kind: NoticeKind, about: string, recipient: string): string {
  return `${kind}.${about}.${toWord(recipient)}`;
}

/** With angle brackets (RFC 5322, 3.6.4). `domain` is that of the address that notices come from. */
export function computeMessageId(council: string, notice: string, domain: string): string {
  if (!noticePattern.test(notice)) throw new TypeError('A notice has an id that buildNoticeId makes.');
  const id = `<candour+${council}+${notice}@${domain.toLowerCase()}>`;
  if (messageIdPattern.test(id)) return id;
  throw new TypeError('A Message-ID is made of the id of a council and a domain.');
}

/** The id of the notice; null where the Message-ID is none of ours. Anybody can write one: whether we sent it, the outbox knows. */
export function parseMessageId(messageId: string): string | null {
  const notice = messageIdPattern.exec(messageId.trim())?.[2] ?? '';
  return noticePattern.test(notice) ? notice : null;
}

/** Ids of people are any words; those that could be misread in an id are told by their hash. */
function toWord(text: string): string {
  if (/^[A-Za-z0-9_-]{1,48}$/.test(text) && !text.startsWith('x-')) return text;
  return `x-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
}
