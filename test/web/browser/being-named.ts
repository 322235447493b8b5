/** A councillor whom a flag names: sees what is about themselves, adds one statement, and gets no further. */

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Route, type RouteName, routes } from '../../../src/web/routes.ts';
import { base, clerk, councillor, type ExampleCouncil, forge, headingOf, send } from './example-council.ts';
import { addressOfPage } from './pages.ts';

const statement = 'I asked the Clerk first.\nShe said that it was public.';
const list = `${base}/flags?rule=confidential-to-third-party&person=${councillor.id}`;

/** Of all that needs a role; said here once more, so that a mistake in the table of routes shows. */
const theirs: readonly RouteName[] = ['council', 'statements', 'statement', 'add-statement'];

/** Everybody but the councillor, outside parties and quotes, as the Clerk reads them of this flag. */
async function readOthers(page: Page): Promise<string[]> {
  const row = page.locator('.govuk-summary-list__row', { hasText: 'Outside the council' });
  const outside = ((await row.locator('dd').textContent()) ?? '').split(', ');
  const quotes = await page.locator('main q').allTextContents();
  expect([...outside, ...quotes]).not.toContain('');
  expect(Math.min(outside.length, quotes.length)).toBeGreaterThan(0);
  return [...outside, ...quotes, 'Margaret', 'Hale', 'clerk@'];
}

export function describeBeingNamed({ enter, readLetter }: ExampleCouncil): void {
  test('is asked by the Clerk, reads about themselves only, and adds one statement that the Clerk then sees', async () => {
    const asking = await enter(clerk);
    await asking.go(list);
    await asking.page.locator('tbody').getByRole('link').first().click();
    const others = await readOthers(asking.page);
    const flag = new URL(asking.page.url()).pathname;
    await send(asking.page, 'Give the person concerned a link', async () => {
      await asking.page.locator('details[open]').getByLabel('Who?').selectOption(councillor.id);
    });
    await asking.page.getByText('A letter with the link is on its way to them.').waitFor();
    const letter = await readLetter(councillor.address, `${base}/statements/`);
    const path = /\/little-wickham\/statements\/[0-9a-f]{8}/.exec(letter)?.[0] ?? '';
    expect(path.slice(-8)).toBe(flag.split('/').at(-1)?.slice(0, 8));

    const { page, go, post } = await enter(councillor.address, path);
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allTextContents()).toEqual([
      'Your statements',
    ]);
    await page.getByLabel('How it was, in your own words').fill(statement);
    await page.getByRole('button', { name: 'Add your statement' }).click();
    await page.getByText('Your statement is with the question from now on.').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await post(path, { text: 'And another.' })).toMatchObject({ status: 409 });

    const facts = await page.locator('body').textContent();
    expect(facts).toContain('you acted');
    await go(`${base}/statements`);
    const shown = [letter, facts, await page.locator('body').textContent()].join('\n');
    for (const other of others) expect(shown).not.toContain(other);
    await asking.go(flag);
    const entry = asking.page.locator('main ol').first().locator('li').last();
    expect(await entry.textContent()).toContain(councillor.name);
    expect(await entry.locator('.console-quote').textContent()).toBe(statement.replace('\n', ' '));
    expect((await asking.read(flag)).text).not.toContain('And another.');
  });

  test('is refused every other page and form, in the browser and by direct request', async () => {
    const { text } = await (await enter(clerk)).read(list);
    const { page, go, read, post } = await enter(councillor.address);
    const [flag = ''] = idsIn(text);
    const addressOf = (route: Route): string =>
      addressOfPage(route, { flag, person: councillor.id, transition: 'dismiss', mute: 'mute-1' });
    const forbidden = routes.filter(({ name, who }) => typeof who !== 'string' && !theirs.includes(name));
    expect(forbidden.length).toBeGreaterThan(15);
    for (const route of forbidden) {
      const answer = await (route.method === 'GET' ? read : post)(addressOf(route));
      expect(answer.status, route.name).toBe(403);
      expect(answer.text, route.name).toContain('Not for you');
    }
    expect(await go(addressOfPage({ path: '/:council/flags/:flag' }, { flag }))).toBe(403);
    expect(await headingOf(page)).toBe('Not for you');
    expect(await forge(page, `${base}/flags/${flag}/dismiss`, { reason: 'wrong-match', text: 'Not this.' })).toBe(403);
    expect(await headingOf(page)).toBe('Not for you');
  });

  test('has no way to a question that they were not asked about', async () => {
    const { text } = await (await enter(clerk)).read(`${base}/flags?person=${councillor.id}`);
    const { page, go, read, post } = await enter(councillor.address);
    const offered = (await read(`${base}/statements`)).text;
    const other = idsIn(text).find((id) => !offered.includes(id)) ?? '';
    expect(other).not.toBe('');
    expect(await go(`${base}/statements/${other}`)).toBe(404);
    expect(await headingOf(page)).toBe('Page not found');
    expect((await post(`${base}/statements/${other}`, { text: statement })).status).toBe(404);
  });
}

function idsIn(flagList: string): string[] {
  return [...flagList.matchAll(/\/flags\/([0-9a-f]{8})"/g)].flatMap(([, id]) => id ?? []);
}
