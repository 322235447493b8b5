/** What each role came for, with nothing but a keyboard, and with JavaScript off; what has the focus can be seen. */

import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { verifyExport } from '../../../src/export/verify-export.ts';
import { addresses, councilId, linkIn, offerStatement, openTestConsole } from '../console-kit.ts';
import { enterAs, enterAsNobody, listen, useChromium, watch } from './browser-kit.ts';

const chromium = useChromium();
/** More than any page has. */
const stopsAtMost = 120;

/** Goes on by Tab until it is there. @throws where the keyboard does not lead to it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < stopsAtMost; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return expectVisibleFocus(target);
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not lead to ${target}.`);
}

/** Small radios and checkboxes are drawn by their label. */
async function expectVisibleFocus(target: Locator): Promise<void> {
  const isSeen = await target.evaluate((element) => {
    const next = element.nextElementSibling;
    const styles = [getComputedStyle(element), ...(next === null ? [] : [getComputedStyle(next, '::before')])];
    return styles.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none');
  });
  expect(isSeen, `the focus of ${target}`).toBe(true);
}

async function press(page: Page, target: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** As somebody types the beginning of a choice. */
async function choose(page: Page, target: Locator, word: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(word);
}

describe('by keyboard alone', () => {
  test('the Clerk signs in, and decides the first flag of the day', async () => {
    const kit = await openTestConsole({ flags: [{ severity: 'serious' }, {}] });
    const url = await listen(kit);
    const page = await enterAsNobody(await chromium.share());
    const seen = watch(page);
    await page.goto(`${url}/sign-in`);
    await tabTo(page, page.getByLabel('Your email address'));
    await page.keyboard.type(addresses.handler);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await kit.console.settle();
    const [letter] = kit.letters;
    await page.goto(url + linkIn(letter ?? { text: '' }));
    await press(page, page.getByRole('button', { name: 'Sign in' }), 'Enter');
    const flag = page.locator('section.console-flag').first();
    await press(page, flag.locator('summary', { hasText: 'Confirm' }), 'Enter');
    await press(page, flag.getByLabel('A word was had'), 'Space');
    await press(page, flag.getByRole('button', { name: 'Confirm' }), 'Enter');
    await page.getByText('The flag is confirmed.').waitFor();
    expect(await page.locator('section.console-flag').count()).toBe(1);
    expect(seen).toEqual([]);
  });

  test('somebody skips to the content, and comes from a summary of mistakes to the field', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const url = await listen(kit);
    const page = await enterAs(await chromium.share(), 'handler', kit, url);
    await page.goto(`${url}/${councilId}/flags/${kit.flags[0]}`);
    await press(page, page.getByRole('link', { name: 'Skip to main content' }), 'Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main-content');
    await press(page, page.locator('summary', { hasText: 'Dismiss' }), 'Enter');
    await press(page, page.getByRole('button', { name: 'Dismiss' }), 'Enter');
    await page.getByRole('alert').waitFor();
    await press(page, page.getByRole('alert').getByRole('link').first(), 'Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('reason');
  });

  test('the auditor filters the list of flags, turns its pages, and exports', async () => {
    const kit = await openTestConsole({ flags: [{}, ...Array(27).fill({ severity: 'serious' })] });
    const url = await listen(kit);
    const page = await enterAs(await chromium.share(), 'auditor', kit, url);
    const seen = watch(page);
    await page.goto(`${url}/${councilId}`);
    await choose(page, page.getByLabel('Severity'), 'serious');
    await press(page, page.getByRole('button', { name: 'Show' }), 'Enter');
    await page.getByText('27 of 28 flags').waitFor();
    await press(page, page.getByRole('link', { name: 'Next' }), 'Enter');
    await page.waitForURL('**/flags?severity=serious&page=2');
    expect(await page.locator('tbody tr').count()).toBe(2);
    await press(page, page.getByRole('link', { name: 'Export', exact: true }), 'Enter');
    await page.waitForURL('**/export');
    await choose(page, page.getByLabel('Financial year'), 'everything');
    // One of a group is reached by Tab, and the others from it by the arrows.
    await tabTo(page, page.getByLabel('Withheld'));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByLabel('CSV'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('button', { name: 'Download the export' }));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const file = readFileSync(await download.path());
    expect(await verifyExport(file)).toMatchObject({
      ok: true,
      variant: 'roster-ids',
      period: { from: null, to: null },
    });
    expect(seen).toEqual([`download: ${councilId}-beginning-to-end.jsonl`]);
  });

  test('whoever is named in a flag adds a statement', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    await offerStatement(kit);
    const url = await listen(kit);
    const page = await enterAs(await chromium.share(), 'person-concerned', kit, url);
    await page.goto(url);
    await press(page, page.getByRole('main').getByRole('link'), 'Enter');
    await tabTo(page, page.getByLabel('How it was, in your own words'));
    await page.keyboard.type('I was told.');
    await page.keyboard.press('Enter');
    await page.keyboard.type('By the Clerk.');
    await press(page, page.getByRole('button', { name: 'Add your statement' }), 'Enter');
    await page.getByText('Your statement is with the question from now on.').waitFor();
    expect(await page.locator('.console-quote').textContent()).toBe('I was told.\nBy the Clerk.');
  });
});

describe('with JavaScript off', () => {
  test('flags are decided, filtered and reopened all the same', async () => {
    const kit = await openTestConsole({ flags: [{ severity: 'serious' }, {}] });
    const url = await listen(kit);
    const page = await enterAs(await chromium.open({ javaScriptEnabled: false }), 'handler', kit, url);
    await page.goto(url);
    const flag = page.locator('section.console-flag').first();
    await flag.locator('summary', { hasText: 'Dismiss' }).click();
    const form = flag.locator('details[open]');
    await form.getByLabel('Consent is on file').check();
    await form.getByLabel('In your own words').fill('Mrs Lane agreed in writing.');
    await form.getByLabel('Day').fill('3');
    await form.getByLabel('Month').fill('6');
    await form.getByLabel('Year').fill('2026');
    await form.getByLabel('Where it is on file').fill('planning file 12');
    await form.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('The flag is dismissed.').waitFor();
    await page.getByRole('link', { name: 'All flags' }).click();
    await page.getByLabel('State').selectOption('dismissed');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('1 of 2 flags').waitFor();
    await page.locator('tbody').getByRole('link').first().click();
    await page.locator('summary', { hasText: 'Reopen' }).click();
    await page.locator('details[open]').getByLabel('In your own words').fill('It was another letter.');
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.getByText('The flag is reopened.').waitFor();
  });
});
