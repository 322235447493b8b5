import type { Person } from '../council/council.ts';
import { addDays } from '../council/dates.ts';
import type { MessageSummary } from '../evidence/mail-evidence.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { foldText } from '../evidence/words.ts';
import { officerToCouncillor } from './needs.ts';
import { dayOf, idsOf, nameAll, nameOf } from './people.ts';
import { councillorsReached } from './political-groups.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Whoever was left off may be sent the notice apart: so many days before and after. */
const daysToMakeGood = 2;

/**
 * A notice or an invitation meant for all members reaches all but a few, as far as its copies show: a reader's copy, which shows no Bcc
 * field, gives grade C. Setting `missingAtMost`: how many are a few.
 */
export const memberLeftOffDistribution: Rule = {
  id: 'member-left-off-distribution',

  needs: (view) => {
    const need = officerToCouncillor(view);
    return need.content ? { ...need, topics: ['groups'] } : need;
  },

  judge(message, context) {
    const { roster, settings, asOf } = context;
    const { allMembers: meant = null, named = [] } = message.content?.groups ?? {};
    if (!message.isOrdinary || message.author.role !== 'officer' || meant === null) return null;
    const reached = new Set(idsOf(councillorsReached(message, roster)));
    const missing = roster.councillorsOn(message.localDate).filter(({ id }) => !reached.has(id));
    const atMost = typeof settings.missingAtMost === 'number' ? settings.missingAtMost : 2;
    // All but a few: in a small council two may be half of it.
    if (missing.length === 0 || missing.length > atMost || missing.length >= reached.size) return null;
    if (asOf <= addDays(message.localDate, daysToMakeGood)) return null;
    const leftOff = missing.filter(
      (person) =>
        // A notice of somebody's illness or resignation is not sent to them.
        !named.includes(person.id) && !mayBeAmongOutsiders(person, message) && !isSentApart(person, message, context),
    );
    if (leftOff.length === 0 || isAnswer(message) || areNotAllShown(message, context)) return null;
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: message.author.person?.id ?? null,
      affected: idsOf(leftOff),
      hidden: [],
      thirdParties: [],
      evidence: [evidenceOf('meant-for-all', `mailbox ${message.mailbox}, subject or new text`, meant)],
    };
  },

  account(flag, roster) {
    const affected = nameAll(flag.people.affected, roster);
    const one = flag.people.affected.length === 1;
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${nameOf(flag.people.by, roster)} sent a message that is meant for all members. ${affected} ${one ? 'is' : 'are'} not shown to have received it.`,
      remedy: `Send it to ${affected} as well, and put the list of addresses right.`,
      considered: [
        'A list, a shared or private address, a blind copy or a journal report: ruled out.',
        `The same message apart, within ${daysToMakeGood} days: not found.`,
        'For a committee or for some members only, or left off for a reason that it states: nothing says so.',
      ],
    };
  },
};

/** An answer goes to whoever was in the conversation, and is no notice. */
function isAnswer({ content, author }: MessageEvidence): boolean {
  const [quoted] = content?.history ?? [];
  return quoted?.kind === 'reply' && quoted.from !== author.address;
}

/** An address that the council file does not know may be theirs. */
function mayBeAmongOutsiders({ name, aliases }: Person, { copies, recipients }: MessageEvidence): boolean {
  const surnames = [name, ...aliases].flatMap(
    (each) =>
      foldText(each)
        .split(/[\s-]+/)
        .at(-1) ?? [],
  );
  const outside = new Set(recipients.outside.map(({ address }) => address));
  const written = copies.flatMap(({ message: { envelope } }) => [...envelope.to, ...envelope.cc, ...envelope.bcc]);
  const unknown = [...outside, ...written.filter(({ address }) => outside.has(address)).map((each) => each.name)].map(
    foldText,
  );
  return unknown.some((text) => surnames.some((surname) => surname.length > 2 && text.includes(surname)));
}

/**
 * An address of the council that the council file does not know may be a list of everybody. And where a councillor's mailbox holds a copy
 * although neither header section nor journal report shows them, not all are shown: some mail programs keep no Bcc field.
 */
function areNotAllShown({ copies, localDate, recipients }: MessageEvidence, { roster }: RuleContext): boolean {
  const isShown = recipients.hidden.every(({ person, grade }) => person.role !== 'councillor' || grade <= 'B');
  if (!isShown) return true;
  return copies.some(({ message: { envelope } }) =>
    [...envelope.to, ...envelope.cc, ...envelope.bcc].some(
      ({ address }) =>
        roster.classifyAddress(address, localDate).kind === 'council-domain' &&
        roster.personOfAddress(address) === null,
    ),
  );
}

/** The same officers wrote to them on the same subject, in the conversation, or in the same words, at about the same time. */
function isSentApart(person: Person, message: MessageEvidence, { evidence }: RuleContext): boolean {
  const [firstDay, lastDay] = [addDays(message.localDate, -daysToMakeGood), addDays(message.localDate, daysToMakeGood)];
  const reaches = ({ localDate, author, parties, key }: MessageSummary): boolean =>
    key !== message.key &&
    author.role === 'officer' &&
    localDate >= firstDay &&
    localDate <= lastDay &&
    parties.includes(person.id);
  if (evidence.onSubjectOf(message, reaches).length > 0 || evidence.threadOf(message, reaches).length > 0) return true;
  for (const each of evidence.messages((summary) => summary.isOpened && reaches(summary)))
    if (each.content?.fingerprint === message.content?.fingerprint) return true;
  return false;
}
