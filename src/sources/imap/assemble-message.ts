/** Puts a message together from the sections that were fetched: every part with its own header in its place, and bodies where they are needed. */

import { fieldValue, parseParameters, readHeaderSection } from '../../mail/header-fields.ts';
import type { Limits, Message, Part } from '../../mail/message.ts';
import { readMessageNow } from '../../mail/read-message.ts';
import type { PlannedPart } from './section-plan.ts';

/** Bytes of a section by its name, such as `1.MIME`. */
export type Sections = ReadonlyMap<string, Uint8Array>;

const lineEnd = Buffer.from('\r\n');
const noBody = Buffer.alloc(0);

/**
 * Null where the result would not read as the message itself does: a section did not come, a boundary cannot be told, or the server sees
 * other parts than we do. The whole message has to be fetched then.
 */
export function assembleMessage(
  header: Uint8Array,
  root: PlannedPart,
  sections: Sections,
  limits: Limits,
): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  if (!writeEntity(pieces, header, root, sections)) return null;
  const bytes = Buffer.concat(pieces);
  const message = readMessageNow(bytes, limits, 0);
  return 'kind' in message || !isAsPlanned(message, root) ? null : bytes;
}

/** A header section, and what goes with it. False where that cannot be done. */
function writeEntity(pieces: Uint8Array[], header: Uint8Array, part: PlannedPart, sections: Sections): boolean {
  if (part.children.length > 0) {
    pieces.push(withEmptyLine(header));
    return writeChildren(pieces, boundaryIn(header), part.children, sections);
  }
  if (part.message) {
    pieces.push(withEmptyLine(header));
    return writeMessage(pieces, part, part.message, sections);
  }
  return writeLeaf(pieces, header, part.isWanted ? sections.get(part.number) : noBody);
}

function writeMessage(pieces: Uint8Array[], wrapper: PlannedPart, root: PlannedPart, sections: Sections): boolean {
  const header = sections.get(`${wrapper.number}.HEADER`);
  if (!header) return false;
  if (root.children.length > 0) return writeEntity(pieces, header, root, sections);
  return writeLeaf(pieces, header, root.isWanted ? sections.get(`${wrapper.number}.TEXT`) : noBody);
}

/** What has neither body nor empty line, as text that calls itself a message, stays so. */
function writeLeaf(pieces: Uint8Array[], header: Uint8Array, body: Uint8Array | undefined): boolean {
  if (!body) return false;
  pieces.push(body.length > 0 ? withEmptyLine(header) : header, body);
  return true;
}

function writeChildren(
  pieces: Uint8Array[],
  boundary: string,
  children: readonly PlannedPart[],
  sections: Sections,
): boolean {
  if (boundary === '') return false;
  for (const child of children) {
    const header = sections.get(`${child.number}.MIME`);
    if (!header) return false;
    pieces.push(Buffer.from(`--${boundary}\r\n`));
    if (!writeEntity(pieces, header, child, sections)) return false;
    pieces.push(lineEnd);
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return true;
}

/** Servers differ in whether the empty line belongs to the header; without any field it is all there is. */
function withEmptyLine(section: Uint8Array): Buffer {
  const header = Buffer.from(section);
  if (header.length === 0 || header.equals(lineEnd)) return lineEnd;
  if (header.subarray(-4).equals(Buffer.from('\r\n\r\n')) || header.subarray(-2).equals(Buffer.from('\n\n')))
    return header;
  return Buffer.concat(header.subarray(-1)[0] === 10 ? [header, lineEnd] : [header, lineEnd, lineEnd]);
}

function boundaryIn(section: Uint8Array): string {
  const header = Buffer.from(section);
  const { fields } = readHeaderSection(header, 0, header.length);
  return parseParameters(fieldValue(fields, 'content-type')).parameters.boundary?.trimEnd() ?? '';
}

/** Part by part, by number and type, and in the same way for the messages inside. */
function isAsPlanned(message: Message, root: PlannedPart): boolean {
  const inner = messagesIn(root);
  const planned = partsIn(root);
  const read = readParts(message.root);
  return (
    planned.length === read.length &&
    planned.every((part, index) => part === read[index]) &&
    inner.every((each, index) => {
      const attached = message.attachedMessages[index];
      return attached !== undefined && isAsPlanned(attached, each);
    })
  );
}

function partsIn(part: PlannedPart, number = ''): string[] {
  const below = part.children.flatMap((child, index) =>
    partsIn(child, number === '' ? `${index + 1}` : `${number}.${index + 1}`),
  );
  return [`${number} ${part.contentType}`, ...below];
}

function readParts({ number, contentType, children }: Part): string[] {
  return [`${number} ${contentType}`, ...children.flatMap(readParts)];
}

function messagesIn(part: PlannedPart): PlannedPart[] {
  return part.message ? [part.message] : part.children.flatMap(messagesIn);
}
