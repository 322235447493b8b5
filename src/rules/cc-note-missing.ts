import { officerToCouncillor } from './needs.ts';
import { copyNote, councillorsAddressed, dayOf, idsOf, nameAll, nameOf } from './people.ts';
import type { Rule } from './rule.ts';

/** A second councillor stands openly in Cc of an officer's message to one councillor, and the foot has no note. */
export const ccNoteMissing: Rule = {
  id: 'cc-note-missing',

  needs: officerToCouncillor,

  judge(message, { roster }) {
    if (!message.isOrdinary || message.author.role !== 'officer' || !message.content) return null;
    const { to, cc } = councillorsAddressed(message, roster);
    const [addressee] = to;
    if (!addressee || to.length > 1 || cc.length === 0) return null;
    const councillors = roster.councillorsOn(message.localDate);
    // A list that shows further councillors names them itself, and the message is no longer to one of them.
    if (councillors.some((person) => message.recipients.viaList.has(person.id))) return null;
    if (councillors.every((person) => message.recipients.visible.has(person.id))) return null;
    const named = message.copies
      .flatMap((copy) => copy.message.content?.notes ?? [])
      .flatMap((note) => note.mentions.flatMap((mention) => mention.people));
    if (named.some((id) => councillors.some((person) => person.id === id))) return null;
    const place = `mailbox ${message.mailbox}, Cc field`;
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: message.author.person?.id ?? null,
      affected: [addressee.id],
      hidden: [],
      thirdParties: [],
      evidence: idsOf(cc).map((id) => ({
        kind: 'open-copy',
        where: place,
        quote: roster.personOfId(id)?.addresses[0] ?? id,
      })),
    };
  },

  account(flag, roster) {
    const copied = flag.evidence.flatMap((item) => roster.personOfAddress(item.quote ?? '')?.id ?? []);
    return {
      explanation: `Possible departure from the protocol: ${nameOf(flag.people.by, roster)} wrote to ${nameAll(flag.people.affected, roster)} on ${dayOf(flag)} with ${nameAll(copied, roster)} openly in Cc, and the foot of the message has no note of the copy.`,
      remedy: `Next time add at the foot: ${copyNote(copied, roster)}`,
      considered: [
        'A note anywhere in the new text: none found.',
        'Several councillors in To, a list, or the whole council: not so here.',
      ],
    };
  },
};
