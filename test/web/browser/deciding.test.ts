/** The example council's flags, decided in a browser by everybody who has a part in it, and what each of them is refused. */

import { describe, expect, test } from 'vitest';
import { describeBeingNamed } from './being-named.ts';
import {
  alternate,
  auditor,
  base,
  clerk,
  forge,
  forTheClerk,
  headingOf,
  type Person,
  send,
  useExampleCouncil,
  words,
} from './example-council.ts';
import { describeExporting } from './exporting.ts';
import { operator } from './served-console.ts';

const council = useExampleCouncil();
const { enter } = council;

/** Paths of flags that wait for the Clerk and name none of these people, so that they may come to them. */
async function findFlags({ page, go }: Person, without: RegExp = /Okafor|Lindqvist/): Promise<string[]> {
  await go(`${base}/flags?state=open&person=cllr-pratt`);
  const rows = page.locator('tbody tr').filter({ hasNotText: without });
  return rows.evaluateAll((all) => all.map((row) => row.querySelector('a')?.getAttribute('href') ?? ''));
}

describe('the Clerk', () => {
  test('signs in by a letter and decides five flags in a row', async () => {
    const { page, go } = await enter(clerk, '/sign-in');
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
    await go(`${base}/flags?state=confirmed`);
    expect(await page.getByRole('status').textContent()).toMatch(/^3 of/);
  });

  test('reopens what was decided, and is told what is wrong with a form', async () => {
    const { page, go } = await enter(clerk);
    await go(`${base}/flags?state=confirmed`);
    await page.locator('tbody').getByRole('link').first().click();
    await send(page, 'Reopen');
    await page.getByRole('alert').waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await words(page).fill('Another copy has turned up.');
    await page.locator('details[open]').getByRole('button', { name: 'Reopen' }).click();
    await page.getByText('The flag is reopened.').waitFor();
    expect(await page.getByText('Another copy has turned up.').count()).toBe(1);
  });

  test('of two windows, the one that comes late changes nothing', async () => {
    const one = await enter(clerk);
    const [flag = ''] = await findFlags(one);
    const other = await one.page.context().newPage();
    await one.go(flag);
    await other.goto(council.url() + flag);
    await send(one.page, 'Confirm, and say what was done', () => one.page.getByLabel('A word was had').check());
    await one.page.getByText('The flag is confirmed.').waitFor();
    await send(other, 'Dismiss', async () => {
      await other.getByLabel('Candour matched the wrong thing').check();
      await words(other).fill('Not this one.');
    });
    expect(await other.getByRole('alert').textContent()).toContain('nothing was recorded');
    await other.close();
  });

  test('opens the message of a flag: it comes from the mailbox on a click, and the history says who opened it', async () => {
    const { page, go } = await enter(clerk);
    await go(`${base}/flags?rule=councillor-commitment&person=cllr-pratt`);
    await page.locator('tbody tr', { hasText: '12 February 2026' }).getByRole('link').click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    const notKept = page.getByText('cut and lay 140m of hawthorn');
    const opened = page.getByText('The handler opened the message in the mailbox. (Margaret Hale');
    expect(await Promise.all([notKept.count(), opened.count()])).toEqual([0, 0]);
    await page.getByRole('button', { name: 'Open the message in the mailbox' }).click();
    await notKept.waitFor();
    expect(await headingOf(page)).toBe('RE: Quote – Glebe Field hedges');
    await page.getByRole('link', { name: 'The flag', exact: true }).click();
    await opened.waitFor();
    expect(await Promise.all([notKept.count(), opened.count()])).toEqual([0, 1]);
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
      expect((await person.read(flag)).status).toBe(404);
      expect((await next.read(flag)).status).toBe(200);
    }
    await third.go(flag);
    await send(third.page, 'Confirm, and say what was done', () => third.page.getByLabel('A word was had').check());
    await third.page.getByText('The flag is confirmed.').waitFor();
  });
});

describe('the auditor', () => {
  test('reads every flag, is offered no decision, and asks for one to be reopened', async () => {
    const { page, go } = await enter(auditor);
    await go(base);
    expect(await page.getByRole('link', { name: 'Decide today' }).count()).toBe(0);
    await go(`${base}/flags?state=dismissed`);
    await page.locator('tbody').getByRole('link').first().click();
    await page.locator('summary').first().waitFor();
    expect(await page.locator('summary').allTextContents()).toEqual([
      expect.stringMatching(/^Ask for it to be reopened/),
    ]);
    await send(page, 'Ask for it to be reopened', () => words(page).fill('The consent is not on file.'));
    await page.getByText('You have asked for the flag to be reopened.').waitFor();
    const seenByClerk = await (await enter(clerk)).read(new URL(page.url()).pathname);
    expect(seenByClerk.text).toContain('The auditor has asked for this flag to be reopened.');
  });
});

describe('the export', () => describeExporting(council));
describe('whoever is named in a flag', () => describeBeingNamed(council));

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
  ])('%s', async (_, address, [first = '', ...others], status) => {
    const reader = await enter(clerk);
    const [flag = ''] = await findFlags(reader);
    const before = await reader.read(flag);
    const place = /action="([^"]+)\/dismiss"/.exec(before.text)?.[1];
    if (place === undefined) throw new Error('The Clerk is offered no decision.');
    const { page, go, post } = await enter(address);
    await go(base);
    expect(await forge(page, `${place}/${first}`, decision), first).toBe(status);
    for (const transition of others)
      expect((await post(`${place}/${transition}`, decision)).status, transition).toBe(status);
    expect(historyIn((await reader.read(flag)).text)).toBe(historyIn(before.text));
  });

  test('pages of others, by their address', async () => {
    const [flag = ''] = await findFlags(await enter(clerk));
    for (const [address, path, status] of [
      [auditor, `${base}/today`, 403],
      [operator, `${base}/flags`, 403],
      [operator, flag, 403],
      [operator, `${base}/health`, 200],
      [alternate, flag, 404],
    ] as const)
      expect((await (await enter(address)).read(path)).status, `${address} ${path}`).toBe(status);
    const { page, go } = await enter(operator);
    await go(flag);
    expect(await headingOf(page)).toBe('Not for you');
  });

  // Last, since it ends a session.
  test('whoever has signed out, or never signed in', async () => {
    const page = await council.goAsNobody(`${base}/flags`);
    expect(await headingOf(page)).toBe('Sign in');
    const { page: own, go } = await enter(operator);
    await go(base);
    await own.getByRole('button', { name: 'Sign out' }).click();
    await own.getByRole('heading', { name: 'Sign in' }).waitFor();
    await own.goBack();
    expect(await own.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    // With the cookie of before, as somebody would who kept it.
    await go(`${base}/health`);
    expect(await headingOf(own)).toBe('Sign in');
  });
});

function historyIn(page: string): string {
  const found = /History<\/h2>[\s\S]*?<\/ol>/.exec(page)?.[0];
  if (found === undefined) throw new Error('The page has no history.');
  return found;
}
