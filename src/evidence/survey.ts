import { inOrder, type MessageSummary } from './message-summary.ts';
import type { StoredCopy } from './variants.ts';

/** One message of the survey: what is asked of it often, and the copies from which the rest is unpacked. */
export type Entry = { summary: MessageSummary; copies: StoredCopy[] };

type Outsiders = { from: Map<string, Entry[]>; to: Map<string, Entry[]> };

const hourMs = 3_600_000;
/** Two hours of time zone, and the seconds that clients leave out. */
const clockDifferenceMs = 121 * 60_000;

/** All messages in order of date, and where to find them by what they are asked for. Every list is in that order. */
export class Survey {
  readonly entries: Entry[] = [];
  readonly #byId = new Map<string, Entry[]>();
  readonly #bySubject = new Map<string, Entry[]>();
  readonly #byAuthor = new Map<string, Entry[]>();
  /** By the root of the conversation. Most mail stands alone: a message whose id is its root needs no list. */
  readonly #byThread = new Map<string, Entry[]>();
  /** Of the council's people, by the hour in which something that they quote was written. */
  readonly #byQuotedHour = new Map<number, Entry[]>();
  /** Made when first asked for, since few audits have to hear an outsider: what each of them wrote, and was written. */
  #outsiders: Outsiders | null = null;

  withId(messageId: string): readonly Entry[] {
    return this.#byId.get(messageId) ?? [];
  }

  inThread(root: string): readonly Entry[] {
    return this.#byThread.get(root) ?? this.#byId.get(root) ?? [];
  }

  /** Only what the council's own people write is ever looked for by its subject. */
  onSubject(subject: string, from: number, until: number): Entry[] {
    return between(this.#bySubject.get(subject) ?? [], from, until);
  }

  /** Of the council's people, by id or address. */
  byAuthor(author: string, from: number, until: number): Entry[] {
    return between(this.#byAuthor.get(author) ?? [], from, until);
  }

  byOutsider(address: string): readonly Entry[] {
    return this.#surveyOutsiders().from.get(address) ?? [];
  }

  /** What the council's people wrote to this third party. */
  toOutsider(address: string): readonly Entry[] {
    return this.#surveyOutsiders().to.get(address) ?? [];
  }

  /** What the council's people wrote that may quote a message of this time, in whatever time zone. */
  quoting(date: number): Entry[] {
    const found = new Set<Entry>();
    for (let hour = hourOf(date - clockDifferenceMs); hour <= hourOf(date + clockDifferenceMs); hour++) {
      for (const entry of this.#byQuotedHour.get(hour) ?? []) {
        if (entry.summary.quotedDates.some((quoted) => Math.abs(quoted - date) <= clockDifferenceMs)) found.add(entry);
      }
    }
    return [...found];
  }

  /** Quick where entries are added in order. `root`: of its conversation. */
  add(entry: Entry, root: string): void {
    const { messageId, subject, author, quotedDates } = entry.summary;
    this.#addToThread(entry, root);
    insert(this.entries, entry);
    insertInto(this.#byId, messageId, entry);
    if (this.#outsiders)
      for (const [list, address] of placesOf(entry, this.#outsiders)) insertInto(list, address, entry);
    if (author.role === 'outside') return;
    if (subject !== '') insertInto(this.#bySubject, subject, entry);
    for (const name of namesOf(entry)) insertInto(this.#byAuthor, name, entry);
    for (const hour of hoursOf(quotedDates)) insertInto(this.#byQuotedHour, hour, entry);
  }

  remove(entry: Entry, root: string): void {
    const { messageId, subject, author, quotedDates } = entry.summary;
    take(this.entries, entry);
    takeFrom(this.#byId, messageId, entry);
    this.#removeFromThread(entry, root);
    if (this.#outsiders) for (const [list, address] of placesOf(entry, this.#outsiders)) takeFrom(list, address, entry);
    if (author.role === 'outside') return;
    if (subject !== '') takeFrom(this.#bySubject, subject, entry);
    for (const name of namesOf(entry)) takeFrom(this.#byAuthor, name, entry);
    for (const hour of hoursOf(quotedDates)) takeFrom(this.#byQuotedHour, hour, entry);
  }

  /** Two conversations have turned out to be one, which goes by the name `root` from now on. */
  joinThreads(root: string, joined: string): void {
    const [known, more] = [this.inThread(root), this.inThread(joined)];
    this.#byThread.delete(joined);
    if (more.length === 0) return;
    this.#byThread.set(
      root,
      [...known, ...more].sort((a, b) => inOrder(a.summary, b.summary)),
    );
  }

  #addToThread(entry: Entry, root: string): void {
    const thread = this.#byThread.get(root);
    if (thread) insert(thread, entry);
    else {
      const alone = this.#byId.get(root) ?? [];
      if (alone.length === 0 && root === entry.summary.messageId) return;
      const list = [...alone];
      insert(list, entry);
      this.#byThread.set(root, list);
    }
  }

  #removeFromThread(entry: Entry, root: string): void {
    const thread = this.#byThread.get(root);
    if (!thread) return;
    take(thread, entry);
    if (thread.length === 0 || (thread.length === 1 && thread[0]?.summary.messageId === root))
      this.#byThread.delete(root);
  }

  #surveyOutsiders(): Outsiders {
    if (this.#outsiders === null) {
      this.#outsiders = { from: new Map(), to: new Map() };
      for (const entry of this.entries)
        for (const [list, address] of placesOf(entry, this.#outsiders)) insertInto(list, address, entry);
    }
    return this.#outsiders;
  }
}

function placesOf(
  { summary: { author, thirdParties } }: Entry,
  { from, to }: Outsiders,
): [Map<string, Entry[]>, string][] {
  if (author.role === 'outside') return [[from, author.address]];
  return thirdParties.map((address) => [to, address]);
}

function namesOf({ summary: { author } }: Entry): string[] {
  return author.personId === null ? [author.address] : [author.personId, author.address];
}

function hoursOf(dates: readonly number[]): Iterable<number> {
  return dates.length < 2 ? dates.map(hourOf) : new Set(dates.map(hourOf));
}

function hourOf(date: number): number {
  return Math.floor(date / hourMs);
}

/** The place of the first entry that does not stand before what is looked for. */
function placeOf(list: readonly Entry[], isBefore: (summary: MessageSummary) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore((list[middle] as Entry).summary)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function between(list: readonly Entry[], from: number, until: number): Entry[] {
  return list.slice(
    placeOf(list, ({ date }) => date < from),
    placeOf(list, ({ date }) => date <= until),
  );
}

function insert(list: Entry[], entry: Entry): void {
  const last = list.at(-1);
  if (!last || inOrder(last.summary, entry.summary) < 0) list.push(entry);
  else
    list.splice(
      placeOf(list, (other) => inOrder(other, entry.summary) < 0),
      0,
      entry,
    );
}

function take(list: Entry[], entry: Entry): void {
  const at = placeOf(list, (other) => inOrder(other, entry.summary) < 0);
  if (list[at] === entry) list.splice(at, 1);
}

function insertInto<Key>(lists: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const list = lists.get(key);
  if (list) insert(list, entry);
  else lists.set(key, [entry]);
}

function takeFrom<Key>(lists: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const list = lists.get(key);
  if (!list) return;
  take(list, entry);
  if (list.length === 0) lists.delete(key);
}
