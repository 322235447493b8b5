/**
 * A flag in the words of a notice. Nothing that stood in a message leaves the mailbox by it: no subject, no quote, no file name; of
 * evidence only what kind it is and where it lies.
 */

import type { Council } from '../council/council.ts';
import { formatLocal, type Roster } from '../council/roster.ts';
import { accountOf } from '../flaglog/account.ts';
import type { LoggedFlag } from '../flaglog/flag-state.ts';
import type { ClauseRule, Pack } from '../protocol/pack.ts';
import { exceptionWords } from '../protocol/rule-settings.ts';
import { formatDay, nameAll, nameOf } from '../rules/people.ts';
import { countOf, ruleInWords, shortIdLength } from '../rules/plain-words.ts';
import type { Account } from '../rules/rule.ts';
import { toPlain } from './document.ts';
import { maskAddress } from './mask-address.ts';

/** What words are rendered with. `flagLink`: the flag's short id is put behind; null: the command is named instead. */
export type NoticeContext = { roster: Roster; pack: Pack; flagLink: string | null };

const evidenceWords: Record<string, string> = {
  'bcc-header': 'a Bcc field',
  'journal-report': 'a journal report of the mail system',
  redirection: 'the fields of a redirection',
  'delivered-copy': 'a copy delivered to somebody who is not addressed',
  recipient: 'a recipient in the header',
  'passed-on': 'correspondence passed on',
  'open-copy': 'an open copy',
  'copy-note': 'a note of who was copied',
  'speaks-for-council': 'words that speak for the council',
  signature: 'a sign-off',
  commitment: 'words that commit the council',
  'council-address': 'a council address in the From field',
  'confidential-mark': 'a marking as confidential',
  'confidential-item': 'the marked item, or text of it',
  request: 'words that ask for something',
  instruction: 'words that instruct',
  enquiry: 'a question',
  concern: 'words of concern',
  statement: 'words on council business',
  'document-request': 'words that ask for a document',
  'names-clerk': 'words that name the Clerk',
  'payment-approved': 'words that approve a payment',
  'answer-due': 'how long there was for an answer',
  'late-answer': 'an answer that came late',
  'press-release': 'a text prepared for publication',
  'words-to-media': 'words to the media',
  'group-report': 'words that a report is for a political group',
  'declined-invitation': 'an invitation declined',
  'accepted-invitation': 'an invitation accepted',
  'meant-for-all': 'words that it is meant for all members',
  'letter-of-chair': 'a letter under the Chair’s name',
};

const reasonWords: Record<string, string> = {
  'later-evidence': 'later evidence undid it',
  'program-changed': 'a newer version of Candour reads the mail differently',
  'roster-changed': 'who is who in the council file changed',
  'settings-changed': 'the protocol or its settings changed',
};

/** A heading asks; only people answer. */
export function questionOf(flag: Pick<LoggedFlag, 'id' | 'rule'>, more = ''): string {
  return `${ruleInWords(flag.rule)}? (flag ${shortIdOf(flag)}${more})`;
}

export function shortIdOf({ id }: Pick<LoggedFlag, 'id'>): string {
  return id.slice(0, shortIdLength);
}

/** Null where the installation has no page for flags, or names something that is no address of the web. */
export function linkOf(flag: Pick<LoggedFlag, 'id'>, { flagLink }: NoticeContext): string | null {
  return flagLink !== null && /^https?:\/\/[^\s<>"']+$/.test(flagLink) ? flagLink + shortIdOf(flag) : null;
}

/** As the rules tell it, without what the message said: quotes of roster addresses stay, since only a name is read from them. */
export function accountWithoutQuotes(flag: LoggedFlag, { roster }: NoticeContext): Account {
  const evidence = flag.evidence.map(({ kind, where, quote }) =>
    quote !== undefined && /^\S+$/.test(quote) && roster.personOfAddress(quote) !== null
      ? { kind, where, quote }
      : { kind, where },
  );
  const told = accountOf({ ...flag, evidence }, roster);
  if (isForgotten(flag))
    return { ...told, explanation: 'Possible departure from the protocol. Who was in it was erased.' };
  return { ...told, explanation: told.explanation.replaceAll(' (“”)', '') };
}

/** Nobody is named where it was erased who it was. */
export function isForgotten({ erased }: Pick<LoggedFlag, 'erased'>): boolean {
  return erased.some((field) => ['by', 'affected', 'hidden', 'messageDate'].includes(field));
}

export function actorOf({ people, erased }: LoggedFlag, roster: Roster): string {
  return erased.includes('by') ? 'somebody whose name was erased' : nameOf(people.by, roster);
}

/** `9:14am`, `midday` and `midnight` as gov.uk writes them. `instant` is RFC 3339 with the local offset. */
export function formatMoment(instant: string | null): string {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(instant ?? '');
  if (found === null) return 'a time that was erased';
  const [, day = '', hour = '', minute = ''] = found;
  return `${formatDay(day)}, ${formatClock(Number(hour), minute)}`;
}

export function formatInstant(at: number, { timezone }: Pick<Council, 'timezone'>): string {
  return formatMoment(formatLocal(new Date(at), timezone));
}

function formatClock(hour: number, minute: string): string {
  if (minute === '00' && hour % 12 === 0) return hour === 0 ? 'midnight' : 'midday';
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute}${hour < 12 ? 'am' : 'pm'}`;
}

/** Such as `mailbox clerk, folder Sent`; each place once. */
export function placesOf(flag: LoggedFlag): string[] {
  const places = flag.evidence.flatMap(({ where }) => placeIn(where) ?? []);
  const mailbox = flag.mailbox === null ? 'a mailbox that was erased' : `mailbox ${toLabel(flag.mailbox)}`;
  const inMailbox = places.some((place) => place === mailbox || place.startsWith(`${mailbox}, `));
  return [...new Set([...(inMailbox ? [] : [mailbox]), ...places])];
}

// Behind a place a rule says what of the copy it means, such as the file name of a letter: that is cut off.
const placePattern = /^(?:copy in |journal report in )?mailbox ([^\s,;:]+)(?:, folder ([^,;:]+))?(?:[,;:].*)?$/s;

function placeIn(where: string): string | null {
  const [, mailbox, folder] = placePattern.exec(where) ?? [];
  if (mailbox === undefined) return null;
  return `mailbox ${toLabel(mailbox)}${folder === undefined ? '' : `, folder ${toLabel(folder)}`}`;
}

/** Mail programs turn what looks like an address of the web into a link, and names of folders are not ours. */
function toLabel(text: string): string {
  const label = toPlain(text).replaceAll(/:\/\/|www\./gi, ' ');
  return [...label].length > 60 ? `${[...label].slice(0, 59).join('')}…` : label;
}

/** What kind of evidence there is, each kind once, with how many. */
export function evidenceInWords({ evidence }: LoggedFlag): string {
  const counts = new Map<string, number>();
  for (const { kind } of evidence) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const told = [...counts].map(([kind, count]) => {
    const words = evidenceWords[kind] ?? kind.replaceAll(/[^a-z]+/g, ' ').trim();
    return count === 1 ? words : `${words} (${count} times)`;
  });
  return told.length === 0 ? 'erased' : told.join('; ');
}

/** Null where the rule is about nobody outside. */
export function outsidersInWords({ thirdParties }: LoggedFlag): string | null {
  if (thirdParties.length === 0) return null;
  const masked = [...new Set(thirdParties.map(maskAddress))];
  const shown = masked.slice(0, 5).join(', ');
  return `${countOf(thirdParties.length, 'address', 'addresses')}: ${shown}${masked.length > 5 ? ', …' : ''}`;
}

export function exceptionInWords(exception: string): string {
  return exceptionWords[exception] ?? exception.replaceAll('-', ' ');
}

export function reasonsInWords(reasons: readonly string[]): string {
  return reasons.map((reason) => reasonWords[reason] ?? reason.replaceAll('-', ' ')).join('; ');
}

/** The clause that the flag cites, and what it says of the rule; nulls where the council has another pack by now. */
export function clauseOf(
  { clause, rule }: LoggedFlag,
  { pack }: NoticeContext,
): { paraphrase: string | null; rule: ClauseRule | null } {
  const found = pack.id === clause.protocol ? pack.clauses.find(({ ref }) => ref === clause.ref) : undefined;
  return { paraphrase: found?.paraphrase ?? null, rule: found?.rules.find((each) => each.rule === rule) ?? null };
}

/** One line for a list: when, who, whom it concerns. */
export function flagInShort(flag: LoggedFlag, { roster }: NoticeContext): string {
  const { affected } = flag.people;
  const concerning = affected.length === 0 ? '' : `, concerning ${nameAll(affected, roster)}`;
  const day = formatDay(flag.date?.slice(0, 10) ?? '');
  return `${day}, ${actorOf(flag, roster)}${concerning}`;
}
