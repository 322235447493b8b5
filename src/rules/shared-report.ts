import type { LocalDate, Person } from '../council/council.ts';
import { addDays } from '../council/dates.ts';
import { addWorkingDays } from '../council/working-days.ts';
import { isSameMatter } from '../evidence/group-invitations.ts';
import type { GroupFacts, GroupWords } from '../evidence/groups.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { idsOf } from './people.ts';
import { commonGroup, councillorsReached, membersByGroup } from './political-groups.ts';
import type { Finding, RuleContext } from './rule.ts';

/** A report that goes to members of one group alone, and that by its own words is theirs. */
type GroupReport = { message: MessageEvidence; group: string; words: GroupWords; facts: GroupFacts };

/** "I gave them advice on tree orders last week": of the report of today it tells only where it speaks of the same. */
const toldOfEarlier =
  /\b(?:last (?:week|month|year|autumn|winter|spring|summer|term)|(?:a|two|three|some) (?:fortnight|weeks?|months?|years?|time) ago|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:earlier|back) (?:this|in)|previously|before (?:christmas|easter|the election))\b/i;

/** How long before the report a message may have told of it. */
const daysBefore = 7;

/** An officer's report or advice for one political group, of which another group hears nothing in time (Cottingham 6.4). */
export function judgeSharedReport(message: MessageEvidence, context: RuleContext): Finding | null {
  const { roster, settings, calendar, asOf } = context;
  const report = reportIn(message, context);
  if (report === null) return null;
  const workingDays = typeof settings.workingDays === 'number' ? settings.workingDays : 5;
  const lastDay = addWorkingDays(message.localDate, workingDays, calendar);
  if (asOf <= lastDay || isSentAgain(report, context)) return null;
  const others = [...membersByGroup(roster, message.localDate)].filter(([group]) => group !== report.group);
  const untold = others.filter(([, members]) => !isTold(members, report, lastDay, context));
  if (untold.length === 0) return null;
  return {
    exception: null,
    grade: message.grade,
    mailbox: message.mailbox,
    by: message.author.person?.id ?? null,
    affected: idsOf(untold.flatMap(([, members]) => members)),
    hidden: [],
    thirdParties: [],
    evidence: [evidenceOf('group-report', `mailbox ${message.mailbox}, new text or attachment`, report.words.quote)],
  };
}

function reportIn(message: MessageEvidence, { roster }: RuleContext): GroupReport | null {
  const facts = message.content?.groups ?? null;
  if (!message.isOrdinary || message.author.role !== 'officer' || facts === null || facts.report === null) return null;
  const group = commonGroup(councillorsReached(message, roster));
  if (group === null) return null;
  // It speaks of another group's report: then it tells of that.
  if (facts.report.groups.length > 0 && !facts.report.groups.includes(group)) return null;
  return { message, group, words: facts.report, facts };
}

/** A report is judged where it was sent first, and not at each message that comes back to it. */
function isSentAgain({ message, group }: GroupReport, context: RuleContext): boolean {
  const before = context.evidence.threadOf(
    message,
    ({ author, date, key, speaksOfGroups }) =>
      speaksOfGroups && author.role === 'officer' && key !== message.key && date <= message.date,
  );
  return before.some((each) => each.date < message.date && reportIn(each, context)?.group === group);
}

/** One message to any member of the group, whoever wrote it, that tells of the report or has it with it. */
function isTold(members: readonly Person[], report: GroupReport, lastDay: LocalDate, context: RuleContext): boolean {
  const { evidence, roster } = context;
  const ids = new Set(members.map(({ id }) => id));
  if (isRedirectedTo(ids, report.message)) return true;
  const firstDay = addDays(report.message.localDate, -daysBefore);
  const messages = evidence.messages(
    ({ localDate, author, isOpened, key, parties }) =>
      localDate >= firstDay &&
      localDate <= lastDay &&
      isOpened &&
      author.role !== 'outside' &&
      key !== report.message.key &&
      parties.some((id) => ids.has(id)),
  );
  for (const message of messages) {
    const readers = councillorsReached(message, roster).filter(({ id }) => ids.has(id));
    if (
      readers.length > 0 &&
      message.isOrdinary &&
      (tellsOf(report, message, context) || passesOn(report.message, message))
    )
      return true;
  }
  return false;
}

function isRedirectedTo(ids: ReadonlySet<string>, { recipients }: MessageEvidence): boolean {
  return recipients.redirections.some(({ to }) => to.some(({ person }) => person !== null && ids.has(person.id)));
}

/** What was said before the report must be about its matter; what was said afterwards is taken to be, unless of an earlier time. */
function tellsOf({ message, group, facts }: GroupReport, other: MessageEvidence, context: RuleContext): boolean {
  const said = other.content?.groups ?? null;
  if (said === null) return false;
  const isEarlier = other.date < message.date || (said.notice !== null && toldOfEarlier.test(said.notice.quote));
  if (isEarlier && !isSameMatter(facts.matter, said.matter)) return false;
  // A report of the readers' own group tells them of no other.
  const own = reportIn(other, context);
  const words = own === null || own.group === group ? [said.notice, said.report] : [said.notice];
  return words.some((each) => each !== null && (each.groups.length === 0 || each.groups.includes(group)));
}

/** The same text, one of its documents, or the message itself below a header block. */
function passesOn(report: MessageEvidence, { content }: MessageEvidence): boolean {
  if (content === null || report.content === null) return false;
  const hashes = new Set(report.content.documents.map(({ hash }) => hash));
  return (
    content.fingerprint === report.content.fingerprint ||
    content.documents.some(({ hash }) => hashes.has(hash)) ||
    content.history.some(
      ({ from, date, subject }) =>
        from === report.author.address &&
        (date === null ? subject === report.subject : Math.abs(date - report.date) < 121 * 60_000),
    )
  );
}
