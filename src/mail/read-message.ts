import { createHash } from 'node:crypto';
import { readableText } from './body-text.ts';
import { readEnvelope } from './envelope.ts';
import type { Attachment, Envelope, Limits, Message, Part, Unreadable } from './message.ts';
import { decodePart, readMimeTreeNow } from './mime-tree.ts';
import { isBodyPart, isMachineryPart } from './part-role.ts';

export { decodePart, decodeText } from './mime-tree.ts';

/** Reads header fields and structure of one message and of the messages attached to it. No body is decoded. */
export async function readMessage(bytes: Uint8Array, limits: Limits): Promise<Message | Unreadable> {
  return readMessageNow(bytes, limits, 0);
}

/** The same without a promise, for messages inside messages. `depth` counts the messages around this one. */
export function readMessageNow(bytes: Uint8Array, limits: Limits, depth: number): Message | Unreadable {
  const tree = readMimeTreeNow(bytes, limits);
  if ('kind' in tree) return tree;
  const attachments: Attachment[] = [];
  const attachedMessages: Message[] = [];
  const visit = (part: Part, parent: Part | null) => {
    if (part.children.length > 0) {
      for (const child of part.children) visit(child, part);
      return;
    }
    if (isBodyPart(part, parent) || isMachineryPart(part, parent)) return;
    const attached = readAttachedMessage(part, limits, depth);
    if (attached !== null) attachedMessages.push(attached);
    else attachments.push({ fileName: part.fileName, contentType: part.contentType, part });
  };
  visit(tree.root, null);
  const envelope = readEnvelope(tree.fields, tree.root, limits, (found) => contentId(found, tree.root, limits));
  return { envelope, root: tree.root, attachments, attachedMessages };
}

/**
 * A message attached as message/rfc822 (base64 occurs, though RFC 2046 forbids it) or as a file named `.eml`. What
 * cannot be read as a message stays an attachment, so that it is reported as not examined.
 */
function readAttachedMessage(part: Part, limits: Limits, depth: number): Message | null {
  const isDeclared = part.contentType === 'message/rfc822' || part.contentType === 'message/global';
  if (!isDeclared && !/\.eml$/i.test(part.fileName)) return null;
  if (depth + 1 > limits.depth) return null;
  const message = readMessageNow(decodePart(part, limits), limits, depth + 1);
  return 'kind' in message ? null : message;
}

/**
 * The id of a message that has none: the same for every copy of it, also where a server wrote its MIME anew. So it is
 * made of sender, date, subject and the letters and digits of the text, never of raw bytes.
 */
function contentId(envelope: Envelope, root: Part, limits: Limits): string {
  const words =
    readableText(root, limits)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const content = [
    envelope.from.map(({ address }) => address).join(' '),
    envelope.date?.toISOString() ?? '',
    envelope.subject,
    words.join(' '),
  ];
  return `<sha256${createHash('sha256').update(content.join('\n')).digest('hex')}@candour.invalid>`;
}
