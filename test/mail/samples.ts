import { readBody } from '../../src/mail/body.ts';
import { type Body, defaultLimits, type Message } from '../../src/mail/message.ts';
import { readMessage } from '../../src/mail/read-message.ts';

/** Reads a message written as a template: `\n` line ends become those of RFC 5322. */
export async function messageOf(text: string): Promise<Message> {
  const message = await readMessage(bytesOf(text), defaultLimits);
  if ('kind' in message) throw new Error(`unreadable: ${message.reason}`);
  return message;
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf8');
}

/** A message with header fields of its own choice above a plain body. */
export function withFields(fields: string, body = 'Text.'): string {
  return `From: Ann Lee <clerk@example.gov.uk>\nTo: b.jones@example.gov.uk\nSubject: Lease\nDate: Thu, 12 Mar 2026 09:14:00 +0000\nMessage-ID: <m1@example.gov.uk>\n${fields === '' ? '' : `${fields}\n`}\n${body}\n`;
}

export async function bodyOfHtml(html: string): Promise<Body> {
  const text = withFields('MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8', html);
  return readBody(await messageOf(text), defaultLimits);
}
