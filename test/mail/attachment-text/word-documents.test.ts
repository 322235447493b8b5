import { describe, expect, test } from 'vitest';
import { docx, labelId, paragraph, read, readText } from './documents.ts';

const header = (content: string) => `<w:hdr xmlns:w="w" xmlns:v="v">${content}</w:hdr>`;
const properties = (...pairs: [string, string][]) =>
  `<Properties>${pairs.map(([name, value]) => `<property name="${name}"><vt:lpwstr>${value}</vt:lpwstr></property>`).join('')}</Properties>`;

describe('a Word document', () => {
  test('gives its paragraphs, tables cell by cell, and line breaks', async () => {
    const table = `<w:tbl><w:tr><w:tc>${paragraph('Lot 1')}</w:tc><w:tc>${paragraph('£4,200')}</w:tc></w:tr></w:tbl>`;
    const broken = '<w:p><w:r><w:t>Dear</w:t><w:br/><w:t>Clerk</w:t></w:r></w:p>';
    const { text, unreadPages } = await readText('letter.docx', docx(paragraph('CONFIDENTIAL') + table + broken));
    expect(text).toBe('CONFIDENTIAL\nLot 1\n£4,200\nDear\nClerk\n');
    expect(unreadPages).toBeUndefined();
  });

  test('gives a text box once, although Word writes it twice', async () => {
    const box = (name: string) => `<${name}><w:txbxContent>${paragraph('In confidence')}</w:txbxContent></${name}>`;
    const twice = `<mc:AlternateContent><mc:Choice>${box('wps:txbx')}</mc:Choice><mc:Fallback>${box('v:textbox')}</mc:Fallback></mc:AlternateContent>`;
    const { text } = await readText('letter.docx', docx(`<w:p><w:r>${twice}<w:t>Body</w:t></w:r></w:p>`));
    expect(text).toBe('In confidence\nBody\n');
  });

  test('gives a text box that only the older form has', async () => {
    const content = `<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>${paragraph('Old box')}</mc:Fallback></mc:AlternateContent>`;
    expect((await readText('letter.docx', docx(`<w:p>${content}</w:p>`))).text).toBe('Old box\n\n');
  });

  test('gives footnotes, endnotes and comments after the body, and leaves deleted text out', async () => {
    const body = `${paragraph('Body')}<w:p><w:del><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>`;
    const bytes = docx(body, {
      'word/comments.xml': `<w:comments>${paragraph('A comment')}</w:comments>`,
      'word/endnotes.xml': `<w:endnotes>${paragraph('An endnote')}</w:endnotes>`,
      'word/footnotes.xml': `<w:footnotes>${paragraph('A footnote')}</w:footnotes>`,
    });
    expect((await readText('letter.docx', bytes)).text).toBe('Body\n\nA comment\nAn endnote\nA footnote\n');
  });

  test('shows a mark that stands in a page header only, of whatever section', async () => {
    const bytes = docx(paragraph('Quotation for the pavilion roof'), {
      'word/header1.xml': header(paragraph('Wickham Parish Council')),
      'word/header3.xml': header(paragraph('OFFICIAL-SENSITIVE')),
      'word/footer1.xml': header(paragraph('Page 1')),
    });
    const { text, headersAndFooters } = await readText('quote.docx', bytes);
    expect(headersAndFooters).toBe('Page 1\nWickham Parish Council\nOFFICIAL-SENSITIVE\n');
    expect(text).not.toContain('OFFICIAL');
  });

  test('shows a watermark, which is an attribute of WordArt in a header', async () => {
    const watermark = header(
      '<w:p><w:r><w:pict><v:shape><v:textpath string="CONFIDENTIAL"/></v:shape></w:pict></w:r></w:p>',
    );
    const bytes = docx(paragraph('A letter about the allotments'), { 'word/header1.xml': watermark });
    expect((await readText('letter.docx', bytes)).headersAndFooters).toBe('CONFIDENTIAL\n');
  });

  test('shows a mark that stands in custom properties only', async () => {
    const bytes = docx(paragraph('A letter'), { 'docProps/custom.xml': properties(['Classification', 'Private']) });
    expect((await readText('letter.docx', bytes)).properties).toBe('Classification: Private\n');
  });

  test('shows title, subject and keywords', async () => {
    const core =
      '<cp:coreProperties><dc:title>Part 2 report</dc:title><cp:keywords>exempt</cp:keywords><cp:revision>7</cp:revision></cp:coreProperties>';
    const bytes = docx(paragraph('A report'), { 'docProps/core.xml': core });
    expect((await readText('report.docx', bytes)).properties).toBe('title: Part 2 report\nkeywords: exempt\n');
  });

  test('shows a label of the custom properties, and not as a property', async () => {
    const bytes = docx(paragraph('A letter'), {
      'docProps/custom.xml': properties(
        [`MSIP_Label_${labelId}_Enabled`, 'true'],
        [`MSIP_Label_${labelId}_Name`, 'Confidential - Staff'],
      ),
    });
    const { labels, properties: shown } = await readText('letter.docx', bytes);
    expect(labels).toEqual([{ id: labelId, name: 'Confidential - Staff', enabled: true }]);
    expect(shown).toBe('');
  });

  test('shows a label of LabelInfo.xml, which has no name, and whether it was taken off', async () => {
    const other = labelId.replace('0f', '1f');
    const labelInfo = `<clbl:labelList xmlns:clbl="c"><clbl:label id="{${labelId.toUpperCase()}}" enabled="1" method="Standard" removed="0"/><clbl:label id="{${other}}" enabled="1" removed="1"/></clbl:labelList>`;
    const bytes = docx(paragraph('A letter'), { 'docMetadata/LabelInfo.xml': labelInfo });
    expect((await readText('letter.docx', bytes)).labels).toEqual([
      { id: labelId, name: '', enabled: true },
      { id: other, name: '', enabled: false },
    ]);
  });

  test('is found under the names that its content types give', async () => {
    const override = (name: string, type: string) =>
      `<Override PartName="/word/${name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${type}+xml"/>`;
    const bytes = docx('', {
      '[Content_Types].xml': `<Types>${override('odd.xml', 'document.main')}${override('top.xml', 'header')}</Types>`,
      'word/odd.xml': `<ns0:document><ns0:body><ns0:p><ns0:r><ns0:t>Hello</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>`,
      'word/top.xml': header(paragraph('SECRET')),
    });
    const found = await readText('letter.docx', bytes);
    expect(found.text).toContain('Hello\n');
    expect(found.headersAndFooters).toBe('SECRET\n');
  });

  test('that is one picture is not examined; with a few words it is, and says that more is hidden', async () => {
    const media = { 'word/media/image1.jpeg': 'x' };
    expect(await read('scan.docx', docx('<w:p/>', media))).toEqual({
      kind: 'not-examined',
      reason: 'pictures without text',
    });
    expect(await readText('scan.docx', docx(paragraph('CONFIDENTIAL'), media))).toMatchObject({
      text: 'CONFIDENTIAL\n',
      unreadPages: 1,
    });
  });
});
