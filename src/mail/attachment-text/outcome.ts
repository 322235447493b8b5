import type { AttachmentText, Limits, SensitivityLabel } from '../message.ts';

/** Why a document was not examined. The words are shown to people, so they carry nothing of the document itself. */
export type NotExamined = Extract<AttachmentText, { kind: 'not-examined' }>;

/** What a reader found, before it is cut to the limits. */
export type Findings = {
  lines: string[];
  headersAndFooters: string[];
  properties: [name: string, value: string][];
  labels: SensitivityLabel[];
  unreadPages?: number;
};

/** A page or document with fewer letters and digits than this, and a picture, is taken for a scan with a stamp on it. */
export const fewestReadableLetters = 25;

export function notExamined(reason: string): NotExamined {
  return { kind: 'not-examined', reason };
}

export const tookTooLong = notExamined('took too long to read');

/** Letters and digits in `text`, counted no further than `fewestReadableLetters`. */
export function hasReadableText(text: string): boolean {
  let count = 0;
  for (const _ of text.matchAll(/[\p{L}\p{N}]/gu)) {
    count += 1;
    if (count >= fewestReadableLetters) return true;
  }
  return false;
}

/**
 * The findings of a document whose text is, or may be, in its pictures. Where not a word or label was found there is
 * nothing to look at; where there is a stamp or a page header, that counts, and `unreadPages` says that more is hidden.
 */
export function buildTextOrReason(findings: Findings, reason: string, limits: Limits): AttachmentText {
  const words = [...findings.lines, ...findings.headersAndFooters].some((line) => /[\p{L}\p{N}]/u.test(line));
  return words || findings.labels.length > 0 ? buildText(findings, limits) : notExamined(reason);
}

/** What a document without a single word is reported as: pages of curves, undecodable fonts, or really blank. */
export const noTextFound = 'no text found';

/** Cuts the findings to the limits and leaves out what is empty or said twice. */
export function buildText(findings: Findings, limits: Limits): AttachmentText {
  const properties = findings.properties
    .map(([name, value]) => [name, value.replace(/\s+/g, ' ').trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  const marginLines = findings.headersAndFooters.map((line) => line.trim()).filter((line) => line !== '');
  return {
    kind: 'text',
    text: joinLines(findings.lines, limits),
    headersAndFooters: joinLines([...new Set(marginLines)], limits),
    properties: joinLines([...new Set(properties)], limits),
    labels: findings.labels,
    ...(findings.unreadPages ? { unreadPages: findings.unreadPages } : {}),
  };
}

function joinLines(lines: string[], limits: Limits): string {
  if (lines.length === 0) return '';
  // XML forbids a null character and PDF fonts produce them for unmapped glyphs; PostgreSQL cannot store one.
  return `${lines.join('\n')}\n`.slice(0, limits.textLength).replaceAll('\0', '');
}
