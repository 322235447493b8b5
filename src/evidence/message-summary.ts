import type { LocalDate } from '../council/council.ts';
import type { ContentFacts } from './facts.ts';
import { baseSubject } from './marks.ts';
import { type Author, compare, type MessageEvidence } from './message-evidence.ts';
import { foldText } from './words.ts';

/** What is kept of every message in the open, so that most questions need not unpack it. */
export type MessageSummary = {
  key: string;
  messageId: string;
  date: number;
  localDate: LocalDate;
  author: Pick<Author, 'address' | 'role'> & { personId: string | null };
  isOrdinary: boolean;
  /** Its subject is a machine's ("Automatic reply: …"), whether or not a header field says so. */
  isAutomaticSubject: boolean;
  /** Roster ids of its author and of everybody whom it reached, visibly or not. */
  parties: string[];
  /** Its body was opened, if only for lineage, and carries a confidential mark. */
  isMarked: boolean;
  isOpened: boolean;
  /** Its body was opened for lineage alone. */
  isHeard: boolean;
  /** What it says is known to lineage. */
  hasPrints: boolean;
  /** Outside addresses in To, Cc, Bcc or the envelope that belong to no trusted body. */
  thirdParties: string[];
  subject: string;
  /** When the messages that it quotes were written, as far as it says; of the council's people only. */
  quotedDates: readonly number[];
  /** It says something of political groups, their reports or their invitations, as far as a rule had that read. */
  speaksOfGroups: boolean;
  /** Something of the council's people for somebody outside that may be a letter of the council: see letters.ts. */
  mayBeLetter: boolean;
};

const none: readonly number[] = [];

/** Answers of machines that carry no header field to say so. */
const automaticSubject =
  /^\s*(?:(?:re|aw):\s*)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|out of (?:the )?office|undeliverable|undelivered|read|not read|delivered|accepted|declined|tentative(?:ly accepted)?|ymateb awtomatig|ateb awtomatig)\s*:|^\s*out of (?:the )?office\s*$/i;

export function summarise(message: MessageEvidence): MessageSummary {
  const { key, messageId, date, localDate, author, isOrdinary, content, heard, recipients } = message;
  return {
    key,
    messageId,
    date,
    localDate,
    author: { address: author.address, role: author.role, personId: author.person?.id ?? null },
    isOrdinary,
    isAutomaticSubject: automaticSubject.test(message.subject),
    parties: [
      ...new Set([
        ...(author.person ? [author.person.id] : []),
        ...recipients.visible,
        ...recipients.hidden.map((each) => each.person.id),
      ]),
    ],
    isMarked: ((content ?? heard?.content)?.marks.length ?? 0) > 0,
    isOpened: content !== null,
    isHeard: heard !== null,
    hasPrints: (heard?.content ?? content)?.hasPrints ?? false,
    thirdParties: recipients.outside.filter((party) => party.kind === 'outside').map((party) => party.address),
    subject: foldText(baseSubject(message.subject)),
    quotedDates: author.role === 'outside' ? none : quotedDates(message),
    speaksOfGroups: speaksOfGroups(content),
    mayBeLetter: author.role !== 'outside' && isOrdinary && recipients.isToOutside && hasLetter(content),
  };
}

function speaksOfGroups(content: ContentFacts | null): boolean {
  const groups = content?.groups ?? null;
  return groups !== null && (groups.speaksOfGroup || groups.invitation !== null);
}

function hasLetter(content: ContentFacts | null): boolean {
  if (content === null) return false;
  const { letter, attachedLetters } = content;
  return letter.voice.council !== null || letter.commitments.length > 0 || attachedLetters.length > 0;
}

function quotedDates({ content }: MessageEvidence): readonly number[] {
  if (!content || content.history.length === 0) return none;
  return content.history.flatMap(({ date }) => (date === null ? [] : [date]));
}

/** Oldest first; the key tells those of one instant apart. */
export function inOrder(a: MessageSummary, b: MessageSummary): number {
  return a.date - b.date || compare(a.key, b.key);
}
