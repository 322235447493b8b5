import type { MessageEvidence } from '../evidence/message-evidence.ts';
import type { PressFacts } from '../evidence/press.ts';
import { noNeed } from '../evidence/read-facts.ts';
import { clerksOn, isClerkReached, peopleOfAddress } from './clerk.ts';
import { unite } from './needs.ts';
import { dayOf, nameOf } from './people.ts';
import {
  buildMediaFinding,
  clearance,
  clerkApprovedElsewhere,
  clerkSaid,
  mediaReached,
  toMedia,
} from './press-clearance.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A councillor sends a press release or statement to the media without the Clerk. */
export const pressReleaseUnapproved: Rule = {
  id: 'press-release-unapproved',

  needs: (view) =>
    unite(view.mayBeCouncillors ? toMedia(view) : noNeed, view.reachesCouncillor ? clearance(view) : noNeed),

  judge(message, context) {
    const { roster, settings } = context;
    const press = message.content?.press;
    if (!message.isOrdinary || message.author.role !== 'councillor' || !press || mediaReached(message).length === 0)
      return null;
    const release = releaseIn(press, message, context);
    if (release === null || !isBusiness(press, message, context)) return null;
    const excused = Array.isArray(settings.excused) ? settings.excused : [];
    if (press.party !== null && excused.includes('party-political-statement')) return null;
    // While nobody is Clerk there is nobody to ask.
    if (clerksOn(roster, message.localDate).length === 0 || isClerkReached(message, roster)) return null;
    if (clerkSaid('approval', message, context) || clerkApprovedElsewhere(message, context)) return null;
    return buildMediaFinding('press-release', release, message);
  },

  account(flag, roster) {
    return {
      explanation: `Possible departure from the protocol: on ${dayOf(flag)} ${nameOf(flag.people.by, roster)} sent the media a press release or statement. The Clerk was not addressed, and no word of the Clerk’s help or approval was found.`,
      remedy:
        'Show the text to the Clerk now. If it says anything in the council’s name that needs putting right, the Clerk tells the newspaper; next time the Clerk sees it first.',
      considered: [
        'The Clerk in To or Cc, by a shared address or by a list: no.',
        'The Clerk’s help or approval in the conversation, or in a message about the same release: none found.',
        'An answer to a reporter’s question is no release, and a private matter is none of the council’s.',
      ],
    };
  },
};

/** In the message or its documents, or passed on as one of the council’s own people wrote it. */
function releaseIn(press: PressFacts, message: MessageEvidence, { roster }: RuleContext): string | null {
  if (press.release !== null) return press.release;
  const [latest] = press.quoted;
  if (!latest || latest.release === null || latest.from === '') return null;
  return peopleOfAddress(latest.from, roster, message.localDate).length > 0 ? latest.release : null;
}

/** From a private address only words tell that it is the council's business; from a council address it is, but for a private matter. */
function isBusiness(press: PressFacts, { author }: MessageEvidence, { roster }: RuleContext): boolean {
  return roster.isCouncilAddress(author.address) || press.mentionsCouncil;
}
