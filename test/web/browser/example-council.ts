/** The example council, audited once for a file of tests, and everybody who has a part in it: each signs in once and stays signed in. */

import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { projectFolder } from '../../support/corpora.ts';
import { useChromium, watch } from './browser-kit.ts';
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
  page: Page;
  seen: string[];
  go: (path: string) => Promise<number>;
  /** Without the browser's page, for what is only compared; as the same person. */
  read: (path: string) => Promise<{ status: number; text: string }>;
  /** A form that no page has, with the token of those that it has. */
  post: (path: string, fields?: Record<string, string>) => Promise<{ status: number; text: string; isFile: boolean }>;
};

export type ExampleCouncil = {
  /** `path`: of a page that asks them to sign in first, which they do in the browser. */
  enter: (address: string, path?: string) => Promise<Person>;
  readLetter: ServedConsole['readLetter'];
  /** Somebody whom nobody knows. */
  openPage: () => Promise<Page>;
  url: () => string;
};

/** To be called once in a file, outside of tests. Fails each test in which any page did what none of ours does. */
export function useExampleCouncil(): ExampleCouncil {
  const chromium = useChromium();
  const people = new Map<string, Person>();
  let served: ServedConsole | undefined;
  const there = (): ServedConsole => {
    if (served === undefined) throw new Error('The console is not there.');
    return served;
  };
  beforeAll(async () => {
    served = await serveConsole(join(projectFolder, 'config/councils/little-wickham/council.yaml'));
  }, 180_000);
  afterEach(() => {
    for (const [address, { seen }] of people) expect(seen.splice(0), address).toEqual([]);
  });
  afterAll(() => served?.[Symbol.asyncDispose]());
  return {
    enter: async (address, path) => {
      const known = people.get(address);
      if (known !== undefined) return known;
      const page = await (await chromium.openForAll()).newPage();
      const person = personAt(page, there().url);
      if (path !== undefined) await there().signIn(page, address, path);
      else {
        await there().signInByRequests(page.context().request, address);
        await person.go(base);
      }
      people.set(address, person);
      return person;
    },
    readLetter: (address, words) => there().readLetter(address, words),
    openPage: async () => (await chromium.open()).newPage(),
    url: () => there().url,
  };
}

function personAt(page: Page, url: string): Person {
  const { request } = page.context();
  return {
    page,
    seen: watch(page),
    go: async (path) => (await page.goto(url + path))?.status() ?? 0,
    read: async (path) => {
      const answer = await request.get(url + path);
      return { status: answer.status(), text: await answer.text() };
    },
    post: async (path, fields = {}) => {
      const token = (await page.locator('header input[name=token]').getAttribute('value')) ?? '';
      const headers = { origin: url };
      const answer = await request.post(url + path, { form: { token, ...fields }, headers, maxRedirects: 0 });
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
