import { consentForOutsider } from '../evidence/agreement.ts';
import type { Disclosure } from '../evidence/lineage.ts';
import type { MessageEvidence } from '../evidence/message-evidence.ts';
import { noNeed } from '../evidence/read-facts.ts';
import { dayOf, idsOf, nameAll, nameOf } from './people.ts';
import type { Rule, RuleContext } from './rule.ts';

/** An item that an officer sent to a councillor marked confidential reaches a third party. */
export const confidentialToThirdParty: Rule = {
  id: 'confidential-to-third-party',

  needs(view) {
    if (!view.isOrdinary || view.from === 'outside' || view.isUnread) return noNeed;
    const out = view.reachesOutside;
    const toCouncillor = view.from === 'officer' && view.reachesCouncillor;
    const consent = view.reachesOfficer || view.reachesCouncillor;
    return {
      content: out || toCouncillor || consent,
      documents: out || toCouncillor,
      letters: false,
      lineage: out || toCouncillor,
      topics: [],
    };
  },

  judge(message, context) {
    const disclosures = [...context.lineage.disclosuresOf(message.key)].sort(
      (a, b) =>
        (a.grade < b.grade ? -1 : a.grade > b.grade ? 1 : 0) || ((a.item?.key ?? '') < (b.item?.key ?? '') ? -1 : 1),
    );
    const [first] = disclosures;
    if (!first) return null;
    const same = disclosures.filter((each) => each.by?.id === first.by?.id);
    const thirdParties = [...new Set(same.flatMap((each) => each.thirdParties.map((party) => party.address)))].sort();
    const exceptions = same.map((each) => exceptionFor(each, message, context));
    if (same.every((each) => each.isRelease) && !exceptions.includes('required-by-law')) return null;
    return {
      exception: exceptions.every((each) => each !== null) ? (exceptions[0] ?? null) : null,
      grade: first.grade,
      mailbox: first.mailbox,
      by: first.by?.id ?? null,
      affected: affectedBy(first),
      hidden: [],
      thirdParties,
      evidence: first.evidence,
    };
  },

  account(flag, roster) {
    const excused =
      flag.exception === 'consent-of-author'
        ? ' The author agreed to it in the thread, which the protocol allows.'
        : flag.exception === 'required-by-law'
          ? ' The text says that the law requires it, which the protocol allows.'
          : '';
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} an item marked confidential went from ${nameOf(flag.people.by, roster)} to somebody outside the council who is no trusted body (${flag.thirdParties.length} ${flag.thirdParties.length === 1 ? 'address' : 'addresses'}). It concerns ${nameAll(flag.people.affected, roster)}.${excused}`,
      remedy:
        'Ask the recipient to delete it and to confirm that; tell the author; consider whether personal data was involved and whether it must be recorded as a data incident.',
      considered: [
        'Every outside recipient trusted: no.',
        'A standing disclaimer, or ordinary prose with the word: the mark is a marking in the sense of the protocol.',
        'Text that the recipient wrote or already had, or that an officer had sent outside unmarked: taken out before the comparison.',
        flag.exception === null
          ? 'The exceptions in the protocol’s text: they do not apply.'
          : 'An exception in the protocol’s text applies.',
      ],
    };
  },
};

/** The officer who sent the item; where that officer leaks it, the councillors to whom it was sent. */
function affectedBy(disclosure: Disclosure): string[] {
  if (disclosure.officer && disclosure.officer.id !== disclosure.by?.id) return [disclosure.officer.id];
  return idsOf(disclosure.councillors);
}

function exceptionFor(
  disclosure: Disclosure,
  message: MessageEvidence,
  { exceptions, evidence }: RuleContext,
): string | null {
  if (
    exceptions.includes('required-by-law') &&
    (message.content ?? message.heard?.content)?.passingOn.some((words) => words.kind === 'required-by-law')
  )
    return 'required-by-law';
  if (!exceptions.includes('consent-of-author') || !disclosure.item) return null;
  const { item } = disclosure;
  const addressBook = message.copies.flatMap(({ message: { envelope } }) => [
    ...envelope.to,
    ...envelope.cc,
    ...envelope.bcc,
  ]);
  const consented = disclosure.thirdParties.every((party) => {
    const name = addressBook.find((each) => each.address === party.address)?.name ?? '';
    return consentForOutsider(item, { address: party.address, name }, message, evidence);
  });
  return consented ? 'consent-of-author' : null;
}
