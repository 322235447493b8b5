import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAttachmentText } from '../../../src/mail/attachment-text/read-attachment.ts';
import { defaultLimits } from '../../../src/mail/message.ts';
import {
  compoundFile,
  docx,
  odt,
  pageOf,
  paragraph,
  pdf,
  picture,
  picturePage,
  read,
  readText,
  zip,
} from './documents.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const notExamined = (reason: string) => ({ kind: 'not-examined', reason });

describe('what a document is', () => {
  test('is decided by its bytes, not by its name', async () => {
    expect((await readText('letter.pdf', docx(paragraph('I am Word')))).text).toBe('I am Word\n');
    expect((await readText('letter.docx', pdf([pageOf('I am PDF')]), 'text/plain')).text).toBe('I am PDF\n');
    expect((await readText('letter.doc', bytesOf('{\\rtf1 I am RTF}'))).text).toBe('I am RTF\n');
    expect((await readText('letter.doc', bytesOf('<html><body>I am HTML</body></html>'))).text).toBe('I am HTML\n');
    expect((await readText('noname', bytesOf('I am text'))).text).toBe('I am text\n');
  });

  test('can be a message', async () => {
    const message = bytesOf('From: jo@example.org\r\nTo: clerk@example.org\r\nSubject: Roof\r\n\r\nHello\r\n');
    const result = await read('mail.eml', message);
    expect(result).toMatchObject({ kind: 'message', message: { envelope: { subject: 'Roof' } } });
  });

  test.each([
    ['empty', '', '', 'empty file'],
    ['a photograph', 'photo.jpg', '\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF', 'an image'],
    ['a voice note', 'voice.mp3', 'ID3\u0003\0\0\0', 'a sound recording'],
    ['a video', 'clip.mp4', '\0\0\0\u0018ftypmp42\0\0', 'a video'],
    ['a 7-Zip archive', 'papers.7z', '7z\u00bc\u00af\u0027\u001c\0\u0004', 'an archive, not opened'],
    ['winmail.dat', 'winmail.dat', 'x\u009f>"\u0001\0\0', 'an Outlook package (winmail.dat)'],
    ['a PGP message', 'a.asc', '-----BEGIN PGP MESSAGE-----\n', 'encrypted'],
    ['rubbish', 'a.bin', '\u0001\u0002\0\u0003', 'unknown format'],
    ['rubbish named Word', 'a.docx', '\u0001\u0002\0\u0003', 'damaged Word document'],
  ])('%s is not examined', async (_, fileName, content, reason) => {
    expect(await read(fileName, bytesOf(content))).toEqual(notExamined(reason));
  });

  test('a ZIP archive of documents is not opened', async () => {
    expect(await read('papers.zip', zip({ 'a.txt': 'x' }))).toEqual(notExamined('an archive (zip), not opened'));
  });
});

describe('hostile documents', () => {
  test('a part that inflates beyond the limit is refused', async () => {
    const bytes = docx(paragraph('x'), { 'word/header1.xml': new Uint8Array(defaultLimits.attachmentBytes + 1) });
    expect(await read('bomb.docx', bytes)).toEqual(notExamined('too large once decompressed'));
  });

  test('a part that lies about its size is refused too', async () => {
    const bytes = docx(paragraph('x'), { 'word/header1.xml': new Uint8Array(defaultLimits.attachmentBytes + 1) });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    // In the central directory the real size stands 24 bytes after the signature.
    for (let offset = 0; offset + 46 < bytes.length; offset += 1) {
      if (view.getUint32(offset, true) === 0x02014b50) view.setUint32(offset + 24, 10, true);
    }
    expect((await read('bomb.docx', bytes)).kind).toBe('not-examined');
  });

  test('more than a thousand parts are refused', async () => {
    const parts = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`word/part${index}.xml`, '']));
    expect(await read('many.docx', docx('', parts))).toEqual(notExamined('too many parts in the archive'));
  });

  test('XML nested without end is refused', async () => {
    expect(await read('deep.docx', docx('<w:p>'.repeat(100_000)))).toEqual(notExamined('nested too deeply'));
  });

  test('a document larger than the limit is not looked at', async () => {
    const limits = { ...defaultLimits, attachmentBytes: 10 };
    const document = { fileName: 'a.txt', contentType: 'text/plain', bytes: bytesOf('eleven bytes') };
    expect(await readAttachmentText(document, limits)).toEqual(notExamined('too large'));
  });

  test('text is cut at the limit, and says so', async () => {
    const limits = { ...defaultLimits, textLength: 5 };
    const document = { fileName: 'a.txt', contentType: 'text/plain', bytes: bytesOf('eleven bytes') };
    expect(await readAttachmentText(document, limits)).toMatchObject({ text: 'eleve', unreadPages: 1 });
  });

  test('entities are not expanded', async () => {
    const xml =
      '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><w:document><w:p><w:t>&b;</w:t></w:p></w:document>';
    expect((await readText('a.docx', docx('', { 'word/document.xml': xml }))).text).toBe('&b;\n');
  });
});

describe('damaged documents', () => {
  const documents: [string, Uint8Array][] = [
    ['a.docx', docx(paragraph('A letter to the Clerk'), { 'docProps/core.xml': '<c><title>T</title></c>' })],
    ['a.odt', odt('<text:p>A letter to the Clerk</text:p>', { 'styles.xml': '<s/>' })],
    ['a.pdf', pdf([pageOf('A letter to the Clerk'), picturePage], picture)],
    ['a.rtf', bytesOf("{\\rtf1\\ansi A letter {\\b to} the Clerk\\par caf\\'e9 \\u8364 ?}")],
    ['a.msg', compoundFile({ '__properties_version1.0': 'x', '__substg1.0_1000001F': 'A letter to the Clerk' })],
    ['a.html', bytesOf('<html><body><p>A letter to the Clerk</p></body></html>')],
    ['a.eml', bytesOf('From: a@example.org\r\nSubject: x\r\n\r\nA letter to the Clerk\r\n')],
  ];

  test.each(documents.slice(0, 2))('%s cut off anywhere is not examined', async (fileName, bytes) => {
    for (let length = 5; length < bytes.length; length += 37) {
      expect(await read(fileName, bytes.slice(0, length)), `${length} bytes`).toMatchObject({ kind: 'not-examined' });
    }
  });

  test.each(documents)('%s with any bytes changed never throws', async (fileName, bytes) => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.integer({ min: 0, max: 255 }) });
    const changes = fc.array(change, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(bytes.length), async (list, length) => {
        const changed = bytes.slice(0, list.length % 3 === 0 ? length : bytes.length);
        for (const { at, to } of list) if (at < changed.length) changed[at] = to;
        expect(['text', 'message', 'not-examined']).toContain((await read(fileName, changed)).kind);
      }),
      { numRuns: 60 },
    );
  });

  test('random bytes after any beginning never throw', async () => {
    const beginning = fc.constantFrom(
      '%PDF-1.7\n',
      'PK\u0003\u0004',
      '{\\rtf1',
      '<html>',
      '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1',
      '',
    );
    const name = fc.constantFrom('a.pdf', 'a.docx', 'a.msg', 'a.eml', 'a');
    await fc.assert(
      fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 700 }), name, async (start, rest, fileName) => {
        const bytes = new Uint8Array(Buffer.concat([bytesOf(start), rest]));
        expect(['text', 'message', 'not-examined']).toContain((await read(fileName, bytes)).kind);
      }),
      { numRuns: 200 },
    );
  });
});
