import { deserialize, serialize } from 'node:v8';
import type { CopyFacts, MessageFacts, NotExamined } from './facts.ts';

/**
 * The facts of one copy in serialised form: how they travel between threads, and how they are kept, since those of a large mailbox
 * would not fit as objects. What every copy is asked for stands beside the bytes.
 */
export type PackedFacts = {
  messageId: string;
  mailbox: string;
  reference: string;
  /** Ids that join it to its conversation. */
  links: string[];
  notExamined: NotExamined[];
  /** Milliseconds since 1970; null where the message has no date. */
  sentAt: number | null;
  bytes: Uint8Array;
};

export function packFacts(facts: CopyFacts): PackedFacts {
  const { mailbox, reference, message, notExamined } = facts;
  return {
    messageId: message.envelope.messageId,
    mailbox,
    reference,
    links: linksOf(message),
    notExamined,
    sentAt: message.envelope.date?.getTime() ?? null,
    bytes: serialize({ ...facts, message: withoutSpentFields(message) }),
  };
}

export function unpackFacts({ bytes }: Pick<PackedFacts, 'bytes'>): CopyFacts {
  return deserialize(bytes) as CopyFacts;
}

/** What has been read out of the header section into facts, or is asked for by nobody later, need not be kept. */
function withoutSpentFields(message: MessageFacts): MessageFacts {
  const { envelope } = message;
  const delivery = { ...envelope.delivery, envelopeRecipients: [], forwardedTo: [] };
  return {
    ...message,
    envelope: { ...envelope, replyTo: otherReplyTo(envelope), labels: [], sensitivity: '', delivery },
    attached: message.attached.map(withoutSpentFields),
  };
}

/** Where answers go that do not go to the sender, as from a form on a website. */
function otherReplyTo({ from, replyTo }: MessageFacts['envelope']): MessageFacts['envelope']['replyTo'] {
  return replyTo.filter(({ address }) => from.every((sender) => sender.address !== address));
}

/** Moves the bytes of many into one block, which can be handed to another thread without copying. */
export function gatherBytes(packed: PackedFacts[]): ArrayBuffer {
  const block = new ArrayBuffer(packed.reduce((size, { bytes }) => size + bytes.byteLength, 0));
  let offset = 0;
  for (const each of packed) {
    const place = new Uint8Array(block, offset, each.bytes.byteLength);
    place.set(each.bytes);
    offset += each.bytes.byteLength;
    each.bytes = place;
  }
  return block;
}

/** Ids that join it to its conversation. */
export function linksOf(message: MessageFacts): string[] {
  const { envelope } = message;
  const links = [...envelope.inReplyTo, ...envelope.references, ...envelope.forwardedMessageIds];
  if (envelope.threadRoot !== null) links.push(`thread-index:${envelope.threadRoot}`);
  for (const inner of message.attached) links.push(inner.envelope.messageId, ...linksOf(inner));
  return links;
}
