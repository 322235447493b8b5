/** A flag in the words of the console: like a notice, and with what was said, since whoever reads it here has signed in. */

import type { Roster } from '../council/roster.ts';
import { accountOf } from '../flaglog/account.ts';
import type { LogEvent } from '../flaglog/events.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { toPlain } from '../notify/document.ts';
import {
  actorOf,
  clauseOf,
  evidenceInWords,
  exceptionInWords,
  formatInstant,
  formatMoment,
  isForgotten,
  reasonsInWords,
  shortIdOf,
} from '../notify/flag-words.ts';
import { remedyTextOf } from '../notify/remedy-text.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import { conditionOf } from '../review/plan-transition.ts';
import { personOf, textOf, versionOf } from '../review/review-state.ts';
import { entryInWords } from '../review/review-words.ts';
import type { StateName } from '../review/transitions.ts';
import { formatDay, gradeInWords, nameAll, nameOf } from '../rules/people.ts';
import { gradeInShort, ruleInWords, severityInWords } from '../rules/plain-words.ts';
import type { SeenFlag } from './flag-book.ts';

export type Tag = { text: string; colour: string };

/** For a row of a list. */
export type FlagInShort = {
  id: string;
  shortId: string;
  href: string;
  title: string;
  rule: string;
  severity: Tag;
  state: Tag;
  grade: string;
  date: string;
  by: string;
  concerning: string;
};

const stateTags: Record<StateName, Tag> = {
  open: { text: 'Open', colour: 'blue' },
  'in-review': { text: 'Being looked into', colour: 'yellow' },
  'awaiting-explanation': { text: 'Awaits explanation', colour: 'orange' },
  dismissed: { text: 'Dismissed', colour: 'grey' },
  confirmed: { text: 'Confirmed', colour: 'green' },
  referred: { text: 'Referred', colour: 'purple' },
  closed: { text: 'Closed', colour: 'grey' },
  reopened: { text: 'Reopened', colour: 'blue' },
};
export const stateNamesInWords: readonly { value: StateName; text: string }[] = Object.entries(stateTags).map(
  ([value, { text }]) => ({ value: value as StateName, text }),
);

const severityTags = {
  serious: { text: 'Serious', colour: 'red' },
  ordinary: { text: 'Ordinary', colour: 'turquoise' },
  advice: { text: 'Advice', colour: 'grey' },
} as const;

export function flagInShort({ flag, state, review }: SeenFlag, { council, roster }: LiveCouncil): FlagInShort {
  const condition = conditionOf(state);
  const isUntouched = review.state === 'open';
  const { affected } = flag.people;
  return {
    id: flag.id,
    shortId: shortIdOf(flag),
    href: `/${council.id}/flags/${shortIdOf(flag)}`,
    title: `${ruleInWords(flag.rule)}?`,
    rule: flag.rule,
    severity: severityTags[flag.severity],
    state:
      condition === 'withdrawn'
        ? { text: 'Withdrawn', colour: 'grey' }
        : condition === 'excepted' && isUntouched
          ? { text: 'Excused', colour: 'grey' }
          : stateTags[review.state],
    grade: `${flag.grade}, ${gradeInShort[flag.grade]}`,
    date: formatDay(flag.date?.slice(0, 10) ?? ''),
    by: toPlain(actorOf(flag, roster)),
    concerning: affected.length === 0 ? '' : toPlain(nameAll(affected, roster)),
  };
}

export type FlagInFull = FlagInShort & {
  /** `versionOf` as this page shows it. */
  seen: number;
  explanation: string;
  notice: string | null;
  clause: { ref: string; protocol: string; paraphrase: string };
  facts: { term: string; text: string }[];
  evidence: { kind: string; where: string; quote: string | null }[];
  considered: string[];
  remedy: string;
  draft: { from: string; to: string; paragraphs: string[] } | null;
  history: { when: string; what: string; who: string | null; texts: string[] }[];
};

/** `judgements`: what Candour itself recorded of it, oldest first. */
export function flagInFull(seen: SeenFlag, live: LiveCouncil, judgements: readonly LogEvent[]): FlagInFull {
  const { flag, state, review } = seen;
  const { roster, pack, council } = live;
  const context = { roster, pack, flagLink: null };
  const account = accountOf(flag, roster);
  const clause = clauseOf(flag, context);
  return {
    ...flagInShort(seen, live),
    seen: versionOf(state, review),
    explanation: isForgotten(flag)
      ? 'Possible departure from the protocol. Who was in it was erased.'
      : toPlain(account.explanation),
    notice: noticeOf(seen),
    clause: {
      ref: flag.clause.ref,
      protocol: pack.id === flag.clause.protocol ? pack.title : flag.clause.protocol,
      paraphrase: clause.paraphrase ?? 'This clause is not in the protocol that the council has now.',
    },
    facts: factsOf(seen, live),
    evidence: flag.evidence.map((item) => ({
      kind: capital(evidenceInWords({ ...flag, evidence: [item] })),
      where: toPlain(item.where),
      quote: item.quote === undefined ? null : toPlain(item.quote),
    })),
    considered: [...account.considered.map(toPlain), ...exceptionsToCheck(clause.rule?.exceptions ?? null)],
    remedy: toPlain(account.remedy),
    draft: draftOf(flag, roster),
    history: historyOf(seen, live, judgements).map(({ at, ...entry }) => ({
      when: formatInstant(at, council),
      ...entry,
    })),
  };
}

/** Sent on by people, and therefore without anything that a mail program would take for more than words. */
function draftOf(flag: LoggedFlag, roster: Roster): FlagInFull['draft'] {
  const draft = remedyTextOf(flag, roster);
  if (draft === null) return null;
  const { from, to, paragraphs } = draft;
  return { from: toPlain(from), to: toPlain(to), paragraphs: paragraphs.map(toPlain) };
}

function noticeOf({ flag, review }: SeenFlag): string | null {
  if (!flag.isStanding) return `Withdrawn: ${reasonsInWords(flag.reasons)}.`;
  if (flag.exception !== null) return `Excused by the protocol’s own text: ${exceptionInWords(flag.exception)}.`;
  if (review.state === 'awaiting-explanation' && review.due !== null)
    return `An explanation is awaited until ${formatDay(review.due)}.`;
  if (review.isReopeningRequested) return 'The auditor has asked for this flag to be reopened.';
  return review.isLate ? 'This flag is late, and the alternate may decide it too.' : null;
}

function factsOf({ flag, review }: SeenFlag, { roster }: LiveCouncil): { term: string; text: string }[] {
  const { affected, hidden } = flag.people;
  const row = (term: string, text: string) => (text === '' ? [] : [{ term, text: toPlain(text) }]);
  return [
    ...row('How serious', severityInWords[flag.severity]),
    ...row('How sure', `Grade ${flag.grade}, ${gradeInWords[flag.grade]}`),
    ...row('When', formatMoment(flag.date)),
    ...row('Mailbox', flag.mailbox ?? 'erased'),
    ...row('Who acted', actorOf(flag, roster)),
    ...row('Whom it concerns', affected.length === 0 ? '' : nameAll(affected, roster)),
    ...row('Who received a copy unseen', hidden.length === 0 ? '' : nameAll(hidden, roster)),
    ...row('Outside the council', flag.thirdParties.join(', ')),
    ...row('Message-ID', flag.messageId ?? 'erased'),
    ...row('Alerts kept back by', review.citedMute ?? ''),
  ];
}

function exceptionsToCheck(exceptions: readonly string[] | null): string[] {
  if (exceptions === null) return [];
  if (exceptions.length === 0) return ['The clause names no exception of its own.'];
  return [`The clause excuses ${exceptions.map(exceptionInWords).join(', and ')}: is it that after all?`];
}

const eventWords: Readonly<Record<string, string>> = {
  'flag-raised': 'Candour raised the flag.',
  'flag-strengthened': 'Candour found further evidence.',
  'flag-widened': 'Candour found that it is about more people.',
  'flag-changed': 'Candour judged it anew.',
  'flag-withdrawn': 'Candour withdrew the flag.',
  'flag-restored': 'Candour restored the flag.',
};

type HistoryEntry = { at: number; seq: number; what: string; who: string | null; texts: string[] };

/** Everything that the log has of this flag, oldest first. */
function historyOf({ review }: SeenFlag, { roster }: LiveCouncil, judgements: readonly LogEvent[]): HistoryEntry[] {
  const events = judgements.map(({ seq, entry }): HistoryEntry => {
    const what = eventWords[entry.type] ?? 'Candour noted something.';
    return { at: Date.parse(entry.time), seq, what, who: null, texts: [] };
  });
  const entries = review.history.map((entry): HistoryEntry => {
    const actor = personOf(entry);
    const recipient = personOf(entry, 'recipient');
    const texts = ['reasonText', 'statement', 'source', 'sourceDate', 'destination'].flatMap((field) => {
      const text = textOf(entry, field);
      return text === null ? [] : [toPlain(field === 'sourceDate' ? formatDay(text) : text)];
    });
    return {
      at: Date.parse(entry.time),
      seq: entry.seq,
      what: entryInWords(entry),
      who: actor === null || entry.role === 'system' ? null : toPlain(nameOf(actor, roster)),
      texts: [
        ...(recipient === null ? [] : [`To ${toPlain(nameOf(recipient, roster))}`]),
        ...(entry.corrects === null ? [] : [`Corrects entry ${entry.corrects}`]),
        ...texts,
      ],
    };
  });
  return [...events, ...entries].sort((left, right) => left.seq - right.seq);
}

function capital(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}
