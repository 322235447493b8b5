/** Every page in each of its states: nothing that axe-core finds, and nothing wider than a small screen. */

import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { describeDatabaseError } from '../../../src/database/error.ts';
import type { RoleName } from '../../../src/review/transitions.ts';
import { isFor } from '../../../src/web/routes.ts';
import { aboutClerk, councilId, offerStatement, openTestConsole, type TestConsole, type Who } from '../console-kit.ts';
import { pond, putMessage } from '../put-message.ts';
import { enterAs, enterAsNobody, listen, useChromium, watch } from './browser-kit.ts';
import { expectUsable, putAxeInto } from './expect-usable.ts';
import { addressOfPage, pages } from './pages.ts';

const chromium = useChromium();
const base = `/${councilId}`;

beforeAll(async () => putAxeInto(await chromium.share()));

async function enter(who: Who | null, kit: TestConsole, url: string): Promise<Page> {
  const context = await chromium.share();
  return who === null ? enterAsNobody(context) : enterAs(context, who, kit, url);
}

/** Content that was looked at in this file already: where a role is shown the same as another, it is not looked at again. */
const known = new Set<string>();

/** Which form it may send, a page says by tokens that nobody sees. */
function contentOf(html: string): string {
  const content = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  if (content === '') throw new Error('The page has no content.');
  return content.replaceAll(/name="token" value="[^"]*"/g, '');
}

/** Looks at each page that `role` may use, and says under which address it was found; the way to another page is followed once. */
async function lookAtAll(page: Page, url: string, role: RoleName | null, kit: TestConsole): Promise<string[]> {
  const looked = new Set<string>();
  let isMenuSeen = false;
  const values = { flag: kit.flags[0] ?? 'a'.repeat(64), person: 'cllr-okafor' };
  for (const route of pages) {
    const isWanted = role === null ? route.who === 'anyone' : route.who !== 'anyone' && isFor(route, new Set([role]));
    if (!isWanted) continue;
    const answer = await page.request.get(url + addressOfPage(route, values));
    if (looked.has(answer.url())) continue;
    looked.add(answer.url());
    const content = contentOf(await answer.text());
    // The last page of everybody who is signed in is a short one, and shows the menu where nothing else was new.
    if (known.has(content) && (isMenuSeen || route.name !== 'health')) continue;
    known.add(content);
    isMenuSeen = true;
    await page.goto(answer.url());
    // A form that nobody has sent has no mistakes.
    expect(await page.locator('.govuk-form-group--error').count(), route.name).toBe(0);
    await expectUsable(page, `${role ?? 'anybody'}, ${route.name}`);
  }
  return [...looked];
}

const longWord = 'w'.repeat(200);
const many = [
  { severity: 'serious' as const },
  { evidence: [{ kind: 'bcc-header', where: longWord, quote: `${longWord} ${'many words '.repeat(20)}` }] },
  ...Array.from({ length: 60 }, (_, index) => ({ date: `2026-0${1 + (index % 5)}-11T09:14:00+00:00` })),
];
const roles = ['handler', 'alternate', 'auditor', 'operator', 'person-concerned'] as const;
const headingOf = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();

describe('axe-core finds nothing, and 320 px are wide enough, on each page', () => {
  test('of each role, with many flags, and of whoever is not signed in', async () => {
    const kit = await openTestConsole({ flags: many });
    await offerStatement(kit);
    const url = await listen(kit);
    const page = await enter(null, kit, url);
    const seen = watch(page);
    expect(await lookAtAll(page, url, null, kit)).toContain(`${url}/sign-in`);
    for (const role of roles) expect(await lookAtAll(await enter(role, kit, url), url, role, kit)).not.toEqual([]);
    expect(seen).toEqual([]);
  });

  test('where there is nothing yet', async () => {
    const kit = await openTestConsole();
    const url = await listen(kit);
    for (const role of ['handler', 'auditor'] as const) await lookAtAll(await enter(role, kit, url), url, role, kit);
  });

  test('that says what is wrong with a form, or what has been done', async () => {
    const kit = await openTestConsole({ flags: [pond, { people: aboutClerk }] });
    await putMessage(kit);
    const url = await listen(kit);
    const page = await enter('handler', kit, url);
    await page.goto(`${url}${base}/flags/${kit.flags[0]}`);
    await page.getByRole('button', { name: 'Open the message in the mailbox' }).click();
    await page.getByText('The heron is back.').waitFor();
    await expectUsable(page, 'a message');
    await page.getByRole('link', { name: 'The flag', exact: true }).click();
    await page.getByText('Dismiss', { exact: false }).first().click();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('There is a problem');
    await expectUsable(page, 'a form refused');
    await page.getByLabel('Candour matched the wrong thing').check();
    const form = page.locator(`#dismiss-${(kit.flags[0] ?? '').slice(0, 8)}`);
    await form.getByLabel('In your own words').fill('Another Alan Pratt.');
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
    await page.goto(`${url}${base}/mutes`);
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('alert').getByText('Choose one of the rules.').waitFor();
    await expectUsable(page, 'a mute refused');
    await page.goto(`${url}${base}/flags?person=cllr-lane`);
    await expectUsable(page, 'no flag of these filters');
    await page.goto(`${url}${base}/export`);
    await page.getByText('Ask the auditor for it.').waitFor();
    await expectUsable(page, 'an export that is not for them');

    await offerStatement(kit);
    await enter('person-concerned', kit, url);
    await page.goto(`${url}${base}/statements/${kit.flags[0]?.slice(0, 8)}`);
    await page.getByRole('button', { name: 'Add your statement' }).click();
    await page.getByRole('alert').waitFor();
    await expectUsable(page, 'a statement refused');
    await page.getByLabel('How it was, in your own words').fill(`${longWord}\n\nI was told.`);
    await page.getByRole('button', { name: 'Add your statement' }).click();
    await page.getByText('Your statement is with the question from now on.').waitFor();
    await expectUsable(page, 'a statement added');

    await enter('auditor', kit, url);
    await page.goto(`${url}${base}/export`);
    await page.getByLabel('Or from').fill('2026-05-02');
    await page.getByLabel('Until').fill('2026-05-01');
    await page.getByLabel('Size of the sample').fill('0');
    await page.getByRole('button', { name: 'Download the export' }).click();
    await page.getByRole('alert').getByText('The last day is before the first').waitFor();
    expect(await page.locator('.govuk-form-group--error').count()).toBe(2);
    await expectUsable(page, 'an export refused');
  });

  test('that is not there, not for them, too often asked for, busy or broken', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const url = await listen(kit);
    const page = await enter('handler', kit, url);
    const expectFailure = async (path: string, status: number, title: string): Promise<void> => {
      expect((await page.goto(url + path))?.status()).toBe(status);
      expect(await headingOf(page)).toBe(title);
      await expectUsable(page, title);
    };
    await expectFailure('/nowhere', 404, 'Page not found');
    await expectFailure(`${base}/statements`, 403, 'Not for you');
    await page.goto(`${url}${base}/log`);
    for (let count = 0; count < 6; count += 1) await page.request.post(`${url}${base}/log`);
    await page.getByRole('button', { name: 'Verify the whole chain now' }).click();
    await page.getByRole('heading', { name: 'Too many attempts' }).waitFor();
    await expectUsable(page, 'too many attempts');
    const catchUp = vi.spyOn(kit.live.log, 'catchUp');
    catchUp.mockRejectedValue(describeDatabaseError('busy', { temporary: true }));
    await expectFailure(`${base}/today`, 503, 'Candour is busy');
    catchUp.mockRejectedValue(new Error('A broken invariant.'));
    await expectFailure(`${base}/today`, 500, 'Something went wrong');
  });

  test('of signing in that goes wrong', async () => {
    const kit = await openTestConsole();
    const url = await listen(kit);
    const page = await enter(null, kit, url);
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
