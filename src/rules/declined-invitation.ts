import { isSameMatter } from '../evidence/group-invitations.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { isClerkOn } from './clerk.ts';
import { idsOf } from './people.ts';
import { commonGroup, membersByGroup } from './political-groups.ts';
import type { Finding, RuleContext } from './rule.ts';

/** The Clerk's answer to a group's invitation, as far as the message and its conversation tell whose it was and on what. */
type Answer = { answer: 'accepts' | 'declines'; quote: string; group: string; matter: string[] };

/** Invitations on one matter come close together: the budget is discussed every year. */
const sameMatterMs = 183 * 86_400_000;

/** The Clerk declines to advise one group, and accepts, before or after, another's invitation on the same matter (St Just 8.12). */
export function judgeDeclinedInvitation(message: MessageEvidence, context: RuleContext): Finding | null {
  const { roster } = context;
  const refusal = answerIn(message, context);
  if (refusal?.answer !== 'declines') return null;
  const accepted = acceptedOnSameMatter(message, refusal, context);
  const other = accepted.find(({ group }) => group !== refusal.group);
  // Whoever is advised after all was not refused.
  if (!other || accepted.some(({ group, date }) => group === refusal.group && date > message.date)) return null;
  return {
    exception: null,
    grade: message.grade,
    mailbox: message.mailbox,
    by: message.author.person?.id ?? null,
    affected: idsOf(membersByGroup(roster, message.localDate).get(refusal.group) ?? []),
    hidden: [],
    thirdParties: [],
    evidence: [
      evidenceOf('declined-invitation', `mailbox ${message.mailbox}, new text`, refusal.quote),
      evidenceOf('accepted-invitation', `mailbox ${other.mailbox}, new text`, other.quote),
    ],
  };
}

function acceptedOnSameMatter(
  message: MessageEvidence,
  refusal: Answer,
  context: RuleContext,
): (Answer & { date: number; mailbox: string })[] {
  const answers = context.evidence.messages(
    ({ speaksOfGroups, author, date, key }) =>
      speaksOfGroups &&
      author.role === 'officer' &&
      key !== message.key &&
      Math.abs(date - message.date) <= sameMatterMs,
  );
  return [...answers].flatMap((each) => {
    const answer = answerIn(each, context);
    if (answer?.answer !== 'accepts' || !isSameMatter(answer.matter, refusal.matter)) return [];
    return [{ ...answer, date: each.date, mailbox: each.mailbox }];
  });
}

/** Null where no single group is answered: a councillor of none asks for themselves. */
function answerIn(message: MessageEvidence, { roster, evidence }: RuleContext): Answer | null {
  const facts = message.content?.groups ?? null;
  if (!message.isOrdinary || facts === null || facts.invitation === null) return null;
  if (!isClerkOn(message.author.person, roster, message.localDate)) return null;
  const readers = message.recipients.to.filter((person) => roster.isCouncillorOn(person, message.localDate));
  const group = commonGroup(readers);
  if (group === null) return null;
  const ids = new Set(idsOf(readers));
  const invitations = evidence.threadOf(
    message,
    ({ speaksOfGroups, author, date, isOpened }) =>
      speaksOfGroups && isOpened && date <= message.date && author.personId !== null && ids.has(author.personId),
  );
  const invited = invitations.flatMap(({ content }) => (content?.groups?.speaksOfGroup ? [content.groups] : []));
  if (!facts.speaksOfGroup && invited.length === 0) return null;
  return {
    ...facts.invitation,
    group,
    matter: [...new Set([...facts.matter, ...invited.flatMap(({ matter }) => matter)])],
  };
}
