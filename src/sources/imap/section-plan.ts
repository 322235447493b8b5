/** Which sections of a message (RFC 3501, 6.4.5) have to be fetched for what the rules need of it. */

import type { MessageStructureObject } from 'imapflow';
import type { Need } from '../../evidence/read-facts.ts';
import { normaliseMessageId } from '../../mail/envelope.ts';
import type { Part } from '../../mail/message.ts';
import { isBodyPart, isMachineryPart } from '../../mail/part-role.ts';

/** `TEXT` alone is all that stands behind the header. */
export type SectionPlan =
  | { kind: 'none' }
  | { kind: 'whole' }
  | { kind: 'parts'; root: PlannedPart; sections: string[] };

/** A part as the server describes it, with its number in FETCH. */
export type PlannedPart = {
  /** '' for the root of the message. */
  number: string;
  contentType: string;
  /** Whether its body is fetched. */
  isWanted: boolean;
  /** Of a multipart. */
  children: PlannedPart[];
  /** The root of the message in a message/rfc822. */
  message: PlannedPart | null;
};

/** `hasMessageId`: without one, a message is known by its text (mail/read-message.ts), which is then needed. */
export function planSections(
  structure: MessageStructureObject,
  need: Need | 'all',
  hasMessageId: boolean,
): SectionPlan {
  if (need === 'all' || hasEmptyMultipart(structure)) return { kind: 'whole' };
  const root = planPart(structure, null, '', { need, hasMessageId });
  const leaves = leavesOf(root);
  // Servers give the body of an encoded message out with a line end more or less.
  const isOdd = leaves.some(({ contentType }) => contentType === 'message/rfc822') || root.message !== null;
  if (isOdd || leaves.every(({ isWanted }) => isWanted)) return { kind: 'whole' };
  if (root.children.length === 0) return { kind: 'none' };
  return { kind: 'parts', root, sections: sectionsOf(root) };
}

type Wish = { need: Need; hasMessageId: boolean };

function planPart(structure: MessageStructureObject, parent: Part | null, number: string, wish: Wish): PlannedPart {
  const part = describePart(structure);
  const planned: PlannedPart = { number, contentType: part.contentType, isWanted: false, children: [], message: null };
  if (isMultipart(structure)) {
    planned.children = structure.childNodes.map((child, index) =>
      planPart(child, part, below(number, index + 1), wish),
    );
    return planned;
  }
  const inner = plainMessageIn(structure);
  if (inner) {
    const hasMessageId = normaliseMessageId(structure.envelope?.messageId ?? '') !== '';
    // The parts of a message that is attached as n are n.1, n.2 and so on.
    planned.message = planPart(inner, null, number, { need: wish.need, hasMessageId });
    return planned;
  }
  planned.isWanted = isWanted(part, parent, wish);
  return planned;
}

function isWanted(part: Part, parent: Part | null, { need, hasMessageId }: Wish): boolean {
  // Whether it answers an invitation stands in the body.
  if (part.contentType === 'text/calendar') return true;
  if (isBodyPart(part, parent)) return need.content || !hasMessageId;
  if (isMachineryPart(part, parent)) return false;
  return isAttachedMessage(part) || need.documents;
}

/** Header fields of attached messages are read in any case: that of one which is encoded cannot be had alone. */
function isAttachedMessage({ contentType, fileName }: Part): boolean {
  return /^message\/(?:rfc822|global)$/.test(contentType) || /\.eml$/i.test(fileName);
}

/** Servers do not look into a message that is encoded, or each in its own way; and a message that is nothing but a message has no numbers. */
function plainMessageIn({ type, encoding, childNodes }: MessageStructureObject): MessageStructureObject | null {
  const inner = childNodes?.[0];
  if (type !== 'message/rfc822' || !inner || inner.type === 'message/rfc822') return null;
  return /^(?:7bit|8bit|binary)?$/i.test(encoding ?? '') ? inner : null;
}

function isMultipart(
  structure: MessageStructureObject,
): structure is MessageStructureObject & { childNodes: MessageStructureObject[] } {
  return structure.type.startsWith('multipart/') && (structure.childNodes?.length ?? 0) > 0;
}

/** Where a multipart has no part at all, servers make one up, and clients show what is there as text. */
function hasEmptyMultipart(structure: MessageStructureObject): boolean {
  const { type, childNodes = [] } = structure;
  const isEmpty = childNodes.length === 0 || (childNodes.length === 1 && childNodes[0]?.size === 0);
  return (type.startsWith('multipart/') && isEmpty) || childNodes.some(hasEmptyMultipart);
}

/** As mail/mime-tree.ts would describe it, from what BODYSTRUCTURE tells. */
function describePart({ type, disposition, dispositionParameters, parameters }: MessageStructureObject): Part {
  const kind =
    disposition === undefined || disposition === '' ? '' : disposition === 'inline' ? 'inline' : 'attachment';
  return {
    number: '',
    contentType: type,
    charset: '',
    transferEncoding: '',
    disposition: kind,
    fileName: (dispositionParameters?.filename || parameters?.name || '').trim(),
    flowed: false,
    deleteSpace: false,
    body: new Uint8Array(),
    children: [],
  };
}

function leavesOf(part: PlannedPart): PlannedPart[] {
  if (part.message) return leavesOf(part.message);
  return part.children.length === 0 ? [part] : part.children.flatMap(leavesOf);
}

/** A MIME header for every part, a header for every message inside, and the bodies that are wanted. */
function sectionsOf(part: PlannedPart): string[] {
  return part.children.flatMap((child) => [`${child.number}.MIME`, ...bodySectionsOf(child)]);
}

function bodySectionsOf(part: PlannedPart): string[] {
  const { number, message, children, isWanted: wanted } = part;
  if (message) {
    const header = `${number}.HEADER`;
    if (message.children.length > 0) return [header, ...sectionsOf(message)];
    return message.isWanted ? [header, `${number}.TEXT`] : [header];
  }
  if (children.length > 0) return sectionsOf(part);
  return wanted ? [number] : [];
}

function below(number: string, index: number): string {
  return number === '' ? `${index}` : `${number}.${index}`;
}
