import type { Budget } from './budget.ts';
import type { NotExamined } from './outcome.ts';
import { walkXml } from './xml.ts';
import { inflateEntries, type ZipDirectory, type ZipEntry } from './zip.ts';

/** What a part of an Office Open XML package (ECMA-376 part 2) holds, as far as a reader of text cares. */
export type PartRole =
  | 'body'
  | 'note'
  | 'margin'
  | 'core-properties'
  | 'custom-properties'
  | 'labels'
  | 'spreadsheet-text'
  | 'sheet';

/** By content type, because writers are free in naming parts: Microsoft 365 saves `word/document2.xml`. */
const rolesByContentType: [RegExp, PartRole][] = [
  [/\.(document|template)(\.macroEnabled\w*)?\.main\+xml$/, 'body'],
  [/\.presentationml\.slide\+xml$/, 'body'],
  [/\.(footnotes|endnotes|comments|diagramData|notesSlide)\+xml$/, 'note'],
  [/\.wordprocessingml\.(header|footer)\+xml$/, 'margin'],
  [/\.presentationml\.slide(Master|Layout)\+xml$/, 'margin'],
  [/\.sharedStrings\+xml$/, 'spreadsheet-text'],
  [/\.spreadsheetml\.worksheet\+xml$/, 'sheet'],
  [/(core|extended)-properties\+xml$/, 'core-properties'],
  [/custom-properties\+xml$/, 'custom-properties'],
  [/classificationlabels\+xml$/, 'labels'],
];

/** By name, for packages whose content types are incomplete: what Word would open must not escape the reader. */
const rolesByName: [RegExp, PartRole][] = [
  [/^word\/document\d*\.xml$/i, 'body'],
  [/^ppt\/slides\/slide\d+\.xml$/i, 'body'],
  [/^word\/(footnotes|endnotes|comments)\d*\.xml$/i, 'note'],
  [/^word\/(header|footer)\d*\.xml$/i, 'margin'],
  [/^xl\/sharedStrings\.xml$/i, 'spreadsheet-text'],
  [/^xl\/worksheets\/[^/]+\.xml$/i, 'sheet'],
  [/^docProps\/(core|app)\.xml$/i, 'core-properties'],
  [/^docProps\/custom\.xml$/i, 'custom-properties'],
  [/^docMetadata\/LabelInfo\.xml$/i, 'labels'],
];

export type OfficePart = { role: PartRole; name: string; xml: Uint8Array };
export type OfficeParts = { kind: 'parts'; parts: OfficePart[] };

const contentTypesName = '[Content_Types].xml';

/** The parts of the package that carry text or properties, in the order of their names. */
export function readOfficeParts(
  bytes: Uint8Array,
  directory: ZipDirectory,
  maximumBytes: number,
  budget: Budget,
): OfficeParts | NotExamined {
  const contentTypes = readContentTypes(bytes, directory, maximumBytes, budget);
  if (!(contentTypes instanceof Map)) return contentTypes;
  const wanted = new Map<string, { entry: ZipEntry; role: PartRole }>();
  for (const entry of directory.entries) {
    const role = roleOf(entry.name, contentTypes.get(`/${entry.name}`.toLowerCase()) ?? '');
    if (role) wanted.set(entry.name, { entry, role });
  }
  const ordered = [...wanted.values()].sort((one, other) => byName(one.entry.name, other.entry.name));
  const entries = ordered.map(({ entry }) => entry);
  const inflated = inflateEntries(bytes, entries, maximumBytes, budget);
  if (inflated.kind === 'not-examined') return inflated;
  const parts = ordered.map(({ entry, role }) => {
    return { role, name: entry.name, xml: inflated.parts.get(entry.name) ?? new Uint8Array() };
  });
  return { kind: 'parts', parts };
}

function roleOf(name: string, contentType: string): PartRole | null {
  for (const [pattern, role] of rolesByContentType) if (pattern.test(contentType)) return role;
  for (const [pattern, role] of rolesByName) if (pattern.test(name)) return role;
  return null;
}

/** `slide10` comes after `slide2`. */
function byName(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** Content types of single parts by lower-case part name with a leading slash. */
function readContentTypes(
  bytes: Uint8Array,
  directory: ZipDirectory,
  maximumBytes: number,
  budget: Budget,
): Map<string, string> | NotExamined {
  const contentTypes = new Map<string, string>();
  const entry = directory.entries.find(({ name }) => name === contentTypesName);
  if (!entry) return contentTypes;
  const inflated = inflateEntries(bytes, [entry], maximumBytes, budget);
  if (inflated.kind === 'not-examined') return inflated;
  const outcome = walkXml(
    inflated.parts.get(contentTypesName) ?? new Uint8Array(),
    {
      open(name, attributes) {
        if (name !== 'Override') return;
        contentTypes.set((attributes.get('PartName') ?? '').toLowerCase(), attributes.get('ContentType') ?? '');
      },
    },
    budget,
  );
  return outcome === 'complete' ? contentTypes : outcome;
}
