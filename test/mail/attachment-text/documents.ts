/** Small documents, built by hand, so that a test shows every byte that matters. */
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import { strToU8, zipSync } from 'fflate';
import { readAttachmentText } from '../../../src/mail/attachment-text/read-attachment.ts';
import { defaultLimits } from '../../../src/mail/message.ts';

export const labelId = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

export async function read(fileName: string, bytes: Uint8Array, contentType = 'application/octet-stream') {
  return await readAttachmentText({ fileName, contentType, bytes }, defaultLimits);
}

/** The same, for documents that must have text. */
export async function readText(fileName: string, bytes: Uint8Array, contentType?: string) {
  const result = await read(fileName, bytes, contentType);
  if (result.kind !== 'text') throw new Error(`expected text, found ${JSON.stringify(result)}`);
  return result;
}

export function zip(parts: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}

export function paragraph(text: string): string {
  return `<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
}

export function docx(body: string, parts: Record<string, string | Uint8Array> = {}): Uint8Array {
  return zip({
    '[Content_Types].xml': '<Types xmlns="t"><Default Extension="xml" ContentType="application/xml"/></Types>',
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    ...parts,
  });
}

export function odt(body: string, parts: Record<string, string> = {}): Uint8Array {
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...parts,
  });
}

export type PdfOptions = { resources?: string; catalog?: string; trailer?: string; objects?: string[] };

/** A PDF with one page for each content stream. Offsets are left out: readers rebuild them. */
export function pdf(pages: string[], { resources = '', catalog = '', trailer = '', objects = [] }: PdfOptions = {}) {
  const kids = pages.map((_, index) => `${100 + index * 2} 0 R`).join(' ');
  const parts = [
    '%PDF-1.4',
    `1 0 obj <</Type /Catalog /Pages 2 0 R ${catalog}>> endobj`,
    `2 0 obj <</Type /Pages /Kids [${kids}] /Count ${pages.length}>> endobj`,
    '3 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj',
    ...pages.flatMap((content, index) => [
      `${100 + index * 2} 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]`,
      `/Resources <</Font <</F1 3 0 R>> ${resources}>> /Contents ${101 + index * 2} 0 R>> endobj`,
      `${101 + index * 2} 0 obj <</Length ${content.length}>> stream\n${content}\nendstream endobj`,
    ]),
    ...objects,
    `trailer <</Root 1 0 R ${trailer}>>`,
    '%%EOF',
  ];
  return new Uint8Array(Buffer.from(parts.join('\n'), 'latin1'));
}

/** A page's content stream with one line of text below the other. */
export function pageOf(...lines: string[]): string {
  return `BT /F1 12 Tf 72 800 Td 0 -20 TD ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
}

/** A content stream and the object of a page that is nothing but a picture. */
export const picturePage = 'q 595 0 0 842 0 0 cm /Im1 Do Q';
export const picture = {
  resources: '/XObject <</Im1 9 0 R>>',
  objects: [
    '9 0 obj <</Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 2>> stream\nab\nendstream endobj',
  ],
};

type CompoundTree = { [name: string]: string | Uint8Array | CompoundTree };

/** A compound file; strings become UTF-16 streams. */
export function compoundFile(tree: CompoundTree): Uint8Array {
  type Entry = Parameters<typeof burn>[0][number];
  const root: Entry = { name: 'Root Entry', type: 5, length: 0, children: [] };
  const entries = [root];
  const add = (parent: Entry, children: CompoundTree) => {
    for (const [name, content] of Object.entries(children)) {
      const isStream = typeof content === 'string' || content instanceof Uint8Array;
      const bytes = typeof content === 'string' ? new Uint8Array(Buffer.from(content, 'utf16le')) : content;
      const entry: Entry =
        isStream && bytes instanceof Uint8Array
          ? { name, type: 2, length: bytes.length, binaryProvider: () => bytes }
          : { name, type: 1, length: 0, children: [] };
      parent.children?.push(entries.push(entry) - 1);
      if (!isStream) add(entry, content);
    }
  };
  add(root, tree);
  return new Uint8Array(burn(entries));
}
