import { readAllMembers } from './all-members.ts';
import { type InvitationAnswer, readInvitation, readMatter } from './group-invitations.ts';
import type { GroupNames } from './group-names.ts';
import { readNotice, readReport, tagText } from './group-reports.ts';
import { baseSubject } from './marks.ts';
import { type Wording, withoutSignOff } from './wording.ts';

/** Words about a group, and the groups of the council file that they name: none where they say only "your group". */
export type GroupWords = { quote: string; groups: string[] };

/** What a message says of political groups, and whether it is meant for every member of the council. */
export type GroupFacts = {
  /** A report or advice that by its own words was prepared for, or asked for by, a political group. */
  report: GroupWords | null;
  /** Words that tell that such a report exists. */
  notice: GroupWords | null;
  /** The answer to an invitation to advise; that a group gave it, `speaksOfGroup` tells, or the conversation. */
  invitation: InvitationAnswer | null;
  /** A group was spoken of: in the subject, the text, or the message that it answers. */
  speaksOfGroup: boolean;
  /** Telling words of what it is about, where a group is spoken of or invited; see group-invitations.ts. */
  matter: string[];
  /** Words that show that it is meant for all members. */
  allMembers: string | null;
  /** Ids of those whom such a message names by surname, signature left out: it may be about them. */
  named: string[];
};

/** `namedIn`: ids of those whom a text names by surname. */
export function readGroups(wording: Wording, names: GroupNames, namedIn: (text: string) => string[]): GroupFacts {
  const allMembers = readAllMembers(wording);
  const facts: GroupFacts = {
    report: null,
    notice: null,
    invitation: null,
    speaksOfGroup: false,
    matter: [],
    allMembers,
    named: allMembers === null ? [] : namedIn(`${wording.subject}\n${withoutSignOff(wording)}`),
  };
  const { subject, newText, heads, history } = wording;
  const all = [subject, newText, ...heads.map((head) => head.slice(0, 400)), history[0]?.text.slice(0, 3_000) ?? ''];
  if (!names.mayBeIn(all.join('\n')) && !mayAnswerInvitation(wording)) return facts;
  const text = tagText(wording, names);
  const said = [text.subject, ...[...text.sentences, ...text.heads, ...text.asked].map(({ plain }) => plain)];
  const speaksOfGroup =
    said.some((plain) => plain.includes('polgroup')) ||
    said.some((plain) =>
      /\b(?:another|other|a|your|our|the|one of the(?: other)?) (?:political |party )?groups?\b|\binvit\w+[^.]{0,40}\bgroup\b|\bgroup (?:meeting|invit\w+)|\badvis\w+ (?:\w+ )?groups\b/.test(
        plain,
      ),
    );
  const invitation = readInvitation(text);
  if (!speaksOfGroup && invitation === null) return facts;
  return {
    ...facts,
    report: readReport(text, names),
    notice: readNotice(text, names),
    invitation,
    speaksOfGroup,
    matter: readMatter(text),
  };
}

/** "Happy to" answers what another message of the conversation asks. */
function mayAnswerInvitation({ subject, newText }: Wording): boolean {
  return newText.length < 1_200 && baseSubject(subject) !== subject.trim();
}
