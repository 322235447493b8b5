import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../sources/scratch-folder.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const cover = (folder: string, ...words: string[]) =>
  runCandour(folder, 'coverage', '--council', 'council.yaml', ...words);

/** Elements in the order of the page. */
function elementsOf(html: string): { name: string; attribs: Record<string, string>; text: string }[] {
  type Node = ReturnType<typeof parseDocument>['children'][number];
  const textOf = (node: Node): string =>
    'data' in node ? node.data : 'children' in node ? node.children.map(textOf).join('') : '';
  const walk = (node: Node): ReturnType<typeof elementsOf> => {
    const below = 'children' in node ? node.children.flatMap(walk) : [];
    return 'attribs' in node ? [{ name: node.name, attribs: node.attribs, text: textOf(node) }, ...below] : below;
  };
  return parseDocument(html).children.flatMap(walk);
}

/** A pack in which everything that a format could take for its own stands in the words. */
const hostile = `id: hostile
title: "<script>alert(1)</script> | **bold**"
clauses:
  - ref: 'a"><b>-1'
    paraphrase: "One | two\\n## three & <img src=x> \\e[31mred"
    notTestable: "\`code\` [link](http://example.com)"
`;

describe('candour coverage', () => {
  test('tells the protocol clause by clause, wrapped for a terminal, with a count at its head', async () => {
    const { status, out, err } = await cover(makeCouncilFolder());
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const lines = out.split('\n');
    expect(lines[0]).toBe('Little Wickham Parish Council: what is watched of the protocol, and what is not');
    expect(out).toMatch(
      /^101 clauses: \d+ watched \(\d+ of them in part\), \d+ switched off, 90 not testable by email\.$/m,
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(96);
    expect(out).toMatch(
      /^ {2}correspondence-1 {13}An officer .*\n(?: {31}.*\n)+ {31}- Watched: Hidden copy \(silent-copy\), ordinary\. Messages of:\n {33}officers\.$/m,
    );
  });

  test('takes the one council of the settings file where none is named', async () => {
    const { status, out } = await runCandour(makeFolder(), 'coverage');
    expect(status).toBe(0);
    expect(out).toMatch(/^Little Wickham Parish Council: /);
  });

  test('says what the council file asks for and does not get', async () => {
    const more = 'rules: { copy-without-consent: { enabled: true } }\n';
    const { status, err } = await cover(makeCouncilFolder({ more }));
    expect(status).toBe(0);
    expect(err).toMatch(/^council\.yaml:\d+:\d+ rules\.copy-without-consent – The rule stays off\. .* \(warning\)\n$/);
  });

  test('reads no mail and writes no log', async () => {
    const folder = makeCouncilFolder({ files: { 'mailboxes/clerk/Sent/3.eml': '\u0000' } });
    expect(await cover(folder)).toMatchObject({ status: 0, err: '' });
    expect(() => statSync(join(folder, 'var'))).toThrow();
  });

  test('Markdown has one table a section', async () => {
    const { out } = await cover(makeCouncilFolder(), '--format', 'markdown');
    expect(out.match(/^## /gm)).toHaveLength(19);
    expect(out.match(/^\| --- \| --- \| --- \|$/gm)).toHaveLength(18);
    expect(out.match(/^\| [a-z-]+-\d+ \| /gm)).toHaveLength(101);
    expect(out).toContain('**Watched:** Hidden copy (silent-copy), ordinary. Messages of: officers.<br>');
  });

  test('--output says by its ending which format is meant', async () => {
    const folder = makeCouncilFolder();
    for (const [file, beginning] of [
      ['a.html', '<!doctype html>'],
      ['a.md', '# Little'],
      ['a.txt', 'Little'],
    ] as const) {
      expect(await cover(folder, '--output', file)).toEqual({ status: 0, out: '', err: '' });
      expect(readFileSync(join(folder, file), 'utf8').startsWith(beginning)).toBe(true);
    }
    await cover(folder, '--output', 'a.txt', '--format', 'html');
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  test.each<[string, string[], RegExp]>([
    ['no such council file', ['--council', 'nowhere.yaml'], /nowhere\.yaml.* cannot be read/],
    ['an unknown format', ['--council', 'council.yaml', '--format', 'pdf'], /text, markdown, html/],
    ['a folder that is not there', ['--council', 'council.yaml', '--output', 'no/where.html'], /cannot be written/],
    ['a council that the settings do not serve', ['--config', 'candour.yaml', '--council', 'other'], /no such council/],
  ])('%s is one clear line, and status 2', async (_what, words, message) => {
    const settings =
      'councils: [{ file: council.yaml }]\ndatabase: candour.db\nqueue: in-process\nmail: { from: a@b.example, outbox: outbox }\nhttp: off\n';
    const folder = makeCouncilFolder({ files: { 'candour.yaml': settings } });
    const { status, out, err } = await runCandour(folder, 'coverage', ...words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('the page for a meeting', () => {
  test('can be read without seeing it, and fetches nothing', async () => {
    const { out } = await cover(makeCouncilFolder(), '--format', 'html');
    const elements = elementsOf(out);
    const named = (name: string) => elements.filter((element) => element.name === name);
    expect(named('html')[0]?.attribs.lang).toBe('en-GB');
    expect(named('title')[0]?.text).toBe(named('h1')[0]?.text);
    expect(elements.filter(({ name }) => /^h\d$/.test(name)).map(({ name }) => name)).toEqual([
      'h1',
      ...Array<string>(19).fill('h2'),
    ]);
    expect(named('main')).toHaveLength(1);
    expect(named('nav')[0]?.attribs['aria-label']).toBe('Sections');
    const ids = elements.flatMap(({ attribs }) => attribs.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const table of named('table')) expect(ids).toContain(table.attribs['aria-labelledby']);
    for (const link of named('a')) expect(ids.map((id) => `#${id}`)).toContain(link.attribs.href);
    expect(named('th').every(({ attribs }) => ['col', 'row'].includes(attribs.scope ?? ''))).toBe(true);
    expect(named('th').filter(({ attribs }) => attribs.scope === 'row')).toHaveLength(101);
    expect(elements.filter(({ attribs }) => 'src' in attribs || 'style' in attribs)).toEqual([]);
    expect(named('link').concat(named('script'), named('img'))).toEqual([]);
    expect(out).not.toMatch(/https?:|url\(|@import/);
    expect(out).toContain('@media print');
  });

  test('and the other formats keep words as words', async () => {
    const folder = makeCouncilFolder({ files: { 'hostile.yaml': hostile } });
    const council = readFileSync(join(folder, 'council.yaml'), 'utf8');
    writeFileSync(join(folder, 'council.yaml'), council.replace('protocol: nalc-model-2026', 'protocol: hostile.yaml'));
    const html = (await cover(folder, '--format', 'html')).out;
    expect(elementsOf(html).filter(({ name }) => ['script', 'img', 'b'].includes(name))).toEqual([]);
    expect(elementsOf(html).find(({ attribs }) => attribs.scope === 'row')?.text).toBe('a"><b>-1');
    const markdown = (await cover(folder, '--format', 'markdown')).out;
    expect(markdown.match(/^## /gm)).toHaveLength(2);
    expect(markdown).toContain('One \\| two \\#\\# three \\& \\<img src=x\\>');
    const text = (await cover(folder)).out;
    expect(text).not.toContain('\u001b');
    expect(text).toContain('<img src=x>');
  });
});
