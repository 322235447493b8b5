import { authorAllows } from '../evidence/agreement.ts';
import { evidenceOf, type MessageEvidence } from '../evidence/message-evidence.ts';
import { type PassedOn, passedOnIn } from '../evidence/passed-on.ts';
import { redirectionsOf } from '../evidence/redirected.ts';
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

function judgeRedirection(message: MessageEvidence, { evidence }: RuleContext): Finding | null {
  const [first] = redirectionsOf(message, evidence).filter(({ passed }) => !authorAllows(passed, message, evidence));
  if (!first) return null;
  const { by, passed } = first;
  return {
    exception: null,
    grade: passed.grade,
    mailbox: passed.mailbox,
    by: by.id,
    affected: [passed.author.id],
    hidden: idsOf(passed.newReaders),
    thirdParties: [],
    evidence: [evidenceOf('redirection', passed.where)],
  };
}
