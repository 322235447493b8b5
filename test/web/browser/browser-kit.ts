/** A real Chromium before the console: one browser for a file of tests, one profile for each person, and a watch over what a page does. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createSession } from '../../../src/intake/session-store.ts';
import { addresses, type TestConsole, type Who } from '../console-kit.ts';

/** Other programs share the processors: what is there at once on a quiet machine may take long. */
export const patienceMs = 30_000;

/** Only what is on this machine is asked for; the sandbox needs rights that a container does not give. */
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws where Debian's package chromium is not installed. */
export function launchChromium(): Promise<Browser> {
  const executablePath = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
    .map((folder) => join(folder, 'chromium'))
    .find(isExecutable);
  if (executablePath === undefined) throw new Error('Chromium is not installed: apt-get install chromium');
  // Each launch gets a folder of its own for the user's data, which is gone with it.
  return chromium.launch({ executablePath, headless: true, args: chromiumFlags, timeout: patienceMs });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

type Contexts = {
  /** For one test, which needs it otherwise than the rest. */
  open: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** The same for all tests of a file: a context, and a process for its pages, cost seconds on a busy machine. */
  share: () => Promise<BrowserContext>;
};

/** To be called once in a file, outside of tests. */
export function useChromium(): Contexts {
  let browser: Browser | undefined;
  let shared: Promise<BrowserContext> | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  const make = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    if (browser === undefined) throw new Error('The browser has not been started.');
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options });
    context.setDefaultTimeout(patienceMs);
    return context;
  };
  return {
    open: async (options) => {
      const context = await make(options);
      onTestFinished(() => context.close());
      return context;
    },
    share: () => (shared ??= make()),
  };
}

/** The console of a test, on a free port. */
export async function listen({ app, console }: TestConsole): Promise<string> {
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  console.noteListening(Number(new URL(url).port));
  return url;
}

/** Without the way through a letter, which has its own test: a session as signing in would have made it. */
export async function enterAs(
  context: BrowserContext,
  who: Who,
  { database, clock }: TestConsole,
  url: string,
): Promise<Page> {
  const page = await enterAsNobody(context);
  const value = await createSession(database, addresses[who], clock.now);
  await context.addCookies([{ name: 'candour-session', value, url }]);
  return page;
}

/** Whoever comes next goes on in the same page. */
export async function enterAsNobody(context: BrowserContext): Promise<Page> {
  await context.clearCookies();
  return context.pages()[0] ?? (await context.newPage());
}

/** A file that was saved is opened by its own path. */
const ownAddress = /^(?:http:\/\/127\.0\.0\.1:\d+|file:\/)\//;

/**
 * Whatever a page does that none of ours does: dialogs, scripts that fail, what the content security policy stops, requests to
 * elsewhere. Empty where all is well.
 */
export function watch(page: Page): string[] {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // That an answer has status 403 or 422 is the test's own affair.
    if (!message.text().startsWith('Failed to load resource')) seen.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!ownAddress.test(request.url())) seen.push(`request: ${request.url()}`);
  });
  page.on('popup', (other) => seen.push(`window: ${other.url()}`));
  page.on('download', (download) => seen.push(`download: ${download.suggestedFilename()}`));
  return seen;
}

/** Presses the button, and keeps the file that comes in `folder`. Resolves with its path. */
export async function save(page: Page, folder: string, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}
