/** Reviews and mutes as a log has them, kept up with it: a hundred thousand flags are not folded anew for every look. */

import type { LogEvent } from '../flaglog/events.ts';
import type { LogState } from '../flaglog/known-chain.ts';
import { LayeredMap } from '../flaglog/layered-map.ts';
import { foldMutesOnto, type RecordedMute } from './mute-state.ts';
import { foldReviewsOnto, type ReviewState, type Reviews } from './review-state.ts';

export type ReviewLog = { reviews: Reviews; mutes: ReadonlyMap<number, RecordedMute> };

/** Of a log in which nobody has done anything yet. */
export const noReviews: ReviewLog = { reviews: new Map(), mutes: new Map() };

/** Folded up to and with the event `seq`. */
type Book = { seq: number; reviews: Map<string, ReviewState>; mutes: Map<number, RecordedMute> };

/** By the list of events, which an open log has one of and adds to. */
const books = new WeakMap<readonly LogEvent[], Book>();

/** What an open log (`catchUp`, or the plan of an `append`) says of reviews. Grows as the log does. */
export function reviewsOf({ events, committed }: LogState): ReviewLog {
  const book = bookOf(committed?.events ?? events);
  if (committed === undefined) return book;
  const added = events.slice(book.seq);
  const reviews = new Map<string, ReviewState>();
  const mutes = new Map<number, RecordedMute>();
  const layered = { reviews: new LayeredMap(book.reviews, reviews), mutes: new LayeredMap(book.mutes, mutes) };
  foldReviewsOnto(reviews, added, layered.reviews);
  foldMutesOnto(mutes, added, layered.mutes);
  return layered;
}

function bookOf(events: readonly LogEvent[]): Book {
  const book = books.get(events) ?? { seq: 0, reviews: new Map(), mutes: new Map() };
  books.set(events, book);
  const added = events.slice(book.seq);
  foldReviewsOnto(book.reviews, added);
  foldMutesOnto(book.mutes, added);
  book.seq += added.length;
  return book;
}
