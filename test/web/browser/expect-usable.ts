/** What axe-core finds on a page, and what does not fit a small screen. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const small = { width: 320, height: 256 };
const large = { width: 1280, height: 1024 };

type Finding = { id: string; nodes: { html: string }[] };
type Axe = { run: (options: object) => Promise<{ violations: Finding[] }> };

/** The browser itself puts it into each page, which the content security policy does not concern. */
export async function putAxeInto(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: axe });
}

/** In a context that has axe in it. All that is folded away is opened, so that it is looked at too. */
export async function expectUsable(page: Page, what: string): Promise<void> {
  await page.setViewportSize(large);
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
  expect(await findViolations(page), what).toEqual([]);
  // What a window of 1,280 points shows at 400 % is what one of 320 shows (WCAG 2.2, 1.4.10).
  await page.setViewportSize(small);
  expect(await findWide(page), `${what}, 320 px`).toEqual([]);
}

async function findViolations(page: Page): Promise<string[]> {
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
