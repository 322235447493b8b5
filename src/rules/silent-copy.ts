import type { MessageEvidence } from '../evidence/message-evidence.ts';
import type { HiddenRecipient } from '../evidence/recipients.ts';
import type { Grade } from './flag.ts';
import { officerToCouncillor, withinCouncil } from './needs.ts';
import { copyNote, councillorsAddressed, dayOf, idsOf, nameAll, nameOf, officersAddressed } from './people.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/**
 * A councillor received a copy that the people visibly written to cannot see, and no note says so. Setting `senders`: whose messages
 * count, `officer` (model) or also `councillor` (St Just 12.1).
 */
export const silentCopy: Rule = {
  id: 'silent-copy',

  needs: (view, settings) =>
    sendersOf(settings).includes('councillor') ? withinCouncil(view) : officerToCouncillor(view),

  judge(message, context) {
    const addressed = individuallyAddressed(message, context);
    if (addressed === null) return null;
    const hidden = hiddenWithoutNote(message, context);
    if (hidden.length === 0 || reachesWholeCouncil(message, context)) return null;
    const best = bestOf(hidden);
    return {
      exception: null,
      grade: best.grade,
      mailbox: best.mailbox,
      by: message.author.person?.id ?? null,
      affected: addressed,
      hidden: idsOf(hidden.map((each) => each.person)),
      thirdParties: [],
      evidence: hidden.flatMap((each) => each.evidence),
    } satisfies Finding;
  },

  account(flag, roster) {
    const hidden = nameAll(flag.people.hidden, roster);
    const affected = flag.people.affected.length > 0 ? nameAll(flag.people.affected, roster) : 'a councillor';
    return {
      explanation: `Possible departure from the protocol: ${nameOf(flag.people.by, roster)} wrote to ${affected} on ${dayOf(flag)}, and ${hidden} received a copy that the message does not show. No note in its text says so.`,
      remedy: `Tell ${affected} that ${hidden} received the message. The note for the foot of the email is: ${copyNote(flag.people.hidden, roster)}`,
      considered: [
        'A note that names the person, the office held that day or a group: none found in the new text.',
        'A circular: the visible and hidden councillors together are not the whole council.',
        'Delivery through a visible list, shared address or another address of the same person: ruled out.',
      ],
    };
  },
};

function sendersOf(settings: RuleContext['settings']): string[] {
  return Array.isArray(settings.senders) ? settings.senders : ['officer'];
}

/** Whom the correspondence was visibly with: councillors in To for an officer's message, officers for a councillor's. Null: no such. */
function individuallyAddressed(message: MessageEvidence, { roster, settings }: RuleContext): string[] | null {
  // Without its text nobody can know that the note is missing.
  if (!message.isOrdinary || !message.content || !sendersOf(settings).includes(message.author.role)) return null;
  if (message.author.role === 'councillor') {
    const officers = officersAddressed(message, roster);
    return officers.length > 0 ? idsOf(officers) : null;
  }
  const { to, cc } = councillorsAddressed(message, roster);
  return to.length + cc.length > 0 ? idsOf(to) : null;
}

function hiddenWithoutNote(message: MessageEvidence, { roster }: RuleContext): HiddenRecipient[] {
  const named = new Set(
    message.copies
      .flatMap((copy) => copy.message.content?.notes ?? [])
      .flatMap((note) => note.mentions.flatMap((mention) => mention.people)),
  );
  return message.recipients.hidden.filter(
    (each) => roster.isCouncillorOn(each.person, message.localDate) && !named.has(each.person.id),
  );
}

function reachesWholeCouncil(message: MessageEvidence, { roster }: RuleContext): boolean {
  const reached = new Set([...message.recipients.visible, ...message.recipients.hidden.map((each) => each.person.id)]);
  if (message.author.person) reached.add(message.author.person.id);
  return roster.councillorsOn(message.localDate).every((person) => reached.has(person.id));
}

function bestOf(hidden: HiddenRecipient[]): { grade: Grade; mailbox: string } {
  const [first] = [...hidden].sort((a, b) => (a.grade < b.grade ? -1 : a.grade > b.grade ? 1 : 0));
  if (!first) throw new Error('A silent copy has a hidden recipient');
  return first;
}
