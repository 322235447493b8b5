/** The example council, audited once for a file of tests, and everybody who has a part in it. */

import { join } from 'node:path';
import { type APIRequestContext, type Locator, type Page, request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { projectFolder } from '../../support/corpora.ts';
import { enterAsNobody, useChromium, watch } from './browser-kit.ts';
import { type ServedConsole, serveConsole } from './served-console.ts';

export const base = '/little-wickham';
const domain = 'littlewickham-pc.gov.uk';
export const clerk = `clerk@${domain}`;
/** Whom the example's routing names. */
export const [forTheClerk, alternate, auditor] = [
  `cllr.okafor@${domain}`,
  `cllr.lindqvist@${domain}`,
  'rupert@fenland-audit.example',
];
/** Has no part in it but to be named in flags. */
export const councillor = { id: 'cllr-adeyemi', name: 'Adeyemi', address: `cllr.adeyemi@${domain}` };

export type Person = {
  /** The window at which all of them work in turn: a window for each would cost more than what is shown in it. */
  page: Page;
  /** What that window did so far which none of ours does; each test ends with nothing in it. */
  seen: string[];
  /** Sits down at the window, as the one who is signed in, and opens this path. Resolves with the status. */
  go: (path: string) => Promise<number>;
  /** By a request of theirs, for what is only compared. */
  read: (path: string) => Promise<{ status: number; text: string }>;
  /** A form that no page has, with the token of those that they have. */
  post: (path: string, fields?: Record<string, string>) => Promise<{ status: number; text: string; isFile: boolean }>;
};

export type ExampleCouncil = {
  /** `path`: of a page that asks them to sign in first, which they do in the browser. Everybody signs in once. */
  enter: (address: string, path?: string) => Promise<Person>;
  /** Opens the path without being signed in. */
  goAsNobody: (path: string) => Promise<Page>;
  readLetter: ServedConsole['readLetter'];
  url: () => string;
};

/** To be called once in a file, outside of tests. Fails each test in which a page did what none of ours does. */
export function useExampleCouncil(): ExampleCouncil {
  const chromium = useChromium();
  const people = new Map<string, Person>();
  const stack = new AsyncDisposableStack();
  let open: { served: ServedConsole; window: Window } | undefined;
  const there = (): { served: ServedConsole; window: Window } => {
    if (open === undefined) throw new Error('The console is not there.');
    return open;
  };
  beforeAll(async () => {
    const served = stack.use(await serveConsole(join(projectFolder, 'config/councils/little-wickham/council.yaml')));
    const page = await enterAsNobody(await chromium.share());
    open = { served, window: { page, seen: watch(page), url: served.url } };
  }, 180_000);
  afterEach(() => expect(open?.window.seen.splice(0)).toEqual([]));
  afterAll(() => stack.disposeAsync());
  const signIn = async (address: string, path?: string): Promise<APIRequestContext> => {
    const { served, window } = there();
    if (path === undefined) {
      const jar = stack.adopt(await request.newContext(), (each) => each.dispose());
      await served.signInByRequests(jar, address);
      return jar;
    }
    await enterAsNobody(window.page.context());
    await served.signIn(window.page, address, path);
    const storageState = await window.page.context().storageState();
    return stack.adopt(await request.newContext({ storageState }), (each) => each.dispose());
  };
  return {
    enter: async (address, path) => {
      const person = people.get(address) ?? personAt(there().window, await signIn(address, path));
      people.set(address, person);
      return person;
    },
    goAsNobody: async (path) => {
      const { page, url } = there().window;
      await enterAsNobody(page.context());
      await page.goto(url + path);
      return page;
    },
    readLetter: (address, part) => there().served.readLetter(address, part),
    url: () => there().served.url,
  };
}

type Window = { page: Page; seen: string[]; url: string };

/** `jar`: what asks for them, with the cookies of their session. */
function personAt({ page, seen, url }: Window, jar: APIRequestContext): Person {
  const read: Person['read'] = async (path) => {
    const answer = await jar.get(url + path);
    return { status: answer.status(), text: await answer.text() };
  };
  return {
    page,
    seen,
    read,
    go: async (path) => {
      await enterAsNobody(page.context());
      await page.context().addCookies((await jar.storageState()).cookies);
      return (await page.goto(url + path))?.status() ?? 0;
    },
    post: async (path, fields = {}) => {
      const token = /name="token" value="([^"]+)"/.exec((await read(base)).text)?.[1] ?? '';
      const headers = { origin: url };
      const answer = await jar.post(url + path, { form: { token, ...fields }, headers, maxRedirects: 0 });
      const isFile = answer.headers()['content-disposition'] !== undefined;
      return { status: answer.status(), text: await answer.text(), isFile };
    },
  };
}

/** Opens a form, fills it in and sends it. */
export async function send(place: Page | Locator, label: string, fill?: () => Promise<void>): Promise<void> {
  await place.locator('summary', { hasText: label }).click();
  await fill?.();
  await place.getByRole('button', { name: label }).click();
}

export const words = (place: Page | Locator): Locator => place.locator('details[open]').getByLabel('In your own words');
export const headingOf = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();

/** Sends what the page offers no form for, with the page's own token, as somebody would who edits it. */
export async function forge(page: Page, action: string, fields: Record<string, string> = {}): Promise<number> {
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
