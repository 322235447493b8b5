import { describe, expect, test } from 'vitest';
import { compoundFile, labelId, odt, read, readText, zip } from './documents.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));

describe('an OpenDocument text', () => {
  test('gives paragraphs, spaces, notes and comments, and leaves deleted text out', async () => {
    const deleted = '<text:tracked-changes><text:p>struck out</text:p></text:tracked-changes>';
    const comment =
      '<office:annotation><dc:creator>A. Clerk</dc:creator><text:p>A comment</text:p></office:annotation>';
    const body = `${deleted}<text:h>CONFIDENTIAL</text:h><text:p>Lot<text:s text:c="3"/>1<text:tab/>${comment}sold</text:p>`;
    expect((await readText('letter.odt', odt(body))).text).toBe('CONFIDENTIAL\nA comment\nLot   1\tsold\n');
  });

  test('shows a mark in a page header, properties, and a label', async () => {
    const bytes = odt('<text:p>A letter</text:p>', {
      'styles.xml':
        '<o><style:master-page><style:header><text:p>NOT FOR PUBLICATION</text:p></style:header></style:master-page></o>',
      'meta.xml': `<o><dc:title>Report</dc:title><meta:user-defined meta:name="Class">Private</meta:user-defined><meta:user-defined meta:name="MSIP_Label_${labelId}_Name">Secret</meta:user-defined></o>`,
    });
    expect(await readText('letter.odt', bytes)).toMatchObject({
      text: 'A letter\n',
      headersAndFooters: 'NOT FOR PUBLICATION\n',
      properties: 'title: Report\nClass: Private\n',
      labels: [{ id: labelId, name: 'Secret', enabled: true }],
    });
  });

  test('that is encrypted is not examined', async () => {
    const bytes = odt('', {
      'META-INF/manifest.xml': '<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>',
      'content.xml': 'not XML at all',
    });
    expect(await read('letter.odt', bytes)).toEqual({ kind: 'not-examined', reason: 'protected by a password' });
  });
});

describe('a Rich Text document', () => {
  const rtf = (body: string) =>
    latin1(`{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}${body}}`);

  test.each([
    ['paragraphs', 'One\\par Two\\line Three', 'One\nTwo\nThree\n'],
    ['code pages', "caf\\'e9 {\\f1 \\'cf\\'ee} \\'e9", 'café По é\n'],
    ['Unicode with its fallback', "\\uc1 10\\u8364 ? or \\u-3913\\'3f", '10€ or \uf0b7\n'],
    ['fields by their result', '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt the link}}', 'the link\n'],
    ['what braces and backslashes escape', 'a\\{b\\}c\\\\d', 'a{b}c\\d\n'],
    ['nothing of unknown destinations', 'a{\\*\\unheard of}{\\stylesheet Normal;}b', 'ab\n'],
    ['a footnote on a line of its own', 'Text{\\footnote A note} goes on', 'Text\nA note\n goes on\n'],
  ])('gives %s', async (_, body, text) => {
    expect((await readText('letter.rtf', rtf(body))).text).toBe(text);
  });

  test('shows page headers, the watermark, and properties', async () => {
    const info =
      '{\\info{\\title Exempt report}{\\author A. Clerk}}{\\*\\userprops{\\propname Class}\\proptype30{\\staticval Private}}';
    const watermark = '{\\headerr IN CONFIDENCE\\par{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv SECRET}}}}}';
    expect(await readText('letter.rtf', rtf(`${info}${watermark}Body`))).toMatchObject({
      text: 'Body\n',
      headersAndFooters: 'IN CONFIDENCE\nSECRET\n',
      properties: 'title: Exempt report\nauthor: A. Clerk\nClass: Private\n',
    });
  });

  test('that is cut off is damaged, and one that is a picture has no text', async () => {
    expect(await read('a.rtf', rtf('Body').slice(0, -1))).toMatchObject({ reason: 'damaged RTF document' });
    expect(await read('a.rtf', rtf('{\\pict\\jpegblip ffd8ffe0}'))).toMatchObject({ reason: 'pictures without text' });
  });
});

describe('plain text and HTML', () => {
  test.each([
    ['UTF-8', utf8('Café £5')],
    ['Windows-1252', latin1('Caf\u00e9 \u00a35')],
    ['UTF-8 with a byte order mark', utf8('\ufeffCafé £5')],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeffCafé £5', 'utf16le'))],
  ])('is read as %s', async (_, bytes) => {
    expect((await readText('note.txt', bytes, 'text/plain')).text).toBe('Café £5\n');
  });

  test('HTML gives a block a line, its title, and nothing of scripts', async () => {
    const html =
      '<!DOCTYPE html><html><head><title>Exempt</title><style>p{}</style></head><body><p>CONFIDENTIAL<p>Dear &amp; <b>kind</b><br>Clerk<script>x</script></body></html>';
    expect(await readText('page.html', utf8(html))).toMatchObject({
      text: 'CONFIDENTIAL\nDear & kind\nClerk\n',
      properties: 'title: Exempt\n',
    });
  });
});

describe('an Outlook message', () => {
  const sensitive = Buffer.alloc(48);
  sensitive.writeUInt32LE(0x00360003, 32);
  sensitive.writeUInt32LE(3, 40);

  test('gives sender, recipients, subject, sensitivity, body and the names of its attachments', async () => {
    const bytes = compoundFile({
      '__properties_version1.0': new Uint8Array(sensitive),
      '__substg1.0_0037001F': 'Staffing',
      '__substg1.0_0C1A001F': 'Jo Bloggs',
      '__substg1.0_5D01001F': 'jo@example.org',
      '__substg1.0_0E04001F': 'The Clerk',
      '__substg1.0_1000001F': 'Dear Clerk\r\nPlease read.',
      '__attach_version1.0_#00000000': { '__substg1.0_3707001F': 'exempt report.pdf' },
      '__recip_version1.0_#00000000': { '__substg1.0_39FE001F': 'clerk@example.org' },
    });
    const { text, properties } = await readText('mail.msg', bytes);
    expect(text).toBe(
      'From: Jo Bloggs jo@example.org\nTo: The Clerk\nSubject: Staffing\nRecipient: clerk@example.org\n' +
        'Attached file: exempt report.pdf\n\nDear Clerk\nPlease read.\n\n\n',
    );
    expect(properties).toBe('Subject: Staffing\nSensitivity: Company-Confidential\n');
  });

  test('gives a long body, and labels of its transport headers', async () => {
    const bytes = compoundFile({
      '__properties_version1.0': new Uint8Array(32),
      '__substg1.0_007D001F': `msip_labels: MSIP_Label_${labelId}_Enabled=true;\r\n MSIP_Label_${labelId}_Name=Secret;`,
      '__substg1.0_1000001F': 'A long line of text. '.repeat(500),
    });
    const { text, labels } = await readText('mail.msg', bytes);
    expect(text.length).toBeGreaterThan(10_000);
    expect(labels).toEqual([{ id: labelId, name: 'Secret', enabled: true }]);
  });

  test.each([
    ['EncryptedPackage', 'protected by a password'],
    ['WordDocument', 'legacy Word format (.doc)'],
    ['Workbook', 'legacy Excel format (.xls)'],
    ['PowerPoint Document', 'legacy PowerPoint format (.ppt)'],
  ])('is told from a compound file with %s', async (name, reason) => {
    expect(await read('a.docx', compoundFile({ [name]: 'x' }))).toEqual({ kind: 'not-examined', reason });
  });

  test('whose sectors run in a circle is damaged', async () => {
    const bytes = compoundFile({ '__properties_version1.0': 'x'.repeat(5_000) });
    const table = (Buffer.from(bytes).readUInt32LE(76) + 1) * 512;
    for (let sector = 0; sector < 128; sector += 1) new DataView(bytes.buffer).setUint32(table + sector * 4, 0, true);
    expect(await read('mail.msg', bytes)).toEqual({ kind: 'not-examined', reason: 'damaged document' });
  });
});

describe('presentations and workbooks', () => {
  test('give slide text in order of the slides', async () => {
    const slide = (text: string) => `<p:sld><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
    const bytes = zip({
      '[Content_Types].xml': '<Types/>',
      'ppt/slides/slide10.xml': slide('Last'),
      'ppt/slides/slide2.xml': slide('First'),
    });
    expect((await readText('talk.pptx', bytes)).text).toBe('First\nLast\n');
  });

  test('give the words of cells and the printed header', async () => {
    const bytes = zip({
      '[Content_Types].xml': '<Types/>',
      'xl/sharedStrings.xml': '<sst><si><t>Salary</t></si><si><r><t>of the </t></r><r><t>Clerk</t></r></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12CONFIDENTIAL&amp;RPage &amp;P</oddHeader></headerFooter></worksheet>',
    });
    expect(await readText('pay.xlsx', bytes)).toMatchObject({
      text: 'Salary\nof the Clerk\n',
      headersAndFooters: 'CONFIDENTIAL\nPage\n',
    });
  });
});
