import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { labelId, pageOf, pdf, picture, picturePage, read, readText } from './documents.ts';

const sentence = 'The quotation for the roof of the pavilion is attached.';

describe('a PDF', () => {
  test('keeps its lines, so that a mark on a line of its own can be seen', async () => {
    const { text, unreadPages } = await readText('letter.pdf', pdf([pageOf('CONFIDENTIAL', 'Dear Clerk', sentence)]));
    expect(text).toBe(`CONFIDENTIAL\nDear Clerk\n${sentence}\n`);
    expect(unreadPages).toBeUndefined();
  });

  test('names the lines that stand at the top or bottom of most pages', async () => {
    const body = (number: number) => ['Roof', 'Walls', 'Floor', 'Doors'].map((part) => `${part} of building ${number}`);
    const pages = [1, 2, 3].map((page) => pageOf('PRIVATE AND CONFIDENTIAL', ...body(page * 7), `Page ${page} of 3`));
    const { headersAndFooters } = await readText('report.pdf', pdf(pages));
    expect(headersAndFooters).toContain('PRIVATE AND CONFIDENTIAL\n');
    expect(headersAndFooters).toMatch(/^Page \d of 3$/m);
    expect(headersAndFooters).not.toContain('Walls');
  });

  test('shows its properties and labels', async () => {
    const info = `/Title (Exempt report) /Keywords (part 2) /Committee (Staffing) /MSIP_Label_${labelId}_Enabled (true) /MSIP_Label_${labelId}_Name (Confidential)`;
    const bytes = pdf([pageOf(sentence)], { trailer: '/Info 8 0 R', objects: [`8 0 obj <<${info}>> endobj`] });
    const { properties, labels } = await readText('report.pdf', bytes);
    expect(properties).toBe('Title: Exempt report\nKeywords: part 2\nCommittee: Staffing\n');
    expect(labels).toEqual([{ id: labelId, name: 'Confidential', enabled: true }]);
  });

  test('shows a label that stands in its XMP metadata only', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"><pdfx:MSIP_Label_${labelId}_Name>Confidential</pdfx:MSIP_Label_${labelId}_Name></rdf:Description></rdf:RDF></x:xmpmeta>`;
    const bytes = pdf([pageOf(sentence)], {
      catalog: '/Metadata 8 0 R',
      objects: [`8 0 obj <</Type /Metadata /Subtype /XML /Length ${xmp.length}>> stream\n${xmp}\nendstream endobj`],
    });
    expect((await readText('report.pdf', bytes)).labels).toEqual([
      { id: labelId, name: 'Confidential', enabled: true },
    ]);
  });

  test('that is a scan is not examined', async () => {
    expect(await read('scan.pdf', pdf([picturePage], picture))).toEqual({
      kind: 'not-examined',
      reason: 'scanned pages without text',
    });
  });

  test('gives the few words stamped on a scan, and says that the page is unread', async () => {
    const bytes = pdf([`${picturePage} ${pageOf('CONFIDENTIAL')}`], picture);
    expect(await readText('scan.pdf', bytes)).toMatchObject({ text: 'CONFIDENTIAL\n', unreadPages: 1 });
  });

  test('that is scanned in part gives its text and counts the pages that it could not read', async () => {
    const bytes = pdf([pageOf(sentence), picturePage, '', picturePage], picture);
    expect(await readText('mixed.pdf', bytes)).toMatchObject({ text: `${sentence}\n`, unreadPages: 2 });
  });

  test('with writing turned into curves has no text', async () => {
    const curves = '10 10 m 20 20 30 30 40 10 c S '.repeat(300);
    expect(await read('curves.pdf', pdf([curves]))).toEqual({
      kind: 'not-examined',
      reason: 'scanned pages without text',
    });
  });

  test('with a file inside names it and does not pass for read', async () => {
    const bytes = pdf([pageOf(sentence)], {
      catalog: '/Names <</EmbeddedFiles <</Names [(minutes.docx) 7 0 R]>>>>',
      objects: [
        '7 0 obj <</Type /Filespec /F (minutes.docx) /EF <</F 8 0 R>>>> endobj',
        '8 0 obj <</Type /EmbeddedFile /Length 2>> stream\nPK\nendstream endobj',
      ],
    });
    expect(await readText('pack.pdf', bytes)).toMatchObject({
      properties: 'Attached file: minutes.docx\n',
      unreadPages: 1,
    });
  });

  test('that needs a password is not examined', async () => {
    const key = `<${'ab'.repeat(32)}>`;
    const bytes = pdf([pageOf(sentence)], {
      trailer: '/Encrypt 8 0 R /ID [<01> <01>]',
      objects: [`8 0 obj <</Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4>> endobj`],
    });
    expect(await read('secret.pdf', bytes)).toEqual({ kind: 'not-examined', reason: 'protected by a password' });
  });

  test('that is cut off or is not a PDF at all is damaged', async () => {
    const damaged = { kind: 'not-examined', reason: 'damaged PDF' };
    expect(await read('cut.pdf', pdf([pageOf(sentence)]).slice(0, 60))).toEqual(damaged);
    expect(await read('cut.pdf', Uint8Array.of(1, 2, 3, 0, 5))).toEqual(damaged);
  });

  test('that would inflate to a gigabyte is refused before it does', async () => {
    const bomb = deflateSync(Buffer.alloc(200_000_000, 0x20)).toString('latin1');
    const bytes = pdf([''], {
      objects: [`9 0 obj <</Filter /FlateDecode /Length ${bomb.length}>> stream\n${bomb}\nendstream endobj`],
    });
    expect(await read('bomb.pdf', bytes)).toEqual({ kind: 'not-examined', reason: 'too large once decompressed' });
  });

  test('made to keep the reader busy is given up in time, and leaves the thread as it was', async () => {
    const busy = deflateSync(Buffer.from('q Q '.repeat(9_000_000))).toString('latin1');
    const bytes = pdf([pageOf(sentence)], {
      objects: [`101 0 obj <</Filter /FlateDecode /Length ${busy.length}>> stream\n${busy}\nendstream endobj`],
    });
    const before = process.threadCpuUsage();
    const result = await read('busy.pdf', bytes);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(4_500);
    expect(result.kind).toBe('not-examined');
    expect(new DecompressionStream('deflate')).toBeDefined();
  });
});
