import type { Person } from '../council/council.ts';
import { addWorkingDays } from '../council/working-days.ts';
import { authorAllows, readersTold } from '../evidence/agreement.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { passedOnIn } from '../evidence/passed-on.ts';
import { redirectionsOf } from '../evidence/redirected.ts';
import { withinCouncil } from './needs.ts';
import { dayOf, idsOf, nameAll, nameOf } from './people.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/** Within how many working days the first councillor may still be told: setting `workingDays`, 2 in the contract (section 4). */
function lastDayToTell(message: MessageEvidence, { settings, calendar }: RuleContext): string {
  return addWorkingDays(
    message.localDate,
    typeof settings.workingDays === 'number' ? settings.workingDays : 2,
    calendar,
  );
}

/** An officer passes a councillor's correspondence with an officer on to another councillor, and the first one is not told. */
export const undisclosedForward: Rule = {
  id: 'undisclosed-forward',

  needs: withinCouncil,

  judge(message, context) {
    return judgeForward(message, context) ?? judgeRedirection(message, context);
  },

  account(flag, roster) {
    const affected = nameAll(flag.people.affected, roster);
    const hidden = nameAll(flag.people.hidden, roster);
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} correspondence between ${affected} and an officer was passed on by ${nameOf(flag.people.by, roster)} to ${hidden}. ${affected} is not shown as a recipient, and no message in the thread says so within two working days.`,
      remedy: `Tell ${affected} in the same thread that the correspondence went to ${hidden}.`,
      considered: [
        'The first councillor is addressed, or was told within two working days: not found.',
        'A circular, mail from outside, or text the reader already had: ruled out.',
      ],
    };
  },
};

function judgeForward(message: MessageEvidence, context: RuleContext): Finding | null {
  const { evidence, roster } = context;
  if (!message.isOrdinary || message.author.role !== 'officer' || !message.content) return null;
  const affected = new Set<string>();
  const readers: Person[] = [];
  let where = '';
  for (const passed of passedOnIn(message, evidence)) {
    const first = firstCouncillor(passed.author, passed.addressees, context, message);
    if (
      !first ||
      message.recipients.visible.has(first.id) ||
      message.recipients.hidden.some((each) => each.person.id === first.id)
    )
      continue;
    const others = passed.newReaders.filter((person) => person.id !== first.id);
    if (others.length === 0 || authorAllows({ ...passed, author: first, newReaders: others }, message, evidence))
      continue;
    const lastDay = lastDayToTell(message, context);
    const told = readersTold({ ...passed, author: first, newReaders: others }, message, lastDay, evidence);
    const untold = others.filter((person) => !told.has(person.id));
    if (untold.length === 0 || context.asOf <= lastDay) continue;
    affected.add(first.id);
    readers.push(...untold);
    where = `${passed.where}: ${passed.how}`;
  }
  if (affected.size === 0) return null;
  const people = [...affected].sort();
  return {
    exception: null,
    grade: message.grade,
    mailbox: message.mailbox,
    by: message.author.person?.id ?? null,
    affected: people,
    hidden: idsOf(readers),
    thirdParties: [],
    evidence: [evidenceOf('passed-on', where, `correspondence of ${nameAll(people, roster)}`)],
  };
}

/** The councillor of the piece: its author, or the one councillor to whom an officer wrote it. */
function firstCouncillor(
  author: Person,
  addressees: Person[],
  { roster }: RuleContext,
  message: MessageEvidence,
): Person | null {
  if (author.role === 'councillor') return author;
  const councillors = addressees.filter((person) => roster.isCouncillorOn(person, message.localDate));
  return councillors.length === 1 ? (councillors[0] ?? null) : null;
}

/** A councillor's message redirected unchanged by an officer. */
function judgeRedirection(message: MessageEvidence, context: RuleContext): Finding | null {
  const { evidence } = context;
  const lastDay = lastDayToTell(message, context);
  if (message.author.role !== 'councillor' || context.asOf <= lastDay) return null;
  for (const { by, passed } of redirectionsOf(message, evidence)) {
    if (by.role !== 'officer' || authorAllows(passed, message, evidence)) continue;
    const told = readersTold(passed, message, lastDay, evidence);
    const untold = passed.newReaders.filter((person) => !told.has(person.id));
    if (untold.length === 0) continue;
    return {
      exception: null,
      grade: passed.grade,
      mailbox: passed.mailbox,
      by: by.id,
      affected: [passed.author.id],
      hidden: idsOf(untold),
      thirdParties: [],
      evidence: [evidenceOf('redirection', passed.where)],
    };
  }
  return null;
}
