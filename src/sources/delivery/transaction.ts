/** One message, from DATA to the answers: read within bounds, handed over once to each mailbox, answered only then. */

import type { Readable } from 'node:stream';
import { type Delivery, type DeliveryAnswer, DeliveryError } from './delivery.ts';
import { type Directory, formOf } from './destinations.ts';

/** What a mail server is told: a reply code of RFC 5321, 4.2, and a few words. */
export type Reply = { status: 250 | 421 | 451 | 552 | 554; text: string };

export type TransactionOptions = {
  directory: Directory;
  messageBytes: number;
  deliver: (delivery: Delivery) => Promise<DeliveryAnswer>;
  onError: (error: DeliveryError) => void;
};

export type ReceivedEnvelope = {
  from: string;
  /** Every recipient that was accepted, in order, and twice where it was named twice. */
  to: readonly string[];
};

/** One reply for each recipient, in order (RFC 2033, 4.2). @param deadline For all of it. */
export async function takeMessage(
  stream: Readable,
  envelope: ReceivedEnvelope,
  deadline: AbortSignal,
  options: TransactionOptions,
): Promise<Reply[]> {
  const toAll = (reply: Reply) => envelope.to.map(() => reply);
  let bytes: Buffer | null;
  try {
    bytes = await readBounded(stream, options.messageBytes, deadline);
  } catch {
    // The sender is gone, or too slow. Half a message is none: nothing was delivered, and it comes again.
    if (deadline.aborted)
      options.onError(new DeliveryError('deadline', 'A message took too long to arrive.', { temporary: true }));
    return toAll({ status: 421, text: 'The message did not arrive in full' });
  }
  if (bytes === null) {
    const fields = { messageBytes: options.messageBytes };
    options.onError(new DeliveryError('too-large', 'A message was refused for its size.', { fields }));
    return toAll({ status: 552, text: 'The message is too large' });
  }
  const replies = await handOver(bytes, envelope, deadline, options);
  return envelope.to.map((recipient) => replies.get(formOf(recipient)) ?? notNow);
}

/** Null: larger than allowed. It is read to its end all the same, as a refusal is only heard there, but not kept. */
async function readBounded(stream: Readable, messageBytes: number, deadline: AbortSignal): Promise<Buffer | null> {
  const onDeadline = () => stream.destroy(new Error('The time is over.'));
  deadline.addEventListener('abort', onDeadline);
  if (deadline.aborted) onDeadline();
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= messageBytes) chunks.push(chunk);
      else chunks.length = 0;
    }
    return size <= messageBytes ? Buffer.concat(chunks, size) : null;
  } finally {
    deadline.removeEventListener('abort', onDeadline);
  }
}

async function handOver(
  bytes: Buffer,
  envelope: ReceivedEnvelope,
  deadline: AbortSignal,
  { directory, deliver, onError }: TransactionOptions,
): Promise<Map<string, Reply>> {
  const receivedAt = Date.now();
  const replies = new Map<string, Reply>();
  for (const { council, mailbox, to } of directory.destinations(envelope.to)) {
    const delivery = { council, mailbox, envelope: { from: formOf(envelope.from), to }, bytes, receivedAt };
    const reply = await untilDeadline(deliver, delivery, deadline).catch((cause: unknown) => {
      const message = 'A message that was delivered could not be stored: the sender was asked to try again.';
      onError(new DeliveryError('deliver', message, { temporary: true, fields: { council, mailbox }, cause }));
      return notNow;
    });
    for (const recipient of to) replies.set(recipient, reply);
  }
  return replies;
}

async function untilDeadline(
  deliver: TransactionOptions['deliver'],
  delivery: Delivery,
  deadline: AbortSignal,
): Promise<Reply> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const onDeadline = () => reject(new Error('Storing took too long.'));
  // The time may have gone on the mailbox before this one.
  deadline.throwIfAborted();
  deadline.addEventListener('abort', onDeadline);
  try {
    return replyTo(await Promise.race([late, deliver(delivery)]));
  } finally {
    deadline.removeEventListener('abort', onDeadline);
  }
}

const notNow: Reply = { status: 451, text: 'The message could not be stored for now' };

function replyTo(answer: DeliveryAnswer): Reply {
  if (answer === 'stored') return { status: 250, text: 'Stored' };
  return 'refused' in answer ? { status: 554, text: answer.refused } : { status: 451, text: answer.later };
}

/**
 * SMTP has one reply for all (RFC 5321, 4.1.1.4). Whatever any mailbox lacks decides it: a repetition is recognised where the message is
 * known already, and a refusal must be heard by somebody.
 */
export function oneReply(replies: readonly Reply[]): Reply {
  const failed = (status: number) => status !== 250;
  const temporary = replies.find(({ status }) => failed(status) && status < 500);
  return temporary ?? replies.find(({ status }) => failed(status)) ?? replies[0] ?? notNow;
}
