/** Words that put a possible departure right, ready to be sent by the one who acted, once it is clear that the flag is right. */

import type { Roster } from '../council/roster.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import { formatDay, nameAll, nameOf } from '../rules/people.ts';
import { isForgotten } from './flag-words.ts';

/** Square brackets hold what only people can say. */
export type RemedyText = { from: string; to: string; paragraphs: string[] };

type Named = { by: string; affected: string; hidden: string; day: string; hasHidden: boolean };

const clerk = 'the Clerk';
const outside = 'those outside who received it';

const texts: Record<string, (named: Named) => RemedyText> = {
  'silent-copy': ({ by, affected, hidden, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `On ${day} I wrote to you by email. ${hidden} also received a copy of that message, which it did not show.`,
      'I should have told you so when I wrote, and I am doing so now.',
    ],
  }),
  'undisclosed-forward': ({ by, affected, hidden, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `On ${day} I passed correspondence of yours on to ${hidden}. I should have told you, and I am doing so now.`,
    ],
  }),
  'cc-note-mismatch': ({ by, affected, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `The note at the foot of my message of ${day} names somebody as copied who did not receive it.`,
      '[The copy has now been sent. / The note was mistaken, and no copy was meant.]',
    ],
  }),
  'copy-without-consent': ({ by, affected, hidden, hasHidden, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `On ${day} I passed correspondence of yours on to ${hasHidden ? hidden : '[name]'} without asking you first.`,
      'Please tell me whether you agree to that. If you do not, I will ask for the copy to be deleted.',
    ],
  }),
  'official-letter-councillor-name': ({ by, day }) => ({
    from: clerk,
    to: outside,
    paragraphs: [
      `On ${day} you received a letter under the name of ${by}. Official letters of the council go out in the name of its officer.`,
      '[I confirm its contents on behalf of the council. / It was not written on behalf of the council.]',
    ],
  }),
  'councillor-commitment': ({ by, day }) => ({
    from: clerk,
    to: outside,
    paragraphs: [
      `On ${day} you received a message from ${by} that may read as an order, an agreement or an instruction of the council.`,
      '[The council had decided it, and I confirm it: minute … / The council has decided nothing of the kind. Please treat nothing as ordered or agreed until you hear from me.]',
    ],
  }),
  'capacity-not-stated': ({ by, day }) => ({
    from: by,
    to: outside,
    paragraphs: [
      `When I wrote to you on ${day}, I should have said in which capacity. I wrote [as an individual member and not on behalf of the council / as … / for the council].`,
    ],
  }),
  'confidential-to-third-party': ({ by, day }) => ({
    from: by,
    to: outside,
    paragraphs: [
      `On ${day} I sent you something that was meant for its addressee only. Please delete it with every copy, pass it on to nobody, and confirm to me that you have done so.`,
    ],
  }),
  'staff-contact-bypasses-clerk': ({ by, affected, day }) => ({
    from: by,
    to: clerk,
    paragraphs: [
      `On ${day} I wrote to ${affected} on council business without you. My message is below.`,
      '[Please say whether it may be dealt with. / Please say whether I may turn to them directly on this matter.]',
    ],
  }),
  'document-request-not-via-clerk': ({ by, affected, day }) => ({
    from: by,
    to: clerk,
    paragraphs: [
      `On ${day} I asked ${affected} for papers of the council. The request should have gone to you, and I am putting it to you now.`,
      'I need them because [reason].',
    ],
  }),
  'officer-response-overdue': ({ by, affected, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `On ${day} you asked me something by email, and I should have answered sooner.`,
      '[The answer is … / I need more time, and will answer by …]',
    ],
  }),
  'councillor-response-overdue': ({ by, affected, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `On ${day} you asked me something by email, and I should have answered sooner.`,
      '[The answer is … / I need more time, and will answer by …]',
    ],
  }),
  'complaint-response-overdue': ({ by, day }) => ({
    from: by,
    to: 'whoever wrote to the council',
    paragraphs: [
      `Thank you for your message of ${day}. The council should have answered it sooner.`,
      '[The answer is … / We need more time, and will answer by …]',
    ],
  }),
  'confidential-reason-missing': ({ by, affected, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `My message of ${day} was marked confidential and did not say why. It is confidential because [reason], and that concerns [all of it / which part].`,
    ],
  }),
  'payment-authorised-by-councillor': ({ by, day }) => ({
    from: by,
    to: clerk,
    paragraphs: [
      `On ${day} I wrote that a payment is approved or is to be made. Please do not pay on my word.`,
      '[The council had decided it: minute … / Please put it before the council.]',
    ],
  }),
  'group-report-not-shared': ({ by, affected, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `On ${day} I gave another political group what your group did not have. I should have told you or come to you as well.`,
      '[A report was prepared for that group on …, and you may have the same. / I will advise your group on the same matter on ….]',
    ],
  }),
  'member-left-off-distribution': ({ by, affected, day }) => ({
    from: by,
    to: affected,
    paragraphs: [
      `On ${day} I sent a message that is meant for all members, and it did not go to you. It is below.`,
      'The list of addresses has been put right.',
    ],
  }),
  'chair-letter-frequency': ({ by, day }) => ({
    from: clerk,
    to: by,
    paragraphs: [
      `The letter of ${day} under your name is one more than the council’s number for a quarter.`,
      'Until the quarter is over, please let me have the council’s letters to send in my name. The council can set another number.',
    ],
  }),
  'press-release-unapproved': ({ by, day }) => ({
    from: by,
    to: clerk,
    paragraphs: [
      `On ${day} I sent the media a text that you had not seen. It is attached.`,
      'Please tell me whether anything in it needs putting right, and I will ask them to correct it.',
    ],
  }),
  'media-contact-without-officer': ({ by, day }) => ({
    from: by,
    to: clerk,
    paragraphs: [
      `On ${day} I answered or told the media something about the council without you. What I wrote is below.`,
      'Please tell me whether anything in it needs putting right.',
    ],
  }),
};

/** Null where there is nothing to send, and for rules that this version has no words for. */
export function remedyTextOf(flag: LoggedFlag, roster: Roster): RemedyText | null {
  const { rule, people, date } = flag;
  if (isForgotten(flag)) return null;
  const { by, affected, hidden } = people;
  return (
    texts[rule]?.({
      by: by === null ? 'whoever wrote it' : nameOf(by, roster),
      affected: affected.length === 0 ? 'those it was addressed to' : nameAll(affected, roster),
      hidden: hidden.length === 0 ? 'somebody else' : nameAll(hidden, roster),
      hasHidden: hidden.length > 0,
      day: formatDay(date?.slice(0, 10) ?? ''),
    }) ?? null
  );
}
