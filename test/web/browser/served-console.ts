/** `candour serve` with its console, as it is shipped: everything on this machine, letters in a folder. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { APIRequestContext, Page } from 'playwright-core';
import { writeInto } from '../../sources/scratch-folder.ts';
import { startServe } from '../../support/serve-process.ts';
import { linkIn } from '../console-kit.ts';

export type ServedConsole = AsyncDisposable & {
  readonly url: string;
  /**
   * As a person does it: the address is typed, the letter read, the button pressed. Ends on the page that was asked for, by default
   * the one that the role begins with.
   */
  signIn(page: Page, address: string, path?: string): Promise<void>;
  /** The same way without a page, which costs seconds, for those of whom something else is to be shown. */
  signInByRequests(request: APIRequestContext, address: string): Promise<void>;
  /** Text of the first letter to this address that holds these words, as soon as it has gone out. */
  readLetter(address: string, words: string): Promise<string>;
};

/** All mail is read and judged when this resolves. */
const auditMs = 150_000;
const lookEveryMs = 100;
export const operator = 'operator@hosting.example';

/** `files`: beside `candour.yaml`; `council`: path of the council file, from there. */
export async function serveConsole(council: string, files: Record<string, string> = {}): Promise<ServedConsole> {
  const folder = mkdtempSync(join(tmpdir(), 'candour-'));
  const settings = [
    `councils: [{ file: ${JSON.stringify(council)}, observeDays: 0, alertsPerHour: off }]`,
    'database: var/candour.db',
    'mail: { from: Candour <candour@littlewickham-pc.gov.uk>, outbox: outbox }',
    'http: off',
    `web: { host: 127.0.0.1, port: 0, operators: [${operator}] }`,
  ];
  for (const [name, text] of Object.entries({ ...files, 'candour.yaml': `${settings.join('\n')}\n` }))
    writeInto(folder, name, text);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const serve = stack.use(startServe(folder, '--config', 'candour.yaml'));
  const url = await waitFor(() => /The console: (http:\S+)/.exec(serve.out())?.[1], serve.err);
  await waitFor(() => /^Watching for new mail/m.exec(serve.out())?.[0], serve.err);
  const owned = stack.move();
  const readLetter = (address: string, words: string): Promise<string> =>
    waitFor(() => findLetter(join(folder, 'outbox'), address, words), serve.err);
  return {
    url,
    readLetter,
    signIn: async (page, address, path = '/sign-in') => {
      await page.goto(url + path);
      await page.getByLabel('Your email address').fill(address);
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
      // Nobody signs in twice here, so that there is one such letter to each.
      await page.goto(url + linkIn({ text: await readLetter(address, '/sign-in/link/') }));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
    },
    signInByRequests: async (request, address) => {
      const send = async (page: string, action: string, fields: Record<string, string>): Promise<void> => {
        const token = /name="token" value="([^"]+)"/.exec(await (await request.get(url + page)).text())?.[1] ?? '';
        const answer = await request.post(url + action, { form: { token, ...fields }, maxRedirects: 0 });
        if (answer.status() !== 303) throw new Error(await answer.text());
      };
      await send('/sign-in', '/sign-in', { address });
      const path = linkIn({ text: await readLetter(address, '/sign-in/link/') });
      await send(path, '/sign-in/link', { link: path.replace('/sign-in/link/', '') });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Looks again and again; not the test runner's own, so that scripts can use this too. */
async function waitFor<Found>(find: () => Found | undefined, describe: () => string): Promise<Found> {
  const until = performance.now() + auditMs;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`It did not come. ${describe()}`);
    await delay(lookEveryMs);
  }
}

function findLetter(outbox: string, address: string, words: string): string | undefined {
  for (const name of readdirSync(outbox).filter((each) => each.endsWith('.eml'))) {
    const text = readFileSync(join(outbox, name), 'utf8').replaceAll(/=\r?\n/g, '');
    if (text.includes(words) && /^To: .*$/m.exec(text)?.[0].includes(address)) return text;
  }
  return undefined;
}
