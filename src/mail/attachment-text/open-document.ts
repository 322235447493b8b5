import type { AttachmentText, Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import { collectLabels, isLabelProperty } from './labels.ts';
import {
  buildTextOrReason,
  type Findings,
  hasReadableText,
  type NotExamined,
  noTextFound,
  notExamined,
} from './outcome.ts';
import { walkXml } from './xml.ts';
import { inflateEntries, type ZipDirectory } from './zip.ts';

const paragraphs = new Set(['p', 'h']);
const margins = /^(header|footer)(-left|-first)?$/;
/** Elements inside paragraphs that are not their text: comment authors, numbers of notes, descriptions, deleted text. */
const skipped = new Set([
  ...['tracked-changes', 'note-citation', 'creator', 'date', 'date-string', 'creator-initials'],
  ...['title', 'desc', 'binary-data', 'event-listeners', 'ruby-text'],
]);

/** ODT and the other OpenDocument formats (ODF 1.3 part 3), text of objects embedded in them included. */
export function readOpenDocument(
  bytes: Uint8Array,
  directory: ZipDirectory,
  limits: Limits,
  budget: Budget,
): AttachmentText {
  const wanted = directory.entries.filter(({ name }) =>
    /^(.*\/)?content\.xml$|^(styles|meta|META-INF\/manifest)\.xml$/.test(name),
  );
  const inflated = inflateEntries(bytes, wanted, limits.attachmentBytes, budget);
  if (inflated.kind === 'not-examined') return damagedOr(inflated);
  const manifest = inflated.parts.get('META-INF/manifest.xml');
  if (manifest && isEncrypted(manifest, budget)) return notExamined('protected by a password');
  if (!inflated.parts.has('content.xml')) return notExamined('damaged OpenDocument file');

  const findings: Findings = { lines: [], headersAndFooters: [], properties: [], labels: [] };
  for (const [name, xml] of inflated.parts) {
    const outcome = addPart(name, xml, findings, budget);
    if (outcome !== 'complete') return damagedOr(outcome);
  }
  findings.labels = collectLabels(findings.properties);
  findings.properties = findings.properties.filter(([name]) => !isLabelProperty(name));
  const hidesText =
    directory.entries.some(({ name }) => /^Pictures\/./.test(name)) &&
    !hasReadableText([...findings.lines, ...findings.headersAndFooters].join(' '));
  findings.unreadPages = hidesText ? 1 : 0;
  return buildTextOrReason(findings, hidesText ? 'pictures without text' : noTextFound, limits);
}

function addPart(name: string, xml: Uint8Array, findings: Findings, budget: Budget): 'complete' | NotExamined {
  if (name === 'META-INF/manifest.xml') return 'complete';
  if (name === 'meta.xml') return readProperties(xml, findings.properties, budget);
  if (name === 'styles.xml') return readParagraphs(xml, null, findings.headersAndFooters, budget);
  return readParagraphs(xml, findings.lines, findings.headersAndFooters, budget);
}

/** Paragraphs inside page headers and footers go to `marginLines`, the others to `lines` (null: nowhere). */
function readParagraphs(
  xml: Uint8Array,
  lines: string[] | null,
  marginLines: string[],
  budget: Budget,
): 'complete' | NotExamined {
  const open: string[] = [];
  let skipDepth = 0;
  let marginDepth = 0;
  const append = (text: string) => {
    if (open.length > 0 && skipDepth === 0) open[open.length - 1] += text;
  };
  return walkXml(
    xml,
    {
      open(name, attributes) {
        if (skipDepth > 0 || skipped.has(name)) {
          skipDepth += 1;
          return;
        }
        if (margins.test(name)) marginDepth += 1;
        if (paragraphs.has(name)) open.push('');
        if (name === 'tab') append('\t');
        if (name === 'line-break') append('\n');
        // `text:s` stands for several spaces; their number is the writer's, so it is not trusted to be small.
        if (name === 's') append(' '.repeat(Math.min(Math.max(Number(attributes.get('c') ?? 1) || 1, 1), 80)));
      },
      text(text) {
        append(text.replace(/\s+/g, ' '));
      },
      close(name) {
        if (skipDepth > 0) {
          skipDepth -= 1;
          return;
        }
        if (paragraphs.has(name)) (marginDepth > 0 ? marginLines : lines)?.push(open.pop() ?? '');
        if (margins.test(name)) marginDepth -= 1;
      },
    },
    budget,
  );
}

/** meta.xml: Dublin Core elements, keywords, and `meta:user-defined`. */
function readProperties(
  xml: Uint8Array,
  properties: [name: string, value: string][],
  budget: Budget,
): 'complete' | NotExamined {
  const shown = new Set(['title', 'subject', 'description', 'keyword', 'creator', 'initial-creator', 'user-defined']);
  let property = '';
  let value = '';
  return walkXml(
    xml,
    {
      open(name, attributes) {
        property = name === 'user-defined' ? (attributes.get('name') ?? '') : name;
        value = '';
      },
      text(text) {
        value += text;
      },
      close(name) {
        if (shown.has(name)) properties.push([property, value]);
        value = '';
      },
    },
    budget,
  );
}

function isEncrypted(manifest: Uint8Array, budget: Budget): boolean {
  let encrypted = false;
  walkXml(
    manifest,
    {
      open(name) {
        if (name === 'encryption-data') encrypted = true;
      },
    },
    budget,
  );
  return encrypted;
}

function damagedOr(outcome: NotExamined): NotExamined {
  return /^damaged/.test(outcome.reason) ? notExamined('damaged OpenDocument file') : outcome;
}
