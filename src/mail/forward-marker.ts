import { ruleMark } from './html-text.ts';

/** `----- Original Message -----` and its kin, English and Welsh. */
const dashedMarker =
  /^[\s*_\ufeff]{0,8}[-_=]{2,40}[ \t>]{0,4}(?:begin |start of |inline )?(?:(?:forwarded|original) (?:message|e-?mail|mail|appointment|meeting|post|by)|(?:y )?neges (?:wreiddiol|a anfonwyd|wedi'i hanfon|ymlaen))[^\n]{0,200}?[-_=]{2,40}[\s*_]{0,8}:?$/iu;
const spokenMarker =
  /^[\s*_\ufeff]{0,8}(?:begin(?:ning of)? forwarded (?:message|e-?mail)|start of forwarded (?:message|e-?mail)|forwarded (?:message|e-?mail)|dechrau(?:'r)? neges a anfonwyd ymlaen)[\s*_]{0,4}:[\s*_]{0,4}$/i;
const rule = /^[\s*]{0,8}(?:[-_=*~#–—][ \t]?){4,400}\s*$/;

/** A line by which a client says that a forwarded or original message follows. */
export function isForwardMarker(line: string): boolean {
  if (line.length > 320) return false;
  return dashedMarker.test(line) || spokenMarker.test(line);
}

const endMarker = /^[\s*_]{0,8}-{2,40} ?end (?:of )?(?:the )?forwarded (?:message|e-?mail) ?-{2,40}\s*$/i;

/** The line by which some clients say that the forwarded message is over. */
export function isEndMarker(line: string): boolean {
  return line.length < 120 && endMarker.test(line);
}

/** A spoken marker ("Forwarded message:") occurs in prose and needs the header block after it. */
export function needsHeaderBlock(line: string): boolean {
  return !dashedMarker.test(line);
}

/** A line of nothing but dashes, underscores or stars: by itself it says nothing. */
export function isRule(line: string): boolean {
  if (line === ruleMark) return true;
  return line.length <= 400 && rule.test(line);
}
