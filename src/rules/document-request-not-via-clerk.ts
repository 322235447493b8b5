import { dayOf, nameAll, nameOf } from './people.ts';
import type { Rule } from './rule.ts';
import { contactIn, findingOf, isExcused, needsContact } from './staff-contact.ts';

/**
 * A councillor asks an officer other than the Clerk for a document, a file, records or copies, also for a constituent, and the message
 * does not reach the Clerk. Setting: `excused`. It takes the place of `staff-contact-bypasses-clerk`.
 */
export const documentRequestNotViaClerk: Rule = {
  id: 'document-request-not-via-clerk',

  needs: needsContact,

  judge(message, context) {
    const contact = contactIn(message, context);
    if (contact === null) return null;
    const documents = contact.asking.asks.filter(({ kind }) => kind === 'document');
    // Leave to turn to an officer directly is leave to ask that officer for papers too.
    const rules = [this.id, 'staff-contact-bypasses-clerk'] as const;
    if (documents.length === 0 || isExcused(contact, rules, message, context)) return null;
    const quotes = documents.map(({ quote }) => ({ kind: 'document-request', quote }));
    return findingOf(contact, quotes, message, context);
  },

  account(flag, roster) {
    const by = nameOf(flag.people.by, roster);
    const officers = flag.people.affected.length > 0 ? nameAll(flag.people.affected, roster) : 'an officer';
    const quoted = flag.evidence.find(({ kind }) => kind === 'document-request')?.quote ?? '';
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${by} asked ${officers} for documents (“${quoted}”), and the message does not reach the Clerk.`,
      remedy: `Put the request to the Clerk, who decides what may be seen and by whom. Until then ${officers} need not answer it.`,
      considered: [
        'The Clerk in To or Cc, by a shared address, a list or a hidden copy: not found.',
        'The Clerk’s agreement in the thread, or a standing arrangement in the council file: not found.',
        'A request under freedom of information or data protection, or an elector’s inspection of the accounts: ruled out.',
      ],
    };
  },
};
