/** What is held about one person, in words: for them, and for the report that is given to them. Nobody else is named. */

import { exceptionInWords, formatInstant, formatMoment } from '../notify/flag-words.ts';
import type { LiveCouncil } from '../operation/live-council.ts';
import type { ConcernedEntry, ConcernedView, Part } from '../review/redaction.ts';
import { roleInWords, stateInWords } from '../review/review-words.ts';
import type { TransitionName } from '../review/transitions.ts';
import { formatDay, gradeInWords } from '../rules/people.ts';
import { countOf, ruleInWords, severityInWords } from '../rules/plain-words.ts';

export type ConcernedWords = {
  shortId: string;
  title: string;
  clause: { ref: string; paraphrase: string | null };
  facts: { term: string; text: string }[];
  entries: { when: string; what: string }[];
  statement: string | null;
  mayAddStatement: boolean;
  heldBack: string[];
};

const partsInWords: Record<Part, string> = {
  acted: 'you acted',
  concerned: 'it was done to you, or concerns you',
  'received-unseen': 'you received a copy that others could not see',
};

export function concernedInWords(view: ConcernedView, { council, pack }: LiveCouncil): ConcernedWords {
  const clause = pack.clauses.find(({ ref }) => ref === view.clause.ref && pack.id === view.clause.protocol);
  return {
    shortId: view.shortId,
    title: `${ruleInWords(view.rule)}?`,
    clause: { ref: `${view.clause.ref} (${view.clause.protocol})`, paraphrase: clause?.paraphrase ?? null },
    facts: factsOf(view, council),
    entries: view.entries.map((entry) => ({
      when: formatInstant(Date.parse(entry.time), council),
      what: entryForConcerned(entry),
    })),
    statement: view.statement,
    mayAddStatement: view.mayAddStatement,
    heldBack: heldBackOf(view),
  };
}

function factsOf(view: ConcernedView, council: LiveCouncil['council']): ConcernedWords['facts'] {
  const status =
    view.condition === 'withdrawn'
      ? 'Withdrawn by Candour'
      : view.condition === 'excepted' && view.exception !== null
        ? `Excused by the protocol’s own text: ${exceptionInWords(view.exception)}`
        : null;
  return [
    { term: 'Your part', text: view.parts.map((part) => partsInWords[part]).join('; ') },
    { term: 'Date of the message', text: view.messageDate === null ? 'erased' : formatMoment(view.messageDate) },
    { term: 'How serious', text: severityInWords[view.severity] },
    { term: 'How sure', text: `Grade ${view.grade}, ${gradeInWords[view.grade]}` },
    { term: 'Recorded', text: formatInstant(Date.parse(view.raisedAt), council) },
    ...(status === null ? [] : [{ term: 'Standing', text: status }]),
    ...(view.state === null ? [] : [{ term: 'Review', text: `The question ${stateInWords[view.state]}` }]),
  ];
}

/** Of Article 15(4) of the UK GDPR: a copy must not adversely affect the rights of others. */
function heldBackOf({ othersNamed, heldBack: { quotes, texts } }: ConcernedView): string[] {
  return [
    ...(othersNamed === 0 ? [] : [`${countOf(othersNamed, 'other person or party', 'other people or parties')}`]),
    ...(quotes === 0 ? [] : [countOf(quotes, 'short quote')]),
    ...(texts === 0 ? [] : [countOf(texts, 'note')]),
  ];
}

const ownInWords: Partial<Record<TransitionName, string>> = {
  'offer-statement': 'You were given a link for a statement.',
  'add-statement': 'You added a statement.',
  'request-explanation': 'You were to be asked for an explanation',
};

const othersInWords: Partial<Record<TransitionName, string>> = {
  'start-review': 'began to look into it',
  'record-explanation': 'recorded an explanation',
  dismiss: 'dismissed it',
  confirm: 'confirmed it',
  refer: 'referred it',
  close: 'closed it',
  reopen: 'reopened it',
  'request-explanation': 'asked for an explanation',
  'mark-late': 'noted that it is late',
};

function entryForConcerned({ transition, role, due, isOwn }: ConcernedEntry): string {
  const until = due === null ? '' : ` until ${formatDay(due)}`;
  const own = isOwn ? ownInWords[transition] : undefined;
  if (own !== undefined) return own.endsWith('.') ? own : `${own}${until}.`;
  return `${roleInWords[role]} ${othersInWords[transition] ?? 'noted something'}${until}.`;
}
