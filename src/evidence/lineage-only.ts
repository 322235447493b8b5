/** What was opened for lineage alone: how it is marked, and how it is kept from everything else. */

import type { CopyFacts, MessageFacts } from './facts.ts';

/** Everything read of the message, and of those attached to it, is for lineage alone. */
export function markForLineage(message: MessageFacts): MessageFacts {
  return mark(message, true);
}

/** Whether the copy was opened for lineage alone. */
export function isForLineage({ message }: CopyFacts): boolean {
  return message.content?.forLineageOnly === true;
}

/** The copy as rules may see it: what was opened for lineage alone is closed. The same object where nothing was. */
export function closeForRules(copy: CopyFacts): CopyFacts {
  return isForLineage(copy) ? { ...copy, message: close(copy.message) } : copy;
}

/** The copy as lineage sees it: opened like any other. */
export function openForLineage(copy: CopyFacts): CopyFacts {
  return isForLineage(copy) ? { ...copy, message: mark(copy.message, false) } : copy;
}

function mark({ envelope, content, attached }: MessageFacts, forLineageOnly: boolean): MessageFacts {
  return {
    envelope,
    content: content && { ...content, forLineageOnly },
    attached: attached.map((inner) => mark(inner, forLineageOnly)),
  };
}

function close({ envelope, attached }: MessageFacts): MessageFacts {
  return { envelope, content: null, attached: attached.map(close) };
}
