/** What a stranger writes into a subject, a name, a file name or a quote must neither run nor break out of its cell. */

import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildExport, exportColumns, type FlagLogExport } from '../../src/export/build-export.ts';
import { parseCsv } from '../../src/export/csv.ts';
import { toShown, toShownJson } from '../../src/export/display.ts';
import { formatSummary } from '../../src/export/summary-html.ts';
import { verifyExport } from '../../src/export/verify-export.ts';
import { cutCell, escapeWorkbookText } from '../../src/export/workbook.ts';
import { formatExportCsv, formatExportJsonl } from '../../src/export/write-text.ts';
import { formatWorkbook } from '../../src/export/write-xlsx.ts';
import { council, noon } from '../flaglog/support.ts';
import { makeYear, settings } from './year.ts';

const hostile = [
  '=HYPERLINK("http://evil.example","x")',
  '+1+cmd|" /C calc"!A0',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r\n=1',
  'a; =1;@x',
  '"; =1,"\r\nnext,row',
  '\uff1d1',
  '\u202egnp.exe\u202c',
  'a\0b\x1b[31m',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><a href="javascript:alert(1)">',
  '_x003D_1 _x000A_ _x005f_',
  "'; DROP TABLE copy; --",
  '\ud800 lone',
  '&amp;&#61;1',
  'é😀\ufeff\ufffe',
  ' spaces ',
  '</style></title><!--',
  '__proto__',
];

async function exportHostile(text: string): Promise<FlagLogExport> {
  const { entries } = await makeYear({
    flag: {
      messageId: text,
      mailbox: text,
      thirdParties: [text],
      people: { by: text, affected: [text], hidden: ['cllr-pratt'] },
      evidence: [{ kind: 'quote', where: text, quote: text }],
    },
    text,
    settings: {
      names: [text, text, text],
      routing: [{ key: 'auditor', to: text }],
      arrangements: [{ rule: 'silent-copy', people: [text], subject: text, from: null, until: null, reason: text }],
      clauses: [{ ref: 'correspondence-1', paraphrase: text }],
    },
  });
  return buildExport(entries, {
    council: council.id,
    period: { from: null, to: null },
    exportedAt: noon('2027-05-01'),
    program: '0.2.0',
    open: { variant: 'with-names', addresses: true, quotes: true },
    sample: {
      size: 3,
      seed: text,
      unflagged: [{ messageRef: `${text}1`.toWellFormed(), mailbox: text.toWellFormed() }],
    },
    pseudonymKey: new Uint8Array(32),
  });
}

const unshown = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff\ufffe]/u;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(hostile.map((text) => [JSON.stringify(text), text.toWellFormed()]))('%s in every field', (_, text) => {
  it('is text in every format, and changes no hashed byte', async () => {
    const built = await exportHostile(text);
    const csv = formatExportCsv(built);
    expect(await verifyExport(encode(csv))).toMatchObject({ ok: true });
    expect(await verifyExport(encode(formatExportJsonl(built)))).toMatchObject({ ok: true });
    checkCsv(csv);
    expect(built.views.some((view) => view.reason_text === toShown(text))).toBe(true);

    const workbook = (await formatWorkbook(built)) ?? new Uint8Array();
    expect(await verifyExport(workbook)).toMatchObject({ ok: true });
    await checkWorkbook(workbook, text);
    checkHtml(formatSummary(built));
  });
});

function checkCsv(csv: string): void {
  const rows = parseCsv(csv) ?? [];
  expect(rows.length).toBeGreaterThan(10);
  for (const [number, row] of rows.entries()) {
    expect(row.length).toBe(exportColumns.length);
    for (const cell of row) {
      // Whether a spreadsheet parts at commas or at semicolons.
      for (const part of cell.split(';')) expect(part).not.toMatch(/^\s*[=+@\uff1d\uff0b\uff20]/);
      expect(cell).not.toMatch(/^\s*-/);
      if (number > 0) expect(cell).not.toMatch(unshown);
    }
  }
}

async function checkWorkbook(bytes: Uint8Array, text: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer);
  const values: unknown[] = [];
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        expect([ExcelJS.ValueType.Null, ExcelJS.ValueType.String]).toContain(cell.type);
        values.push(cell.value);
      }),
    );
  }
  // Read back as it is shown, so that no escape of the workbook is taken for a letter.
  expect(values).toContain(toShown(text));
  const files = unzipSync(bytes);
  const parts = Object.keys(files);
  expect(parts.filter((name) => /externalLink|vbaProject|connections|drawing|comments/i.test(name))).toEqual([]);
  const found = parts
    .filter((name) => /worksheets|_rels|workbook\.xml/.test(name))
    .flatMap(
      (name) => new TextDecoder().decode(files[name]).match(/<f[ >]|<hyperlink|"External"|<definedName/gi) ?? [],
    );
  expect(found).toEqual([]);
}

/** Only what the page itself is made of: every other bracket is an entity. */
function checkHtml(html: string): void {
  const tags = new Set([...html.matchAll(/<(?!!)\/?([a-z0-9]+)/gi)].map(([, name]) => name));
  const own = [
    'html',
    'head',
    'meta',
    'title',
    'style',
    'body',
    'a',
    'header',
    'h1',
    'h2',
    'p',
    'nav',
    'ul',
    'li',
    'main',
  ];
  const tables = ['section', 'div', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'footer'];
  expect([...tags].filter((tag) => ![...own, ...tables].includes(tag ?? ''))).toEqual([]);
  expect(html).not.toMatch(/<[^>]*\son[a-z]+=|javascript:[^<]*"|<[^>]*(?:src|href)="(?!#)/i);
  expect(html.replaceAll(/[\n]/g, '')).not.toMatch(unshown);
  expect(html.match(/<!--/g)).toBe(null);
}

describe('the summary', () => {
  it('has a language, one first heading, captions and scopes, and asks for nothing from anywhere', async () => {
    const html = formatSummary(await exportHostile('plain'));
    expect(html).toContain('<html lang="en-GB">');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    const tables = html.match(/<table>/g)?.length ?? 0;
    expect(tables).toBeGreaterThan(8);
    expect(html.match(/<caption id=/g)).toHaveLength(tables);
    expect(html).not.toMatch(/<th(?! scope="(?:col|row)")[ >]/);
    expect(html).not.toMatch(/https?:|url\(|@import/);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)) expect(ids).toContain(target);
    expect(html).toContain('@media print');
    expect(html).not.toMatch(/breach|guilty/);
  });
});

describe('a workbook', () => {
  const load = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes.slice().buffer);
    return workbook;
  };
  const save = async (workbook: ExcelJS.Workbook): Promise<Uint8Array> =>
    new Uint8Array(await workbook.xlsx.writeBuffer());
  const eventsOf = (workbook: ExcelJS.Workbook): ExcelJS.Worksheet =>
    workbook.getWorksheet('Events') ?? workbook.addWorksheet('Events');

  it('keeps a text that no cell can hold, in pieces that make up the whole', async () => {
    // An emoji stands across the place of the cut.
    const paraphrase = `${'x'.repeat(31_999)}😀${'y'.repeat(40_000)}`;
    const { entries } = await makeYear({
      settings: { ...settings, clauses: [{ ref: 'correspondence-1', paraphrase }] },
    });
    const built = buildExport(entries, {
      council: council.id,
      period: { from: null, to: null },
      exportedAt: noon('2027-05-01'),
      program: '0.2.0',
      open: { variant: 'roster-ids', addresses: false, quotes: false },
      sample: null,
      pseudonymKey: new Uint8Array(32),
    });
    const bytes = (await formatWorkbook(built)) ?? new Uint8Array();
    expect(await verifyExport(bytes)).toMatchObject({ ok: true });
    const workbook = await load(bytes);
    workbook.eachSheet((sheet) =>
      sheet.eachRow((row) => row.eachCell(({ value }) => expect(String(value).length).toBeLessThan(32_767))),
    );
    const continued = workbook.getWorksheet('Continued');
    const text = continued?.getRow(2).getCell(4);
    if (text) text.value = `${String(text.value)}z`;
    expect(await verifyExport(await save(workbook))).toMatchObject({ ok: false });
    expect(cutCell(paraphrase).join('')).toBe(paraphrase);
    expect(cutCell('')).toEqual(['']);
  });

  it.each<[string, (workbook: ExcelJS.Workbook) => void]>([
    [
      'a formula',
      (workbook) => {
        eventsOf(workbook).getCell('C4').value = { formula: '1+1', result: 2 };
      },
    ],
    [
      'a number',
      (workbook) => {
        eventsOf(workbook).getCell('A4').value = 3;
      },
    ],
    [
      'a link',
      (workbook) => {
        eventsOf(workbook).getCell('C4').value = { text: 'x', hyperlink: 'http://evil.example' };
      },
    ],
    [
      'rich text',
      (workbook) => {
        eventsOf(workbook).getCell('O4').value = { richText: [{ text: 'ordinary' }] };
      },
    ],
    [
      'a format that shows another text',
      (workbook) => {
        eventsOf(workbook).getCell('O4').numFmt = '"serious"';
      },
    ],
    [
      'a note',
      (workbook) => {
        eventsOf(workbook).getCell('O4').note = 'This one is fine.';
      },
    ],
    [
      'a hidden row',
      (workbook) => {
        eventsOf(workbook).getRow(4).hidden = true;
      },
    ],
    [
      'a hidden column',
      (workbook) => {
        eventsOf(workbook).getColumn(4).hidden = true;
      },
    ],
    [
      'a merged cell',
      (workbook) => {
        eventsOf(workbook).mergeCells('O4:O5');
      },
    ],
    [
      'another sheet',
      (workbook) => {
        workbook.addWorksheet('Corrections').addRow(['All are dismissed.']);
      },
    ],
    [
      'another manifest to read',
      (workbook) => {
        const sheet = workbook.getWorksheet('Manifest');
        if (sheet) sheet.getCell('B2').value = 'something else';
      },
    ],
    [
      'a hidden sheet',
      (workbook) => {
        eventsOf(workbook).state = 'hidden';
      },
    ],
  ])('with %s is refused', async (_, change) => {
    const bytes = (await formatWorkbook(await exportHostile('plain'))) ?? new Uint8Array();
    const workbook = await load(bytes);
    expect(await verifyExport(await save(workbook))).toMatchObject({ ok: true });
    change(workbook);
    expect(await verifyExport(await save(workbook))).toMatchObject({ ok: false });
  });

  it.each([
    ['an archive of something else', zipSync({ 'a.txt': strToU8('x') })],
    ['a cut archive', zipSync({ 'xl/workbook.xml': strToU8('<x>') }).slice(0, 60)],
  ])('that is %s is refused', async (_, bytes) => {
    expect(await verifyExport(bytes)).toMatchObject({ ok: false, code: 'export-malformed' });
  });
});

it('shows what would hide or turn text by its number, and keeps the value of JSON', () => {
  expect(toShown('a\u202eb\0\r\n\ufeff')).toBe('a<U+202E>b<U+0000><U+000D><U+000A><U+FEFF>');
  expect(toShown('é😀\u{e0041}')).toBe('é😀<U+E0041>');
  const value = { text: 'a\u202e;\0\u{e0041}😀"' };
  const shown = toShownJson(JSON.stringify(value));
  expect(shown).not.toMatch(unshown);
  expect(JSON.parse(shown)).toEqual(value);
  expect(escapeWorkbookText('_x003D_1 x_x_')).toBe('_x005F_x003D_1 x_x_');
});
