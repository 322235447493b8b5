import { isDerivedSubject } from '../evidence/marks.ts';
import { evidenceOf } from '../evidence/message-evidence.ts';
import { councillorReaders } from '../evidence/passed-on.ts';
import { noNeed } from '../evidence/read-facts.ts';
import { dayOf, idsOf, nameAll, nameOf } from './people.ts';
import type { Rule } from './rule.ts';

/** An officer marks a message to a councillor confidential, and nothing in it says why. */
export const confidentialReasonMissing: Rule = {
  id: 'confidential-reason-missing',

  needs: (view) =>
    view.isOrdinary && !view.isUnread && view.from === 'officer' && view.reachesCouncillor
      ? { content: true, documents: true, letters: false, lineage: false, topics: [] }
      : noNeed,

  judge(message, { roster, evidence }) {
    const { content } = message;
    if (!message.isOrdinary || message.author.role !== 'officer' || !content || content.reason !== null) return null;
    const councillors = councillorReaders(message, roster);
    if (councillors.length === 0) return null;
    const inherits = isDerivedSubject(message.subject) || evidence.answersEarlier(message);
    // A reply or forward carries subject, label and sensitivity along; only a new line or document is its own mark.
    const marks = content.marks.filter(
      (mark) => !inherits || mark.place === 'head' || mark.place.startsWith('attachment'),
    );
    const [mark] = marks;
    if (!mark) return null;
    const addressed = councillors.filter((person) => message.recipients.visible.has(person.id));
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: message.author.person?.id ?? null,
      affected: idsOf(addressed.length > 0 ? addressed : councillors),
      hidden: [],
      thirdParties: [],
      evidence: marks.map((each) =>
        evidenceOf('confidential-mark', `mailbox ${message.mailbox}, ${each.place.replace('-', ' ')}`, each.quote),
      ),
    };
  },

  account(flag, roster) {
    return {
      explanation: `Possible departure from the protocol: ${nameOf(flag.people.by, roster)} marked a message to ${nameAll(flag.people.affected, roster)} of ${dayOf(flag)} confidential, and its text does not say why.`,
      remedy:
        'Say in a sentence what is confidential and why, for example: “Confidential because it concerns an employee’s health.”',
      considered: [
        'A reason in the subject, the text or the head of an attachment: none found. An instruction or a time limit alone is no reason.',
        'A mark inherited by a reply or forward: not so here.',
      ],
    };
  },
};
