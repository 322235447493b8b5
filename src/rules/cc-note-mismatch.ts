import type { CopyNote } from '../evidence/copy-notes.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import { evidenceOf } from '../evidence/message-evidence.ts';
import { officerToCouncillor } from './needs.ts';
import { councillorsAddressed, dayOf, idsOf, nameAll, nameOf } from './people.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A note at the foot names a councillor who received nothing. Only the sender's copy or a journal report can show that. */
export const ccNoteMismatch: Rule = {
  id: 'cc-note-mismatch',

  needs: officerToCouncillor,

  judge(message, context) {
    const { roster } = context;
    if (!message.isOrdinary || message.author.role !== 'officer' || !message.content || message.grade === 'C')
      return null;
    const { to, cc } = councillorsAddressed(message, roster);
    if (to.length + cc.length === 0) return null;
    const untrue = message.content.notes.filter((note) => namesSomebodyWithoutCopy(note, message, context));
    const [first] = untrue;
    if (!first) return null;
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: message.author.person?.id ?? null,
      affected: idsOf(to),
      hidden: [],
      thirdParties: [],
      evidence: untrue.map((note) => evidenceOf('copy-note', `mailbox ${message.mailbox}, new text`, note.quote)),
    };
  },

  account(flag, roster) {
    const quote = flag.evidence[0]?.quote ?? '';
    return {
      explanation: `Possible departure from the protocol: the message of ${nameOf(flag.people.by, roster)} to ${nameAll(flag.people.affected, roster)} of ${dayOf(flag)} says who was copied (“${quote}”), but a councillor named there received nothing.`,
      remedy: 'Send the copy to the councillor named in the note, or tell the addressee that the note was mistaken.',
      considered: [
        'The named person in To, Cc, Bcc or the journal report: not found.',
        'Another councillor of that name: none received it either.',
      ],
    };
  },
};

function namesSomebodyWithoutCopy(note: CopyNote, message: MessageEvidence, { roster }: RuleContext): boolean {
  if (!note.statement) return false;
  const received = new Set([...message.recipients.visible, ...message.recipients.hidden.map((each) => each.person.id)]);
  return note.mentions.some((mention) => {
    if (mention.kind === 'first-name') return false;
    const councillors = mention.people.filter((id) => {
      const person = roster.personOfId(id);
      return person !== null && roster.isCouncillorOn(person, message.localDate);
    });
    // One who received it is enough, both where a name fits two people and where a group is named.
    return councillors.length > 0 && !councillors.some((id) => received.has(id));
  });
}
