import { authorAllows } from '../evidence/agreement.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { councillorReaders, isCircular, type PassedOn, passedOnIn } from '../evidence/passed-on.ts';
import { withinCouncil } from './needs.ts';
import { dayOf, idsOf, nameAll, nameOf } from './people.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/** Individual correspondence is passed on to another councillor by someone other than its author, who did not consent (St Just 12.1). */
export const copyWithoutConsent: Rule = {
  id: 'copy-without-consent',

  needs: withinCouncil,

  judge(message, context) {
    const { evidence } = context;
    if (!message.isOrdinary) return null;
    const author = message.author.person;
    const inText =
      author && message.content ? passedOnIn(message, evidence).filter((passed) => passed.author.id !== author.id) : [];
    const unconsented = inText.filter((passed) => !authorAllows(passed, message, evidence));
    if (unconsented.length > 0 && author) return findingOf(unconsented, message, author.id);
    return judgeRedirection(message, context);
  },

  account(flag, roster) {
    const affected = nameAll(flag.people.affected, roster);
    const hidden =
      flag.people.hidden.length > 0
        ? ` ${affected} cannot see that it went to ${nameAll(flag.people.hidden, roster)}.`
        : '';
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${nameOf(flag.people.by, roster)} passed correspondence of ${affected} on to another member. Nothing found says that ${affected} stated or agreed that it should be copied.${hidden}`,
      remedy: `Ask ${affected} for consent, or tell ${affected} who has received the correspondence.`,
      considered: [
        'The author’s own words allow it: none found in the thread.',
        'A circular, or text that the new reader already had: ruled out.',
      ],
    };
  },
};

function findingOf(passed: PassedOn[], message: MessageEvidence, by: string): Finding {
  const authors = idsOf(passed.map((each) => each.author));
  const unseen = passed.flatMap((each) =>
    each.newReaders.filter(
      (reader) => !message.recipients.visible.has(each.author.id) || !message.recipients.visible.has(reader.id),
    ),
  );
  return {
    exception: null,
    grade: message.grade,
    mailbox: message.mailbox,
    by,
    affected: authors,
    hidden: idsOf(unseen),
    thirdParties: [],
    evidence: passed.slice(0, 3).map((each) => evidenceOf('passed-on', `${each.where}: ${each.how}`)),
  };
}

function judgeRedirection(message: MessageEvidence, { roster, evidence }: RuleContext): Finding | null {
  const author = message.author.person;
  if (!author || message.author.role === 'outside' || isCircular(message, roster)) return null;
  const other = author.role === 'officer' ? 'councillor' : 'officer';
  if (![...message.recipients.visible].some((id) => roster.personOfId(id)?.role === other)) return null;
  const known = new Set(councillorReaders(message, roster).map((person) => person.id));
  for (const redirection of message.recipients.redirections) {
    if (!redirection.by || redirection.by.id === author.id) continue;
    const newReaders = redirection.to
      .flatMap((party) => (party.kind === 'person' && party.person ? [party.person] : []))
      .filter(
        (person) =>
          roster.isCouncillorOn(person, message.localDate) &&
          person.id !== author.id &&
          person.id !== redirection.by?.id &&
          !known.has(person.id),
      );
    if (newReaders.length === 0) continue;
    const piece: PassedOn = {
      how: 'redirected',
      author,
      parties: new Set(),
      addressees: [],
      newReaders,
      original: message,
      words: message.content?.passingOn ?? [],
      grade: redirection.grade,
      mailbox: redirection.mailbox,
      where: redirection.evidence.where,
    };
    if (authorAllows(piece, message, evidence)) continue;
    return {
      exception: null,
      grade: redirection.grade,
      mailbox: redirection.mailbox,
      by: redirection.by.id,
      affected: [author.id],
      hidden: idsOf(newReaders),
      thirdParties: [],
      evidence: [redirection.evidence],
    };
  }
  return null;
}
