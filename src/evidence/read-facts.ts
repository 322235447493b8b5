import { hash } from 'node:crypto';
import type { LocalDate } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { readAttachmentText } from '../mail/attachment-text/read-attachment.ts';
import { readBody } from '../mail/body.ts';
import type { Attachment, AttachmentText, Envelope, Limits, Message, QuotedMessage } from '../mail/message.ts';
import { decodePart } from '../mail/mime-tree.ts';
import { readAnsweredOtherwise } from './answered-otherwise.ts';
import { readAsking } from './asking.ts';
import { concernsCouncilBusiness } from './business.ts';
import { readClearance } from './clearance.ts';
import { CommitmentReader } from './commitments.ts';
import { readConfidenceReason } from './confidence-reason.ts';
import { readCopyNotes } from './copy-notes.ts';
import { readDirectContact } from './direct-contact.ts';
import { readEnquiry } from './enquiries.ts';
import type {
  ContentFacts,
  DocumentFacts,
  LetterFacts,
  MessageFacts,
  NotExamined,
  QuotedFacts,
  TextPrint,
} from './facts.ts';
import { noText } from './facts.ts';
import { GroupNames } from './group-names.ts';
import { readGroups } from './groups.ts';
import { fileNameMark, headMark, type Mark, pageHeaderMark, sensitivityMark, subjectMark } from './marks.ts';
import { NameReader } from './names.ts';
import { readPassingOn } from './passing-on.ts';
import { readPayments } from './payments.ts';
import { readPress } from './press.ts';
import { shinglesOf } from './shingles.ts';
import { readSignature, signatureBlock } from './signatures.ts';
import { VoiceReader } from './voice.ts';
import type { Wording } from './wording.ts';
import { escapePattern, foldText, withoutQuotations, wordsOf } from './words.ts';

/** What the active rules need of one message: the gate. Nothing that is not asked for is decoded. */
export type Need = {
  content: boolean;
  /** The text of attached documents. */
  documents: boolean;
  /** Whether it is a letter under a councillor's name, and what it says for the council. */
  letters: boolean;
  /** Prints of all text for lineage; a marked item gets its own in any case. */
  lineage: boolean;
  /** What else the wording is read for. */
  topics: readonly Topic[];
};

/**
 * `asking`: requests, instructions, concerns. `press`: words to the media; `clearance`: what may go to the media. `groups`: political
 * groups and notices to all members.
 */
export type Topic = 'asking' | 'payments' | 'press' | 'clearance' | 'groups';

const longestWording = 60_000;

export const noNeed: Need = { content: false, documents: false, letters: false, lineage: false, topics: [] };

/** Reads facts out of messages for one council. Pure but for time: built once a thread and used for every message. */
export class FactReader {
  readonly roster: Roster;
  readonly names: NameReader;
  readonly #voice: VoiceReader;
  readonly #commitments: CommitmentReader;
  readonly #groups: GroupNames;
  readonly #confidentialLabels: Map<string, string>;
  readonly #key: string;
  readonly #limits: Limits;

  /** `key`: the secret under which shingles are hashed; see shingles.ts. */
  constructor(roster: Roster, key: string, limits: Limits) {
    const { council } = roster;
    this.roster = roster;
    this.names = new NameReader(council, roster);
    this.#voice = new VoiceReader(council);
    this.#groups = new GroupNames(council);
    const officers = council.people
      .filter((person) => person.role === 'officer')
      .flatMap((person) => officerForms(person.name));
    this.#commitments = new CommitmentReader(officers, (text) => this.#voice.mentionsCouncil(text));
    this.#confidentialLabels = new Map(
      council.labels.filter((label) => label.confidential).map((label) => [label.id, label.name]),
    );
    this.#key = key;
    this.#limits = limits;
  }

  /** Header facts always; content as far as needed. `date` is the local date by which names are resolved. */
  async read(message: Message, need: Need, date: LocalDate, notExamined: NotExamined[]): Promise<MessageFacts> {
    return {
      envelope: message.envelope,
      content: need.content ? await this.#readContent(message, need, date, notExamined) : null,
      attached: await Promise.all(message.attachedMessages.map((inner) => this.read(inner, need, date, notExamined))),
    };
  }

  async #readContent(message: Message, need: Need, date: LocalDate, notExamined: NotExamined[]): Promise<ContentFacts> {
    const { envelope } = message;
    const whole = readBody(message, this.#limits);
    // A long letter has ten thousand characters. What stands behind six times as many is kept for lineage, and read for wording no more.
    const body = { ...whole, newText: whole.newText.slice(0, longestWording) };
    const documents: DocumentFacts[] = [];
    const attachedLetters: LetterFacts[] = [];
    const heads: string[] = [];
    if (need.documents) {
      for (const attachment of message.attachments) {
        const read = await this.#readDocument(attachment, notExamined);
        documents.push(read.facts);
        heads.push(read.text.slice(0, 1_500));
        if (need.letters && hasLetterShape(read.text))
          attachedLetters.push(this.#readLetter(read.text, attachment.fileName, '', date));
      }
    }
    const marks = [...this.#ownMarks(envelope, body.newText), ...documents.flatMap((document) => document.marks)];
    const wanted = need.lineage || marks.length > 0;
    const unsigned =
      whole.signOff !== '' && whole.newText.endsWith(whole.signOff)
        ? whole.newText.slice(0, -whole.signOff.length)
        : whole.newText;
    return {
      fingerprint: hash('sha256', wordsOf(body.newText).join(' ')),
      notes: readCopyNotes(body.newText, this.names, date),
      marks,
      reason: marks.length > 0 ? readConfidenceReason(envelope.subject, body.newText, heads) : null,
      letter: this.#readLetter(
        body.newText,
        '',
        envelope.subject,
        date,
        body.signOff,
        body.history[0]?.text.slice(0, 3_000) ?? '',
        need.letters ? envelope : null,
      ),
      attachedLetters,
      passingOn: readPassingOn(body.newText, this.names, date),
      ...this.#readTopics(
        need.topics,
        {
          subject: envelope.subject,
          newText: body.newText,
          signOff: body.signOff,
          heads,
          fileNames: message.attachments.map(({ fileName }) => fileName),
          history: body.history,
        },
        date,
        this.#sideOf(envelope, date),
      ),
      history: body.history.map((quoted) => this.#readQuoted(quoted, wanted, need.topics, date)),
      // What the sender only quotes from elsewhere is not their own (contract, section 4).
      text: wanted ? this.#print(marks.length > 0 ? withoutQuotations(unsigned) : unsigned) : noText,
      documents: wanted ? documents : documents.map((document) => ({ ...document, text: noText })),
      hasPrints: need.lineage,
      forLineageOnly: false,
    };
  }

  #readTopics(
    topics: readonly Topic[],
    text: Wording,
    date: LocalDate,
    side: 'councillor' | 'officer' | 'outside',
  ): Pick<
    ContentFacts,
    'asking' | 'enquiry' | 'isPrivate' | 'answeredOtherwise' | 'payments' | 'press' | 'clearance' | 'groups'
  > {
    const asking = topics.includes('asking') ? readAsking(text, this.names, this.roster, date) : null;
    return {
      // What others merely tell is no rule's business: nothing of it is kept.
      asking: asking !== null && side !== 'councillor' ? { ...asking, substance: null } : asking,
      enquiry:
        asking !== null && side === 'outside'
          ? readEnquiry(text, asking, (address) => this.#isCouncils(address, date))
          : null,
      isPrivate: asking !== null && !asking.isBusiness,
      answeredOtherwise: asking === null ? null : readAnsweredOtherwise(text.newText, asking),
      payments: topics.includes('payments') ? readPayments(text) : null,
      press: topics.includes('press') ? readPress(text, this.#voice, this.roster.council) : null,
      clearance: topics.includes('clearance') ? readClearance(text) : null,
      groups: topics.includes('groups')
        ? readGroups(text, this.#groups, (said) => this.#namedBySurname(said, date))
        : null,
    };
  }

  #isCouncils(address: string, date: LocalDate): boolean {
    return address !== '' && this.roster.classifyAddress(address, date).kind !== 'outside';
  }

  #sideOf({ from, sender }: Envelope, date: LocalDate): 'councillor' | 'officer' | 'outside' {
    const { kind, person, shared } = this.roster.classifyAddress((from[0] ?? sender)?.address ?? '', date);
    // Whoever has left the council writes from outside.
    if (kind !== 'person' && kind !== 'shared') return 'outside';
    const hands = shared ? this.roster.holdersOfShared(shared, date) : person ? [person] : [];
    if (hands.length === 0) return shared ? 'officer' : 'outside';
    return hands.some(({ role }) => role === 'councillor') ? 'councillor' : 'officer';
  }

  #namedBySurname(text: string, date: LocalDate): string[] {
    return this.names.people(text, date).flatMap(({ kind, people }) => (kind === 'name' ? people : []));
  }

  #ownMarks(envelope: Envelope, newText: string): Mark[] {
    const found = [subjectMark(envelope.subject), sensitivityMark(envelope.sensitivity), headMark(newText, 'head')];
    const label = envelope.labels.find((each) => each.enabled && this.#confidentialLabels.has(each.id));
    if (label)
      found.push({
        place: 'label',
        quote: `Sensitivity label ${this.#confidentialLabels.get(label.id) ?? label.name}`,
      });
    return found.filter((mark) => mark !== null);
  }

  /**
   * `sender`: the header section where the message itself is the letter; null where nobody asks what it says. Letters that an officer
   * sends and signs, most of a council's mail, are read no further than their signature.
   */
  #readLetter(
    text: string,
    fileName: string,
    subject: string,
    date: LocalDate,
    signOff = '',
    history = '',
    sender: Envelope | null | undefined = undefined,
  ): LetterFacts {
    const block = signOff === '' ? signatureBlock(text) : signOff;
    const signature = readSignature(block, this.names, date);
    const letter: LetterFacts = {
      fileName,
      voice: { council: null, individual: null, capacity: null },
      commitments: [],
      relays: false,
      isPrivate: false,
      mentionsCouncil: false,
      concernsCouncilBusiness: false,
      signature,
    };
    if (sender === null || !this.#mayBearCouncillorsName(signature, sender, date)) return letter;
    const around = `${subject}\n${history}`;
    return {
      ...letter,
      voice: this.#voice.read(text),
      commitments: this.#commitments.read(text, around),
      relays: this.#commitments.isRelay(text),
      isPrivate: this.#commitments.isPrivate(text, withoutEnding(text, block)),
      mentionsCouncil: this.#voice.mentionsCouncil(`${subject}\n${text}`),
      concernsCouncilBusiness: concernsCouncilBusiness(`${subject}\n${withoutEnding(text, block)}`),
    };
  }

  #mayBearCouncillorsName(signature: LetterFacts['signature'], sender: Envelope | undefined, date: LocalDate): boolean {
    if (signature.names.some((id) => this.roster.personOfId(id)?.role === 'councillor')) return true;
    const from = sender?.from[0] ?? sender?.sender;
    if (!from) return sender === undefined && signature.people.length > 0;
    const { person, shared } = this.roster.classifyAddress(from.address, date);
    const hands = shared ? this.roster.holdersOfShared(shared, date) : person ? [person] : [];
    return hands.some((hand) => hand.role === 'councillor');
  }

  async #readDocument(
    attachment: Attachment,
    notExamined: NotExamined[],
  ): Promise<{ facts: DocumentFacts; text: string }> {
    const bytes = decodePart(attachment.part, this.#limits);
    const read = await readAttachmentText(
      { fileName: attachment.fileName, contentType: attachment.contentType, bytes },
      this.#limits,
    );
    const fileMark = fileNameMark(attachment.fileName);
    const marks: Mark[] = fileMark ? [fileMark] : [];
    let text = '';
    if (read.kind === 'not-examined') notExamined.push({ fileName: attachment.fileName, reason: read.reason });
    else if (read.kind === 'message') text = readBody(read.message, this.#limits).newText;
    else {
      text = read.text;
      marks.push(...this.#documentMarks(read));
      if (read.unreadPages)
        notExamined.push({ fileName: attachment.fileName, reason: `${read.unreadPages} scanned pages without text` });
    }
    return {
      facts: { fileName: attachment.fileName, hash: hash('sha256', bytes), marks, text: this.#print(text) },
      text,
    };
  }

  #documentMarks(read: Extract<AttachmentText, { kind: 'text' }>): Mark[] {
    const found = [headMark(read.text, 'attachment-head'), pageHeaderMark(read.headersAndFooters)];
    const label = read.labels.find((each) => each.enabled && this.#confidentialLabels.has(each.id));
    if (label)
      found.push({
        place: 'attachment-label',
        quote: `Sensitivity label ${this.#confidentialLabels.get(label.id) ?? label.name}`,
      });
    return found.filter((mark) => mark !== null);
  }

  #readQuoted(quoted: QuotedMessage, wanted: boolean, topics: readonly Topic[], date: LocalDate): QuotedFacts {
    const { fields } = quoted;
    const recipients = [...fields.to, ...fields.cc];
    return {
      kind: quoted.kind,
      from: fields.from?.address ?? '',
      fromName: fields.from?.name ?? '',
      to: recipients.map((address) => address.address).filter((address) => address !== ''),
      toNames: recipients.map((address) => address.name),
      hasRecipients: recipients.length > 0,
      subject: fields.subject,
      sensitivity: fields.sensitivity,
      date: fields.date?.getTime() ?? null,
      hasText: quoted.text.trim() !== '',
      passingOn: readPassingOn(quoted.text, this.names, date),
      directContact: topics.includes('asking')
        ? readDirectContact({ subject: fields.subject, text: quoted.text }, this.names, this.roster, date)
        : [],
      text: wanted ? this.#print(quoted.text) : noText,
    };
  }

  #print(text: string): TextPrint {
    return { words: wordsOf(text).length, shingles: Uint32Array.from(shinglesOf(text, this.#key)) };
  }
}

/** First name and full name, folded and escaped: how people speak of an officer. */
function officerForms(name: string): string[] {
  const full = foldText(name);
  const first = full.split(' ')[0] ?? '';
  return [escapePattern(full), escapePattern(first)].filter((form) => form.length > 2);
}

function withoutEnding(text: string, ending: string): string {
  return ending !== '' && text.endsWith(ending) ? text.slice(0, -ending.length) : text;
}

/** A salutation or a signature: an attached document that speaks to somebody, rather than minutes or a plan. */
function hasLetterShape(text: string): boolean {
  const folded = text.slice(0, 20_000);
  if (/^\W*(?:minutes of|draft minutes|agenda|notice of meeting|present:|in attendance|apologies)/im.test(folded))
    return false;
  return (
    /^\W*(?:dear|to whom it may concern|annwyl|sir|madam|gentlemen)\b/im.test(folded) ||
    /^\W*(?:yours\b|(?:kind|best|warm)\w* (?:regards|wishes)|with (?:kind|best|warm)|sincerely|regards|for and on behalf|on behalf of|signed)/im.test(
      folded,
    )
  );
}
