import { judgeDeclinedInvitation } from './declined-invitation.ts';
import { withinCouncil } from './needs.ts';
import { dayOf, nameAll, nameOf } from './people.ts';
import type { FlagFacts, Rule } from './rule.ts';
import { judgeSharedReport } from './shared-report.ts';

/**
 * One political group gets from the officers what the others do not. Setting `occasion`: a report or advice of which the others hear
 * nothing (`shared-report`, Cottingham 6.4), or an invitation declined where another group's was accepted (`declined-invitation`,
 * St Just 8.12).
 */
export const groupReportNotShared: Rule = {
  id: 'group-report-not-shared',

  needs: (view, settings) => {
    const need = withinCouncil(view);
    if (!need.content) return need;
    // A report may say in the document alone whose it is, and whoever sends the document on shares it.
    const mayHoldReport = settings.occasion !== 'declined-invitation' && view.reachesCouncillor;
    return { ...need, documents: mayHoldReport, topics: ['groups'] };
  },

  judge(message, context) {
    return context.settings.occasion === 'declined-invitation'
      ? judgeDeclinedInvitation(message, context)
      : judgeSharedReport(message, context);
  },

  account(flag, roster) {
    const by = nameOf(flag.people.by, roster);
    const affected = nameAll(flag.people.affected, roster);
    return isRefusal(flag)
      ? {
          explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${by} declined to advise the group of ${affected}, and accepted another group’s invitation on the same matter.`,
          remedy: `Offer the group of ${affected} the same advice, at a meeting or in writing.`,
          considered: [
            'Another date offered, the same advice in writing, or an acceptance afterwards: not found.',
            'An invitation on another matter, or of a councillor for themselves: nothing says so.',
          ],
        }
      : {
          explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${by} sent one political group a report or advice prepared for it. No message in time tells ${affected}, of another group, that it exists.`,
          remedy: `Tell the groups of ${affected} that the report was prepared. What it says need not be told.`,
          considered: [
            'A message to any member of the other group that speaks of the report, or has it with it: not found in time.',
            'A report for a committee or a working party, or advice to one councillor for themselves: nothing says so.',
          ],
        };
  },
};

function isRefusal({ evidence }: FlagFacts): boolean {
  return evidence.some(({ kind }) => kind === 'declined-invitation');
}
