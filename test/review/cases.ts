/** A council, its flags and its people, for the tests of reviews. */

import type { Council, Person } from '../../src/council/council.ts';
import { buildRoster, type Roster } from '../../src/council/roster.ts';
import { buildEntries, type EventDraft, type LogEvent, openEvents } from '../../src/flaglog/events.ts';
import { takeSnapshot } from '../../src/flaglog/flag-snapshot.ts';
import { type FlagMap, foldFlags } from '../../src/flaglog/flag-state.ts';
import type { StoredEntry } from '../../src/flaglog/store.ts';
import type { Order, PlannedTransition, Refusal } from '../../src/review/order.ts';
import { planTransition } from '../../src/review/plan-transition.ts';
import { foldReviews, reviewOf, versionOf } from '../../src/review/review-state.ts';
import type { RoleName, TransitionName } from '../../src/review/transitions.ts';
import type { Flag } from '../../src/rules/flag.ts';
import { makeStanding, council as plainCouncil, seededBytes } from '../flaglog/support.ts';

const person = (id: string, role: Person['role'], offices: Person['offices'] = []): Person => ({
  id,
  name: id,
  role,
  offices,
  addresses: [`${id}@littlewickham-pc.gov.uk`],
  aliases: [],
  from: null,
  until: null,
  group: null,
});

export const council: Council = {
  ...plainCouncil,
  people: [
    person('clerk', 'officer', [{ office: 'clerk', from: null, until: null }]),
    person('chair', 'councillor'),
    person('vice', 'councillor'),
    person('cllr-okafor', 'councillor'),
    person('cllr-pratt', 'councillor'),
    person('cllr-lane', 'councillor'),
  ],
  routing: { clerkFlags: 'chair', alternate: 'vice', auditor: 'rupert@audit.example' },
};

export const roster = buildRoster(council);
/** A Monday; flags are raised on the Wednesday before. */
export const day = '2026-06-08';
export const raisedAt = new Date('2026-06-03T10:00:00.000Z');
export const flagId = 'f'.repeat(64);

export const aboutPratt = { by: 'cllr-pratt', affected: ['cllr-okafor'], hidden: [] };
export const aboutClerk = { by: 'clerk', affected: ['cllr-okafor'], hidden: ['cllr-pratt'] };

/** A chain in memory, built as the log builds it. */
export class Chain {
  readonly entries: StoredEntry[] = [];
  readonly roster: Roster;
  #count = 0;

  constructor(changes: Partial<Flag> = {}, of: Roster = roster) {
    this.roster = of;
    this.add([{ type: 'log-opened', data: { format: 'candour-flag-log/1', keyCheck: '0'.repeat(64) }, sealed: {} }]);
    this.add([raise(flagId, { people: aboutPratt, ...changes })]);
  }

  get events(): LogEvent[] {
    return openEvents(this.entries);
  }

  get flags(): FlagMap {
    return foldFlags(this.events);
  }

  get review() {
    return reviewOf(foldReviews(this.events), flagId);
  }

  /** What the actor of a page opened now would name. */
  get version(): number {
    const flag = this.flags.get(flagId);
    if (flag === undefined) throw new Error('The chain begins with a flag.');
    return versionOf(flag, this.review);
  }

  add(drafts: readonly EventDraft[], at: Date = raisedAt): void {
    const last = this.entries.at(-1);
    const head = last === undefined ? null : { seq: last.seq, hash: last.hash };
    this.#count += 1;
    const place = { chain: '0'.repeat(32), council: council.id, head };
    this.entries.push(...buildEntries(drafts, at, place, seededBytes(`chain ${this.#count}`)));
  }

  plan(order: Partial<Order> & Pick<Order, 'transition' | 'actor'>): PlannedTransition | Refusal {
    const whole: Order = { flag: flagId, seen: this.version, ...order };
    return planTransition(whole, { flag: this.flags.get(flagId), review: this.review }, { roster: this.roster, day });
  }

  /** Carries out what must not be refused. */
  do(transition: TransitionName, role: RoleName, changes: Partial<Order> = {}): this {
    const planned = this.plan({ transition, actor: { id: actorOf(role), role }, ...fieldsOf(transition), ...changes });
    if (planned.kind === 'refused') throw new Error(`${transition}: ${planned.message}`);
    this.add(planned.drafts);
    return this;
  }

  withdraw(): this {
    this.add([{ type: 'flag-withdrawn', data: { ...factsOf(), reasons: ['later-evidence'] }, sealed: {} }]);
    return this;
  }
}

export function raise(id: string, changes: Partial<Flag> = {}, key = `<${id.slice(0, 4)}@x>`): EventDraft {
  const { facts, sealed } = takeSnapshot(makeStanding(key, changes), roster);
  return { type: 'flag-raised', data: { flag: id, ...facts }, sealed };
}

function factsOf() {
  return { flag: flagId, ...takeSnapshot(makeStanding('<a@x>'), roster).facts };
}

/** Who holds the role for a flag about Cllr Pratt. */
export function actorOf(role: RoleName): string {
  return {
    handler: 'clerk',
    alternate: 'vice',
    auditor: 'auditor',
    operator: 'operator',
    'person-concerned': 'cllr-pratt',
    system: 'candour',
  }[role];
}

/** What each transition needs to go through. */
export function fieldsOf(transition: TransitionName): Partial<Order> {
  const text = 'Spoken to on the telephone.';
  const fields: Partial<Record<TransitionName, Partial<Order>>> = {
    'request-explanation': { recipient: 'cllr-pratt' },
    'record-explanation': { text },
    dismiss: { reason: 'wrong-match', text },
    confirm: { actions: ['word-had'] },
    refer: { destination: 'Monitoring officer', text },
    reopen: { text },
    correct: { text },
    'request-reopening': { text },
    'decline-reopening': { text },
    reroute: { passedOver: 'clerk' },
    'offer-statement': { recipient: 'cllr-pratt' },
    'add-statement': { text },
    'note-alerted': { recipient: 'clerk' },
  };
  return fields[transition] ?? {};
}
