/** One flag in full, as alerts and corrections tell it. */

import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { gradeInWords, nameAll } from '../rules/people.ts';
import { severityInWords } from '../rules/plain-words.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import {
  accountWithoutQuotes,
  actorOf,
  clauseOf,
  evidenceInWords,
  exceptionInWords,
  formatMoment,
  linkOf,
  type NoticeContext,
  outsidersInWords,
  placesOf,
  questionOf,
  reasonsInWords,
  shortIdOf,
} from './flag-words.ts';
import { remedyTextOf } from './remedy-text.ts';

export function describeFlag(flag: LoggedFlag, context: NoticeContext): Block[] {
  const account = accountWithoutQuotes(flag, context);
  const clause = clauseOf(flag, context);
  return [
    heading(questionOf(flag)),
    ...stateOf(flag),
    paragraph(account.explanation),
    { kind: 'facts', rows: factsOf(flag, clause.paraphrase, context) },
    heading('Before you decide', 3),
    ...list([...account.considered, ...exceptionsToCheck(clause.rule?.exceptions ?? null)]),
    heading('What can be done', 3),
    paragraph(account.remedy),
    ...draftFor(flag, context),
    ...whereMore(flag, context),
  ];
}

/** Time passes between planning and sending, and more after it. */
function stateOf(flag: LoggedFlag): Block[] {
  if (!flag.isStanding) return [paragraph(`Withdrawn since: ${reasonsInWords(flag.reasons)}.`)];
  if (flag.exception === null) return [];
  return [paragraph(`Excused since by the protocol’s own text: ${exceptionInWords(flag.exception)}.`)];
}

function factsOf(flag: LoggedFlag, paraphrase: string | null, { roster, pack }: NoticeContext) {
  const { affected, hidden } = flag.people;
  const outsiders = outsidersInWords(flag);
  const row = (term: string, text: string | null) => (text === null || text === '' ? [] : [{ term, text }]);
  const what = paraphrase ?? 'it is not in the protocol pack that the council has now.';
  return [
    ...row(
      'Clause',
      `${flag.clause.ref} of the ${pack.id === flag.clause.protocol ? pack.title : flag.clause.protocol}: ${what}`,
    ),
    ...row('How serious', severityInWords[flag.severity]),
    ...row('How sure', `Grade ${flag.grade}, ${gradeInWords[flag.grade]}`),
    ...row('When', formatMoment(flag.date)),
    ...row('Where', placesOf(flag).join('; ')),
    ...row('Who acted', actorOf(flag, roster)),
    ...row('Whom it concerns', affected.length === 0 ? null : nameAll(affected, roster)),
    ...row('Who received a copy unseen', hidden.length === 0 ? null : nameAll(hidden, roster)),
    ...row('Outside the council', outsiders),
    ...row('Evidence', evidenceInWords(flag)),
  ];
}

function exceptionsToCheck(exceptions: readonly string[] | null): string[] {
  if (exceptions === null) return [];
  if (exceptions.length === 0) return ['The clause names no exception of its own.'];
  return [`The clause excuses ${exceptions.map(exceptionInWords).join(', and ')}: is it that after all?`];
}

function draftFor(flag: LoggedFlag, { roster }: NoticeContext): Block[] {
  const draft = remedyTextOf(flag, roster);
  if (draft === null) return [];
  const introduction = `If the flag is right, these words can be sent as they are, from ${draft.from} to ${draft.to}:`;
  return [paragraph(introduction), { kind: 'draft', paragraphs: draft.paragraphs }];
}

function whereMore(flag: LoggedFlag, context: NoticeContext): Block[] {
  const href = linkOf(flag, context);
  if (href !== null) return [{ kind: 'link', text: `The whole flag ${shortIdOf(flag)}, with its evidence`, href }];
  return [
    paragraph('The whole flag, with its evidence, on the machine where Candour runs:'),
    { kind: 'command', text: `npx candour explain ${shortIdOf(flag)}` },
  ];
}
