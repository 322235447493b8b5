import { dayOf, nameAll, nameOf } from './people.ts';
import type { Rule } from './rule.ts';
import { contactIn, findingOf, isExcused, needsContact } from './staff-contact.ts';

/**
 * A councillor turns to an officer other than the Clerk, and the message does not reach the Clerk. Settings: `covers`, whether a request,
 * an instruction or a concern is needed (St Just 4.6) or anything on council business counts (model, general principles 3); `excused`.
 */
export const staffContactBypassesClerk: Rule = {
  id: 'staff-contact-bypasses-clerk',

  needs: needsContact,

  judge(message, context) {
    const contact = contactIn(message, context);
    if (contact === null) return null;
    const { asks, substance } = contact.asking;
    // document-request-not-via-clerk has it, also where a council switched that off (contract, section 4).
    if (asks.some(({ kind }) => kind === 'document')) return null;
    const told =
      context.settings.covers === 'any-communication' && substance !== null
        ? [{ kind: 'statement' as const, quote: substance }]
        : [];
    const quotes = asks.length > 0 ? asks : told;
    if (quotes.length === 0 || isExcused(contact, [this.id], message, context)) return null;
    return findingOf(contact, quotes, message, context);
  },

  account(flag, roster) {
    const by = nameOf(flag.people.by, roster);
    const officers = flag.people.affected.length > 0 ? nameAll(flag.people.affected, roster) : 'an officer';
    const quoted = flag.evidence.find(({ kind }) => kind !== 'names-clerk')?.quote ?? '';
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${by} turned to ${officers} on council business (“${quoted}”), and the message does not reach the Clerk.`,
      remedy: `Send the message to the Clerk as well, and put such matters to the Clerk first, or agree with the Clerk that they may go to ${officers} directly. A standing agreement belongs in the council file, under arrangements.`,
      considered: [
        'The Clerk in To or Cc, by a shared address, a list or a hidden copy: not found.',
        'The Clerk’s agreement in the thread, or a standing arrangement in the council file: not found.',
        'An answer in a thread that the officer began, a private message, thanks or an acceptance: ruled out.',
      ],
    };
  },
};
