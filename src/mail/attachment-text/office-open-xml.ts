import type { AttachmentText, Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import { collectLabels, isLabelProperty, mergeLabels } from './labels.ts';
import { readOfficeLines } from './office-lines.ts';
import { type OfficePart, readOfficeParts } from './office-package.ts';
import { readCustomProperties, readLabelInfo, readSimpleProperties } from './office-properties.ts';
import {
  buildTextOrReason,
  type Findings,
  hasReadableText,
  type NotExamined,
  noTextFound,
  notExamined,
} from './outcome.ts';
import { readSheetMargins } from './sheet-margins.ts';
import type { ZipDirectory } from './zip.ts';

/** DOCX, DOCM, PPTX, and XLSX (ECMA-376): a ZIP package of XML parts. `name` is the kind as people call it. */
export function readOfficeOpenXml(
  bytes: Uint8Array,
  directory: ZipDirectory,
  name: 'Word' | 'PowerPoint' | 'Excel',
  limits: Limits,
  budget: Budget,
): AttachmentText {
  const package_ = readOfficeParts(bytes, directory, limits.attachmentBytes, budget);
  if (package_.kind === 'not-examined') return inWordsOf(name, package_);
  if (!package_.parts.some(({ role }) => role === 'body' || role === 'sheet')) {
    return notExamined(`damaged ${name} document`);
  }
  const findings: Findings = { lines: [], headersAndFooters: [], properties: [], labels: [] };
  const notes: string[] = [];
  for (const part of package_.parts) {
    const outcome = addPart(part, findings, notes, budget);
    if (outcome) return inWordsOf(name, outcome);
  }
  for (const note of notes) findings.lines.push(note);
  const names = directory.entries.map((entry) => entry.name);
  const hidesText =
    names.some((part) => /^(word|ppt|xl)\/media\//i.test(part)) &&
    !hasReadableText([...findings.lines, ...findings.headersAndFooters].join(' '));
  // Documents taken in whole ("alternative format chunks") are merged by Word when it opens them, and not here.
  findings.unreadPages = names.filter((part) => /^word\/afchunk/i.test(part)).length + (hidesText ? 1 : 0);
  return buildTextOrReason(findings, hidesText ? 'pictures without text' : noTextFound, limits);
}

/** Adds what one part holds to `findings`; notes are kept apart, because they belong after the body. */
function addPart(part: OfficePart, findings: Findings, notes: string[], budget: Budget): NotExamined | null {
  switch (part.role) {
    case 'body':
      return addLines(part, findings.lines, ['p'], budget);
    case 'note':
      // A comment in a workbook has a `text` element where Word has paragraphs.
      return addLines(part, notes, ['p', 'text'], budget);
    case 'margin':
      return addLines(part, findings.headersAndFooters, ['p'], budget);
    case 'spreadsheet-text':
      return addLines(part, findings.lines, ['si'], budget);
    case 'sheet': {
      const margins = readSheetMargins(part.xml, budget);
      if (margins.kind === 'not-examined') return margins;
      findings.headersAndFooters.push(...margins.lines);
      return addLines(part, findings.lines, ['is'], budget);
    }
    case 'labels': {
      const found = readLabelInfo(part.xml, budget);
      if (found.kind === 'not-examined') return found;
      findings.labels = mergeLabels(findings.labels, found.labels);
      return null;
    }
    default: {
      const read = part.role === 'custom-properties' ? readCustomProperties : readSimpleProperties;
      const found = read(part.xml, budget);
      if (found.kind === 'not-examined') return found;
      findings.properties.push(...found.properties.filter(([property]) => !isLabelProperty(property)));
      findings.labels = mergeLabels(findings.labels, collectLabels(found.properties));
      return null;
    }
  }
}

function addLines(part: OfficePart, target: string[], lineElements: string[], budget: Budget): NotExamined | null {
  const found = readOfficeLines(part.xml, budget, lineElements);
  if (found.kind === 'not-examined') return found;
  for (const line of found.lines) target.push(line);
  return null;
}

function inWordsOf(name: string, outcome: NotExamined): NotExamined {
  return /^damaged/.test(outcome.reason) ? notExamined(`damaged ${name} document`) : outcome;
}
