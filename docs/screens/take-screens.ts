/**
 * `npm run screens`: the example council's console, page by page as each role begins with it, as PNG files beside this one. A page that
 * is new in the table of routes is taken as soon as it is there.
 */

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { isFor } from '../../src/web/routes.ts';
import { launchChromium } from '../../test/web/browser/browser-kit.ts';
import { addressOfPage, pages } from '../../test/web/browser/pages.ts';
import { operator, type ServedConsole, serveConsole } from '../../test/web/browser/served-console.ts';

const wide = { width: 1000, height: 800 };
const narrow = { width: 320, height: 640 };
/** So that a picture stays small: what is further down looks like what is above. */
const tallest = 1_100;
const people = [
  ['handler', 'clerk@littlewickham-pc.gov.uk'],
  ['auditor', 'rupert@fenland-audit.example'],
  ['person-concerned', 'cllr.pratt@littlewickham-pc.gov.uk'],
  ['operator', operator],
] as const;
/** As the role that works with it most. Later roles take what earlier ones may not see. */
const taken = new Set<string>();

await using stack = new AsyncDisposableStack();
const served = stack.use(
  await serveConsole(join(import.meta.dirname, '../../config/councils/little-wickham/council.yaml')),
);
const browser = stack.adopt(await launchChromium(), (each) => each.close());
await takeSignIn(browser, served);
let flag = '';
for (const [role, address] of people) {
  const page = await newPage(browser);
  await served.signIn(page, address);
  if (flag === '') flag = await prepare(page);
  for (const route of pages.filter(({ who }) => who !== 'anyone' && who !== 'signed-in')) {
    if (!isFor(route, new Set([role])) || route.name === 'council' || taken.has(route.name)) continue;
    taken.add(route.name);
    await page.goto(served.url + addressOfPage(route, { flag, person: 'cllr-pratt' }));
    await take(page, route.name);
    await page.setViewportSize(narrow);
    await take(page, `${route.name}-narrow`);
    await page.setViewportSize(wide);
  }
}

async function newPage(from: Browser): Promise<Page> {
  return (await from.newContext({ locale: 'en-GB', viewport: wide })).newPage();
}

async function takeSignIn(from: Browser, { url }: ServedConsole): Promise<void> {
  const page = await newPage(from);
  for (const route of pages.filter(({ who }) => who === 'anyone')) {
    await page.goto(url + addressOfPage(route, {}));
    await take(page, route.name);
  }
}

/** Three flags decided, one of them with a mistake on the way, and a statement offered for a fourth, whose path is returned. */
async function prepare(page: Page): Promise<string> {
  const first = page.locator('section.console-flag').first();
  for (let count = 0; count < 3; count += 1) {
    await first.locator('summary', { hasText: 'Confirm' }).click();
    await first.getByLabel('A word was had').check();
    await first.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('The flag is confirmed.').waitFor();
  }
  await page.goto(new URL('/little-wickham/flags?state=open&person=cllr-pratt&severity=serious', page.url()).href);
  await page.locator('tbody').getByRole('link').first().click();
  await page.locator('summary', { hasText: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('alert').waitFor();
  await take(page, 'flag-refused');
  const path = await page.locator('form[action$="/dismiss"]').getAttribute('action');
  await page.goto(new URL((path ?? '').replace(/\/dismiss$/, ''), page.url()).href);
  const offer = page.locator('summary', { hasText: 'Give the person concerned' });
  await offer.click();
  await page.locator('details[open] select').selectOption('cllr-pratt');
  await page.getByRole('button', { name: 'Give the person concerned' }).click();
  await page.getByText('may add a statement').first().waitFor();
  return (path ?? '').split('/').at(-2) ?? '';
}

async function take(page: Page, name: string): Promise<void> {
  const height = await page.evaluate('document.documentElement.scrollHeight');
  const { width = 0 } = page.viewportSize() ?? {};
  const clip = { x: 0, y: 0, width, height: Math.min(Number(height), tallest) };
  await page.screenshot({ path: join(import.meta.dirname, `${name}.png`), fullPage: true, clip });
}
