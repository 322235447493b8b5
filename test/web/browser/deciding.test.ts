/** The example council's flags, decided in a browser by everybody who has a part in it, and what each of them is refused. */

import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectFolder } from '../../support/corpora.ts';
import { useChromium, watch } from './browser-kit.ts';
import { operator, type ServedConsole, serveConsole } from './served-console.ts';

const chromium = useChromium();
const base = '/little-wickham';
const domain = 'littlewickham-pc.gov.uk';
const clerk = `clerk@${domain}`;
/** Whom the example's routing names. */
const [forTheClerk, alternate, auditor] = [
  `cllr.okafor@${domain}`,
  `cllr.lindqvist@${domain}`,
  'rupert@fenland-audit.example',
];

let served: ServedConsole | undefined;
beforeAll(async () => {
  served = await serveConsole(join(projectFolder, 'config/councils/little-wickham/council.yaml'));
}, 180_000);
afterAll(() => served?.[Symbol.asyncDispose]());

type Person = { page: Page; seen: string[]; go: (path: string) => Promise<number> };

/** One letter for each person; later tests go on with the session that it began. */
const sessions = new Map<string, Parameters<ReturnType<Page['context']>['addCookies']>[0]>();

async function enter(address: string): Promise<Person> {
  if (served === undefined) throw new Error('The console is not there.');
  const { url, signIn } = served;
  const context = await chromium.open();
  const page = await context.newPage();
  const seen = watch(page);
  const known = sessions.get(address);
  if (known !== undefined) await context.addCookies([...known]);
  else {
    await signIn(page, address);
    sessions.set(address, await context.cookies());
  }
  return { page, seen, go: async (path) => (await page.goto(url + path))?.status() ?? 0 };
}

/** Opens a form, fills it in and sends it. */
async function send(place: Page | Locator, label: string, fill?: () => Promise<void>): Promise<void> {
  await place.locator('summary', { hasText: label }).click();
  await fill?.();
  await place.getByRole('button', { name: label }).click();
}

const words = (place: Page | Locator): Locator => place.locator('details[open]').getByLabel('In your own words');
const headingOf = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();

/** Paths of flags that wait for the Clerk and name none of these people, so that they may come to them. */
async function findFlags({ page, go }: Person, without: RegExp = /Okafor|Lindqvist/): Promise<string[]> {
  await go(`${base}/flags?state=open&person=cllr-pratt`);
  const rows = await page.locator('tbody tr').filter({ hasNotText: without }).all();
  return Promise.all(rows.map(async (row) => (await row.getByRole('link').first().getAttribute('href')) ?? ''));
}

describe('the Clerk', () => {
  test('signs in by a letter and decides five flags in a row', async () => {
    const { page, seen } = await enter(clerk);
    expect(await headingOf(page)).toBe('Decide today');
    const decided: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const flag = page.locator('section.console-flag').first();
      const id = (await flag.getAttribute('aria-labelledby')) ?? '';
      if (count % 2 === 0)
        await send(flag, 'Confirm, and say what was done', () => flag.getByLabel('A word was had').check());
      else
        await send(flag, 'Dismiss', async () => {
          await flag.getByLabel('Candour matched the wrong thing').check();
          await words(flag).fill('The other Alan Pratt, of the parish.');
        });
      await page.getByText(count % 2 === 0 ? 'The flag is confirmed.' : 'The flag is dismissed.').waitFor();
      expect(await page.locator(`#${id}`).count()).toBe(0);
      decided.push(id.replace('flag-', ''));
    }
    expect(new Set(decided).size).toBe(5);
    await page.goto(new URL(`${base}/flags?state=confirmed`, page.url()).href);
    expect(await page.getByRole('status').textContent()).toMatch(/^3 of/);
    expect(seen).toEqual([]);
  });

  test('reopens what was decided, and is told what is wrong with a form', async () => {
    const { page, go, seen } = await enter(clerk);
    await go(`${base}/flags?state=confirmed`);
    await page.locator('tbody').getByRole('link').first().click();
    await send(page, 'Reopen');
    await page.getByRole('alert').waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await words(page).fill('Another copy has turned up.');
    await page.locator('details[open]').getByRole('button', { name: 'Reopen' }).click();
    await page.getByText('The flag is reopened.').waitFor();
    expect(await page.getByText('Another copy has turned up.').count()).toBe(1);
    expect(seen).toEqual([]);
  });

  test('of two windows, the one that comes late changes nothing', async () => {
    const one = await enter(clerk);
    const [flag = ''] = await findFlags(one);
    const other = await enter(clerk);
    await Promise.all([one.go(flag), other.go(flag)]);
    await send(one.page, 'Confirm, and say what was done', () => one.page.getByLabel('A word was had').check());
    await one.page.getByText('The flag is confirmed.').waitFor();
    await send(other.page, 'Dismiss', async () => {
      await other.page.getByLabel('Candour matched the wrong thing').check();
      await words(other.page).fill('Not this one.');
    });
    expect(await other.page.getByRole('alert').textContent()).toContain('nothing was recorded');
  });
});

describe('whoever stands aside', () => {
  test('never sees the flag again; it comes to the next, and then to the alternate, who decides it', async () => {
    const first = await enter(clerk);
    const [flag = ''] = await findFlags(first);
    const [second, third] = [await enter(forTheClerk), await enter(alternate)];
    for (const { go, page } of [second, third]) {
      expect(await go(flag)).toBe(404);
      expect(await headingOf(page)).toBe('Page not found');
    }
    for (const [person, next] of [
      [first, second],
      [second, third],
    ] as const) {
      expect(await person.go(flag)).toBe(200);
      await send(person.page, 'Leave it to somebody else for good');
      await person.page.getByText('The flag has passed to somebody else, for good.').waitFor();
      expect(await person.go(flag)).toBe(404);
      expect(await next.go(flag)).toBe(200);
    }
    await send(third.page, 'Confirm, and say what was done', () => third.page.getByLabel('A word was had').check());
    await third.page.getByText('The flag is confirmed.').waitFor();
    expect([...first.seen, ...second.seen, ...third.seen]).toEqual([]);
  });
});

describe('the auditor', () => {
  test('reads every flag, is offered no decision, and asks for one to be reopened', async () => {
    const { page, go, seen } = await enter(auditor);
    expect(await page.getByRole('link', { name: 'Decide today' }).count()).toBe(0);
    await go(`${base}/flags?state=dismissed`);
    await page.locator('tbody').getByRole('link').first().click();
    for (const label of ['Dismiss', 'Confirm', 'Reopen', 'Close', 'Correct', 'Leave it'])
      expect(await page.locator('summary', { hasText: new RegExp(`^${label}`) }).count(), label).toBe(0);
    await send(page, 'Ask for it to be reopened', () => words(page).fill('The consent is not on file.'));
    await page.getByText('You have asked for the flag to be reopened.').waitFor();
    const flag = new URL(page.url()).pathname;
    const person = await enter(clerk);
    await person.go(flag);
    expect(await person.page.getByText('The auditor has asked for this flag to be reopened.').count()).toBe(1);
    expect(seen).toEqual([]);
  });
});

/** Sends what the page offers no form for, with the page's own token, as somebody would who edits it. */
async function forge(page: Page, action: string, fields: Record<string, string>): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  const loaded = page.waitForEvent('load');
  await page.evaluate(
    ([where, values]) => {
      const form = document.querySelector<HTMLFormElement>('header form');
      if (form === null) throw new Error('There is no form.');
      form.action = where;
      for (const [name, value] of Object.entries(values)) {
        const input = document.createElement('input');
        Object.assign(input, { type: 'hidden', name, value });
        form.append(input);
      }
      form.submit();
    },
    [action, fields] as const,
  );
  const [response] = await Promise.all([answer, loaded]);
  return response.status();
}

describe('what is forbidden is refused, and nothing is changed by it:', () => {
  const decision = {
    reason: 'wrong-match',
    text: 'Not this.',
    seen: '1',
    actions: 'training',
    recipient: 'cllr-okafor',
  };

  test.each([
    ['the auditor decides', auditor, ['dismiss', 'confirm', 'reopen', 'recuse', 'offer-statement'], 403],
    ['the operator decides', operator, ['dismiss', 'confirm', 'recuse'], 403],
    ['somebody decides who may not see the flag', alternate, ['dismiss', 'confirm', 'recuse'], 404],
    ['the Clerk does what only Candour does', clerk, ['mark-late', 'reroute', 'note-seen', 'add-statement'], 404],
    ['the Clerk closes what is not decided', clerk, ['close', 'record-explanation'], 409],
  ])('%s', async (_, address, transitions, status) => {
    const reader = await enter(clerk);
    const [flag = ''] = await findFlags(reader);
    await reader.go(flag);
    const form = reader.page.locator('form[action$="/dismiss"]');
    const place = (await form.getAttribute('action'))?.replace(/\/dismiss$/, '') ?? '';
    const history = (): Promise<string | null> => reader.page.locator('main ol').first().textContent();
    const before = await history();
    const { page, go } = await enter(address);
    for (const transition of transitions) {
      await go(base);
      expect(await forge(page, `${place}/${transition}`, decision), transition).toBe(status);
    }
    await reader.go(flag);
    expect(await history()).toBe(before);
  });

  test('pages of others, by their address', async () => {
    const flag = (await findFlags(await enter(clerk)))[0] ?? '';
    for (const [address, path, status] of [
      [auditor, `${base}/today`, 403],
      [operator, `${base}/flags`, 403],
      [operator, flag, 403],
      [operator, `${base}/health`, 200],
      [alternate, flag, 404],
    ] as const) {
      const { go } = await enter(address);
      expect(await go(path), `${address} ${path}`).toBe(status);
    }
  });

  test('whoever has signed out, or never signed in', async () => {
    if (served === undefined) throw new Error('The console is not there.');
    const page = await (await chromium.open()).newPage();
    await page.goto(`${served.url}${base}/flags`);
    expect(await headingOf(page)).toBe('Sign in');
    const { page: own, go } = await enter(operator);
    await go(base);
    await own.getByRole('button', { name: 'Sign out' }).click();
    await own.getByRole('heading', { name: 'Sign in' }).waitFor();
    await go(`${base}/health`);
    expect(await headingOf(own)).toBe('Sign in');
    await own.goBack();
    expect(await own.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
  });
});
