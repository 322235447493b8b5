/** Every page in each of its states: nothing that axe-core finds, nothing wider than a small screen, nothing but by keyboard. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { describeDatabaseError } from '../../../src/database/error.ts';
import type { RoleName } from '../../../src/review/transitions.ts';
import { isFor } from '../../../src/web/routes.ts';
import { aboutClerk, councilId, openTestConsole, type TestConsole } from '../console-kit.ts';
import { enterAs, listen, useChromium, watch } from './browser-kit.ts';
import { addressOfPage, pages } from './pages.ts';

const chromium = useChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Finding = { id: string; nodes: { html: string }[] };
type Axe = { run: (options: object) => Promise<{ violations: Finding[] }> };

/** Put in by the browser itself, which the content security policy does not concern. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (values) => {
    const found = await (globalThis as unknown as { axe: Axe }).axe.run({
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
      // It would fetch style sheets, which the policy forbids and no rule here needs.
      preload: false,
    });
    return found.violations;
  }, tags);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** What reaches beyond the right edge, unless it lies in a region of its own that scrolls. */
function findWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > root.clientWidth + 1)
      .map((each) => each.outerHTML.slice(0, 120));
  });
}

/** All that is folded away is opened, so that it is looked at too. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
}

const small = { width: 320, height: 256 };
const large = { width: 1280, height: 1024 };

async function expectUsable(page: Page, what: string): Promise<void> {
  await unfold(page);
  expect(await findViolations(page), what).toEqual([]);
  // What a window of 1,280 points shows at 400 % is what one of 320 shows (WCAG 2.2, 1.4.10).
  await page.setViewportSize(small);
  expect(await findWide(page), `${what}, 320 px`).toEqual([]);
  await page.setViewportSize(large);
}

/** Opens each page that `role` may use, and says under which address it was found; the way to another page is followed once. */
async function lookAtAll(page: Page, url: string, role: RoleName | null, kit: TestConsole): Promise<string[]> {
  const looked = new Set<string>();
  const values = { flag: kit.flags[0] ?? 'a'.repeat(64), person: 'cllr-okafor' };
  for (const route of pages) {
    const isWanted = role === null ? route.who === 'anyone' : route.who !== 'anyone' && isFor(route, new Set([role]));
    if (!isWanted) continue;
    await page.goto(url + addressOfPage(route, values));
    if (looked.has(page.url())) continue;
    looked.add(page.url());
    // A form that nobody has sent has no mistakes.
    expect(await page.locator('.govuk-form-group--error').count(), route.name).toBe(0);
    await expectUsable(page, `${role ?? 'anybody'}, ${route.name}`);
  }
  return [...looked];
}

async function offerStatement(kit: TestConsole): Promise<void> {
  const clerk = await kit.signedIn('handler');
  const flag = `/${councilId}/flags/${kit.flags[0]}`;
  const token = clerk.tokenIn(await clerk.get(flag));
  const answer = await clerk.post(`${flag}/offer-statement`, { token, recipient: 'cllr-okafor' });
  if (answer.statusCode !== 303) throw new Error(answer.body);
}

const longWord = 'w'.repeat(200);
const many = [
  { severity: 'serious' as const },
  { evidence: [{ kind: 'bcc-header', where: longWord, quote: `${longWord} ${'many words '.repeat(20)}` }] },
  { people: aboutClerk },
  ...Array.from({ length: 60 }, (_, index) => ({ date: `2026-0${1 + (index % 5)}-11T09:14:00+00:00` })),
];
const roles = ['handler', 'alternate', 'auditor', 'operator', 'person-concerned'] as const;

describe('axe-core finds nothing, and 320 px are wide enough, on each page', () => {
  test.each(roles)('of the %s, with many flags', { timeout: 180_000 }, async (role) => {
    const kit = await openTestConsole({ flags: many });
    await offerStatement(kit);
    const url = await listen(kit);
    const page = await enterAs(await chromium.open({ viewport: large }), role, kit, url);
    const seen = watch(page);
    expect(await lookAtAll(page, url, role, kit)).not.toEqual([]);
    expect(seen).toEqual([]);
  });

  test('of whoever is not signed in', { timeout: 180_000 }, async () => {
    const kit = await openTestConsole();
    const url = await listen(kit);
    const page = await (await chromium.open({ viewport: large })).newPage();
    expect(await lookAtAll(page, url, null, kit)).toContain(`${url}/sign-in`);
  });

  test('where there is nothing yet', { timeout: 180_000 }, async () => {
    const kit = await openTestConsole();
    const url = await listen(kit);
    const context = await chromium.open({ viewport: large });
    for (const role of ['handler', 'auditor'] as const)
      await lookAtAll(await enterAs(context, role, kit, url), url, role, kit);
  });

  test('where the store is busy', { timeout: 180_000 }, async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const url = await listen(kit);
    const page = await enterAs(await chromium.open({ viewport: large }), 'handler', kit, url);
    vi.spyOn(kit.live.log, 'catchUp').mockRejectedValue(describeDatabaseError('busy', { temporary: true }));
    const answer = await page.goto(`${url}/${councilId}/today`);
    expect(answer?.status()).toBe(503);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Candour is busy');
    await expectUsable(page, 'busy');
  });

  test('that says what is wrong, or what has been done', { timeout: 180_000 }, async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const url = await listen(kit);
    const page = await enterAs(await chromium.open({ viewport: large }), 'handler', kit, url);
    const flag = `${url}/${councilId}/flags/${kit.flags[0]}`;
    await page.goto(flag);
    await page.getByText('Dismiss', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('There is a problem');
    await expectUsable(page, 'a form refused');
    await page.getByLabel('Candour matched the wrong thing').check();
    await page
      .locator(`#dismiss-${(kit.flags[0] ?? '').slice(0, 8)}`)
      .getByLabel('In your own words')
      .fill('Another Alan Pratt.');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('The flag is dismissed.').waitFor();
    await expectUsable(page, 'a flag dismissed');
    await page.getByRole('link', { name: 'Keep back alerts about this conversation' }).click();
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('alert').waitFor();
    await expectUsable(page, 'a mute of a conversation refused');
    await page.getByLabel('Its last day').fill('2026-12-31');
    await page.getByLabel('Why').fill('Resolution 26/14.');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('The mute is on record.').waitFor();
    await expectUsable(page, 'a mute of a conversation recorded');
    for (const path of ['/nowhere', `/${councilId}/flags/abcdef01`, `/${councilId}/flags?person=cllr-lane`]) {
      await page.goto(url + path);
      await expectUsable(page, path);
    }
  });

  test('of signing in that goes wrong', { timeout: 180_000 }, async () => {
    const kit = await openTestConsole();
    const url = await listen(kit);
    const page = await (await chromium.open({ viewport: large })).newPage();
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('Your email address').fill('nobody');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('alert').waitFor();
    await expectUsable(page, 'no address');
    await page.goto(`${url}/sign-in/link/${'A'.repeat(43)}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'This link cannot be used' }).waitFor();
    await expectUsable(page, 'a link that is used');
  });
});
