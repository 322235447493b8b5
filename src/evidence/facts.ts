import type { Envelope, JournalRecipient } from '../mail/message.ts';
import type { AskingFacts } from './asking.ts';
import type { Clearance } from './clearance.ts';
import type { Commitment } from './commitments.ts';
import type { CopyNote } from './copy-notes.ts';
import type { DirectContact } from './direct-contact.ts';
import type { GroupFacts } from './groups.ts';
import type { Mark } from './marks.ts';
import type { PassingOn } from './passing-on.ts';
import type { PaymentFacts } from './payments.ts';
import type { PressFacts } from './press.ts';
import type { Signature } from './signatures.ts';
import type { Voice } from './voice.ts';

/**
 * What is kept of a copy once it has been read: facts with short quotations, never bodies. Everything here can be sent between
 * threads as it is.
 */
export type CopyFacts = {
  mailbox: string;
  folder: string;
  /** Where the copy can be found again, relative to its mailbox. */
  reference: string;
  /** The copy lies in the owner's Sent folder. */
  isSent: boolean;
  /** Set when a journal report in a journal mailbox told of it: envelope recipients are certain (grade A). */
  journal: { recipients: JournalRecipient[]; sender: string } | null;
  message: MessageFacts;
  notExamined: NotExamined[];
};

export type NotExamined = { fileName: string; reason: string };

export type MessageFacts = {
  envelope: Envelope;
  /** Null where no active rule needed the body (the gate of the design). */
  content: ContentFacts | null;
  /** Messages attached to this one; their content is read with its own. */
  attached: MessageFacts[];
};

export type ContentFacts = {
  /** Hash of the folded new text: whether two copies say the same. */
  fingerprint: string;
  notes: CopyNote[];
  marks: Mark[];
  reason: string | null;
  /** The new text as a letter, and every attached document that has the shape of one. */
  letter: LetterFacts;
  attachedLetters: LetterFacts[];
  passingOn: PassingOn[];
  /** Each only where an active rule needs its topic: else null. */
  asking: AskingFacts | null;
  /** Words of somebody outside that want an answer; see enquiries.ts. Read with `asking`, as is what follows. */
  enquiry: string | null;
  /** It speaks of private life more than of the council: between colleagues, business is taken for granted. */
  isPrivate: boolean;
  /** The writer's words that an answer came otherwise than in writing. */
  answeredOtherwise: string | null;
  payments: PaymentFacts | null;
  press: PressFacts | null;
  clearance: Clearance | null;
  groups: GroupFacts | null;
  history: QuotedFacts[];
  /** The new text, without sign-off; empty where lineage has no use for it. */
  text: TextPrint;
  documents: DocumentFacts[];
  /** All text has its prints, so that lineage knows what was said. */
  hasPrints: boolean;
  /** The gate left it closed: only lineage looks at it, and nothing else may (see lineage-only.ts). */
  forLineageOnly: boolean;
};

/** What was said in one letter, and who signed it. `fileName` is '' for the message itself. */
export type LetterFacts = {
  fileName: string;
  voice: Voice;
  commitments: Commitment[];
  relays: boolean;
  isPrivate: boolean;
  mentionsCouncil: boolean;
  concernsCouncilBusiness: boolean;
  signature: Signature;
};

/** A text as lineage knows it: its length in words and the keyed hashes of its shingles. */
export type TextPrint = { words: number; shingles: Uint32Array };

export type QuotedFacts = {
  kind: 'forward' | 'reply';
  from: string;
  fromName: string;
  to: string[];
  toNames: string[];
  /** The block names recipients at all; an attribution line does not. */
  hasRecipients: boolean;
  subject: string;
  sensitivity: string;
  /** Milliseconds since 1970, or null. */
  date: number | null;
  hasText: boolean;
  /** Words of that message's author that allow passing it on, or not. */
  passingOn: PassingOn[];
  /** Words of that message's author that allow direct contact; read where `asking` is a topic. */
  directContact: DirectContact[];
  text: TextPrint;
};

export type DocumentFacts = { fileName: string; hash: string; marks: Mark[]; text: TextPrint };

export const noText: TextPrint = { words: 0, shingles: new Uint32Array(0) };
