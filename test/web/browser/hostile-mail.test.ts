/** Mail that means harm, from the mailbox through the audit to the browser: it is text on every page and in every file, and nothing of it runs. */

import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { type BrowserContext, type Locator, type Page, request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCsv } from '../../../src/export/csv.ts';
import { verifyExport } from '../../../src/export/verify-export.ts';
import { makeFolder } from '../../sources/scratch-folder.ts';
import { councilFiles } from '../../support/small-council.ts';
import { save, useChromium, watch } from './browser-kit.ts';
import { domain, lettersWith, payloads } from './hostile-letters.ts';
import { type ServedConsole, serveConsole } from './served-console.ts';

const chromium = useChromium();

type Auditor = { page: Page; seen: string[]; context: BrowserContext };

let auditor: Auditor | undefined;
async function enter({ signInByRequests, url }: ServedConsole): Promise<Auditor> {
  if (auditor !== undefined) return auditor;
  const context = await chromium.share();
  const page = await context.newPage();
  const seen = watch(page);
  await signInByRequests(context.request, 'rupert@audit.example');
  await page.goto(url);
  auditor = { page, seen, context };
  return auditor;
}

let served: ServedConsole | undefined;
beforeAll(async () => {
  const files = Object.fromEntries(payloads.flatMap((payload, index) => Object.entries(lettersWith(payload, index))));
  const more = 'routing: { clerkFlags: cllr-okafor, alternate: cllr-teal, auditor: rupert@audit.example }\n';
  served = await serveConsole('council.yaml', councilFiles({ files, more }));
}, 180_000);
afterAll(() => served?.[Symbol.asyncDispose]());

/** What our pages never have. `html`: of a page that is only read, without being shown. */
function findForeign(page: Page, html: string | null = null): Promise<string[]> {
  return page.evaluate((text) => {
    const isForeign = (element: Element): boolean =>
      element.matches('script, img, base, meta[http-equiv], iframe, object, embed, style, svg[onload]') ||
      [...element.attributes].some(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)) ||
      (element instanceof HTMLAnchorElement && element.origin !== location.origin);
    const root = text === null ? document : new DOMParser().parseFromString(text, 'text/html');
    return [...root.querySelectorAll('*')].filter(isForeign).map(({ outerHTML }) => outerHTML.slice(0, 200));
  }, html);
}

async function lookAt(page: Page, what: string): Promise<string> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
  expect(await findForeign(page), what).toEqual([]);
  return (await page.locator('body').textContent()) ?? '';
}

/** It came as far as the page, so that a test has shown something; and nothing turns the direction of writing. */
function expectShown(text: string): void {
  for (const word of ['<script>alert(1)</script>', '<meta http-equiv=refresh', 'javascript:alert(5)//'])
    expect(text).toContain(word);
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}

test('nothing of it runs or breaks out on any page that shows a flag, nor where the message itself is opened', async () => {
  if (served === undefined) throw new Error('The console is not there.');
  const { page, seen, context } = await enter(served);
  const before = await context.cookies();
  const hrefsIn = (place: Locator): Promise<string[]> =>
    place.evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
  const flags = new Set<string>();
  const shown: string[] = [];
  const list = '/little-wickham/flags';
  for (const path of [list, `${list}?page=2`, `${list}?page=3`]) {
    await page.goto(served.url + path);
    shown.push(await lookAt(page, path));
    for (const href of await hrefsIn(page.locator('main a[href*="/flags/"]'))) flags.add(href);
  }
  expect(flags.size).toBeGreaterThan(2 * payloads.length);
  for (const path of await hrefsIn(page.getByRole('navigation', { name: 'Menu' }).getByRole('link'))) {
    await page.goto(served.url + path);
    shown.push(await lookAt(page, path));
  }
  const messages = new Map<string, string>();
  for (const path of flags) {
    const html = await (await page.request.get(served.url + path)).text();
    expect(await findForeign(page, html), path).toEqual([]);
    const id = /&lt;(?:silent|order)-\d+@/.exec(html)?.[0];
    if (id === undefined || messages.has(id)) continue;
    // Of each letter one flag is shown, and the letter itself.
    await page.goto(served.url + path);
    shown.push(await lookAt(page, path));
    await page.getByRole('button', { name: 'Open the message in the mailbox' }).click();
    await page.getByText('As it lies in the mailbox now, as plain text.').waitFor();
    messages.set(id, await lookAt(page, `the message of ${path}`));
  }
  expect(messages.size).toBe(2 * payloads.length);
  expectShown(shown.join('\n'));
  expectShown([...messages.values()].join('\n'));
  expect(await context.cookies()).toEqual(before);
  expect(seen).toEqual([]);
});

/** What somebody copies out of such a mail into a reason stands in a cell of its own. */
async function dismissWith(text: string, { signInByRequests, url }: ServedConsole): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const clerk = stack.adopt(await request.newContext(), (each) => each.dispose());
  await signInByRequests(clerk, `clerk@${domain}`);
  const html = await (await clerk.get(`${url}/little-wickham/today`)).text();
  const [, action, fields] = /action="([^"]+\/dismiss)"[^>]*>([\s\S]*?)<\/form>/.exec(html) ?? [];
  const hidden = [...(fields ?? '').matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  const form = Object.fromEntries(hidden.map(([, name, value]) => [name, value ?? '']));
  const sent = { ...form, reason: 'wrong-match', text };
  const answer = await clerk.post(`${url}${action}`, { form: sent, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
}

test('nothing of it runs in a file that is taken home, and no spreadsheet calculates it', async () => {
  if (served === undefined) throw new Error('The console is not there.');
  await dismissWith('=HYPERLINK("http://evil.example";"see")', served);
  const { page, seen } = await enter(served);
  const folder = makeFolder();
  const files: Record<string, string> = {};
  await page.goto(`${served.url}/little-wickham/export`);
  await page.getByLabel('Financial year').selectOption('Everything');
  await page.getByLabel('Everything: names, addresses, quotes and reasons').check();
  for (const [format, label] of [
    ['csv', 'CSV'],
    ['xlsx', 'Excel workbook'],
    ['html', 'Summary'],
  ] as const) {
    await page.getByLabel(label).check();
    files[format] = await save(page, folder, 'Download the export');
  }
  await page.goto(`${served.url}/little-wickham/people/clerk`);
  files.report = await save(page, folder, 'Download the report');
  expect(seen.splice(0).map((each) => each.slice(0, 10))).toEqual(Array(4).fill('download: '));

  const csv = readFileSync(files.csv ?? '');
  expect(await verifyExport(csv)).toMatchObject({ ok: true, variant: 'with-names' });
  const rows = parseCsv(csv.toString()) ?? [];
  expect(rows.flat().filter((cell) => cell.startsWith(`'=HYPERLINK(`))).toHaveLength(1);
  expect(rows.flat().filter((cell) => /(?:^|;)\s*[=+\-@]/.test(cell) && !cell.startsWith('{'))).toEqual([]);
  const workbook = readFileSync(files.xlsx ?? '');
  expect(await verifyExport(workbook)).toMatchObject({ ok: true });
  const parts = Object.entries(unzipSync(workbook)).map(([name, part]) => `${name}\n${strFromU8(part)}`);
  expect(parts.join('\n')).toContain('HYPERLINK');
  expect(parts.filter((part) => /<f[ >]|<hyperlink|TargetMode="External"/.test(part))).toEqual([]);

  // Opened from the disk: no policy of the console protects it there.
  for (const [file, word, own] of [
    [files.html, 'Auditor’s export: little-wickham', ['<meta http-equiv="Content-Security-Policy"', '<style>']],
    [files.report, 'What Candour holds about you', []],
  ] as const) {
    await page.goto(`file://${file}`);
    expect(await page.locator('body').textContent()).toContain(word);
    const foreign = await findForeign(page);
    expect(foreign.filter((each) => !own.some((start) => each.startsWith(start)))).toEqual([]);
    expect(foreign.length).toBe(own.length);
  }
  expect(seen).toEqual([]);
});
