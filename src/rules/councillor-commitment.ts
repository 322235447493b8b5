import { commitmentIn } from '../evidence/letters.ts';
import { evidenceOf } from '../evidence/message-evidence.ts';
import { toOutside } from './needs.ts';
import { dayOf, nameOf } from './people.ts';
import type { Rule } from './rule.ts';

/** A councillor creates an obligation or gives an instruction to somebody outside on behalf of the council. No office excuses it. */
export const councillorCommitment: Rule = {
  id: 'councillor-commitment',

  needs: toOutside,

  judge(message, { roster }) {
    const commitment = commitmentIn(message, roster);
    if (!commitment) return null;
    const place = commitment.fileName === '' ? 'new text' : `attached letter ${commitment.fileName}`;
    return {
      exception: null,
      grade: message.grade,
      mailbox: message.mailbox,
      by: commitment.bearer.id,
      affected: [],
      hidden: [],
      thirdParties: message.recipients.outside.map((party) => party.address),
      evidence: [evidenceOf('commitment', `mailbox ${message.mailbox}, ${place}`, commitment.quote)],
    };
  },

  account(flag, roster) {
    const name = nameOf(flag.people.by, roster);
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${name} wrote to somebody outside in words that create an obligation or give an instruction on behalf of the council (“${flag.evidence[0]?.quote ?? ''}”). Such letters are never to go out in a councillor’s name.`,
      remedy:
        'Check whether the council had decided it. If so, the Clerk confirms it in writing; if not, the Clerk tells the recipient at once that no order or agreement of the council exists.',
      considered: [
        'Only relays a decision that the Clerk carries out, asks for a price, or proposes: no such words found.',
        'A private matter: nothing says so.',
        'The exceptions for Chair or Mayor do not reach letters that bind the council.',
      ],
    };
  },
};
