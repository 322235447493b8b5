/** The console of a council of the test's own: people with every role, flags in the log, letters that are kept, a clock that stands. */

import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/database/open-database.ts';
import { planJudgement } from '../../src/flaglog/plan-judgement.ts';
import { createSession } from '../../src/intake/session-store.ts';
import type { Letter } from '../../src/notify/transport/transport.ts';
import { LiveCouncil } from '../../src/operation/live-council.ts';
import { silentLogger } from '../../src/operation/logger.ts';
import type { Job } from '../../src/queue/queue.ts';
import type { Flag } from '../../src/rules/flag.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import type { WebSettings } from '../../src/settings/settings.ts';
import type { Console } from '../../src/web/console.ts';
import { buildWeb } from '../../src/web/web-server.ts';
import { makeStanding } from '../flaglog/support.ts';
import { makeFolder } from '../sources/scratch-folder.ts';

export const councilId = 'little-wickham';
const domain = 'littlewickham-pc.gov.uk';

/** Who signs in with which role; `stranger` has none. */
export const addresses = {
  handler: `clerk@${domain}`,
  alternate: `vice@${domain}`,
  auditor: 'rupert@audit.example',
  operator: 'operator@hosting.example',
  'person-concerned': `cllr-okafor@${domain}`,
  stranger: `cllr-lane@${domain}`,
  chair: `chair@${domain}`,
} as const;
export type Who = keyof typeof addresses;

const councilText = (id: string): string => `
id: ${id}
name: Little Wickham Parish Council
domains: [${domain}]
protocol: nalc-model-2026
people:
  - { id: clerk, name: Margaret Hale, role: officer, offices: [clerk], addresses: [clerk@${domain}, m.hale@home.example] }
  - { id: chair, name: Ngozi Okafor-Chair, role: councillor, offices: [chair], addresses: [chair@${domain}] }
  - { id: vice, name: Peter Lindqvist, role: councillor, addresses: [vice@${domain}] }
  - { id: cllr-okafor, name: Ngozi Okafor, role: councillor, addresses: [cllr-okafor@${domain}] }
  - { id: cllr-pratt, name: Alan Pratt, role: councillor, addresses: [cllr-pratt@${domain}] }
  - { id: cllr-lane, name: Jo Lane, role: councillor, addresses: [cllr-lane@${domain}] }
  - { id: old-clerk, name: Old Clerk, role: officer, offices: [clerk], addresses: [old@${domain}], until: 2026-01-31 }
mailboxes:
  - { id: clerk, owner: clerk, path: mailboxes/clerk }
routing: { clerkFlags: chair, alternate: vice, auditor: rupert@audit.example }
`;

/** Of Cllr Pratt, so that the Clerk handles it. */
export const aboutPratt = { by: 'cllr-pratt', affected: ['cllr-okafor'], hidden: [] };
export const aboutClerk = { by: 'clerk', affected: ['cllr-okafor'], hidden: [] };

export type TestConsole = {
  /** With the database `candour.db` and the mailbox `mailboxes/clerk`. */
  folder: string;
  app: FastifyInstance;
  console: Console;
  letters: Letter[];
  /** What the queue was given. */
  jobs: Job[];
  /** Milliseconds since 1970; to be set. */
  clock: { now: number };
  /** Ids of the flags that it was given. */
  flags: string[];
  live: LiveCouncil;
  database: Database;
  browser: (address?: string) => Browser;
  /** Another process's console over the same database. */
  restart: () => Promise<FastifyInstance>;
  /** A browser in which this person has signed in. */
  signedIn: (who: Who) => Promise<Browser>;
};

export type ConsoleOptions = {
  flags?: readonly Partial<Flag>[];
  web?: Partial<WebSettings>;
  /** More of the council file. */
  more?: string;
};

export async function openTestConsole({ flags = [], web = {}, more = '' }: ConsoleOptions = {}): Promise<TestConsole> {
  const folder = makeFolder({
    'council.yaml': councilText(councilId) + more,
    'mailboxes/clerk/.keep': '',
    'candour.yaml': `councils: [council.yaml]\ndatabase: candour.db\nmail: { from: Candour <candour@${domain}> }\nhttp: off\n`,
  });
  const { settings } = loadSettings(join(folder, 'candour.yaml'));
  const [council] = settings?.councils ?? [];
  if (settings === null || council === undefined) throw new Error('The settings of the test have mistakes.');
  const clock = { now: Date.parse('2026-06-08T09:00:00Z') };
  const now = (): number => clock.now;
  const stack = new AsyncDisposableStack();
  onTestFinished(() => stack.disposeAsync());
  const address = { kind: 'sqlite', path: join(folder, 'candour.db') } as const;
  const database = stack.use(await openDatabase(address));
  const options = { settings: council, installation: settings, database, logger: silentLogger, now };
  const live = stack.use(await LiveCouncil.open(options));
  const ids = await raiseFlags(live, flags);
  const letters: Letter[] = [];
  const jobs: Job[] = [];
  const transport = {
    send: async (letter: Letter) => void letters.push(letter),
    verify: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  const build = (of: LiveCouncil) =>
    buildWeb({
      settings: {
        host: '127.0.0.1',
        port: 8027,
        publicUrl: null,
        proxies: [],
        operators: [addresses.operator],
        ...web,
      },
      councils: new Map([[councilId, of]]),
      database,
      address,
      transport,
      from: `candour@${domain}`,
      logger: silentLogger,
      now,
      enqueue: async (more) => void jobs.push(...more),
    });
  const { app, console } = await build(live);
  stack.defer(() => app.close());
  const restart = async (): Promise<FastifyInstance> => {
    const again = await build(stack.use(await LiveCouncil.open(options)));
    stack.defer(() => again.app.close());
    return again.app;
  };
  const browser = (address?: string): Browser => new Browser(app, address);
  const signedIn = async (who: Who): Promise<Browser> => {
    const one = browser();
    if (who === 'stranger') {
      // Somebody whose role ended while they were signed in: no link would be sent.
      one.cookies.set('candour-session', await createSession(database, addresses[who], now()));
      return one;
    }
    await askLink(one, addresses[who], console);
    const letter = letters.at(-1);
    if (letter?.to.address !== addresses[who]) throw new Error(`${who} got no link.`);
    await useLink(one, linkIn(letter));
    return one;
  };
  return { folder, app, console, letters, jobs, clock, flags: ids, live, database, browser, restart, signedIn };
}

/** By the Clerk, on the first flag. */
export async function offerStatement(kit: TestConsole, recipient = 'cllr-okafor'): Promise<Browser> {
  const clerk = await kit.signedIn('handler');
  const flag = `/${councilId}/flags/${kit.flags[0]}`;
  const token = clerk.tokenIn(await clerk.get(flag));
  const answer = await clerk.post(`${flag}/offer-statement`, { token, recipient });
  if (answer.statusCode !== 303) throw new Error(answer.body);
  return clerk;
}

async function raiseFlags(live: LiveCouncil, flags: readonly Partial<Flag>[]): Promise<string[]> {
  const { log, roster } = live;
  const standing = flags.map((changes, index) => makeStanding(`<m${index}@x>`, { people: aboutPratt, ...changes }));
  const judged = standing.map(({ messageKey }) => messageKey);
  const computeId = (rule: string, key: string): string => log.computeId(rule, key);
  await log.append(new Date('2026-06-03T12:00:00Z'), (state) => ({
    drafts: planJudgement(state.flags, { standing, judged, complete: true, reasons: [], roster }, computeId),
  }));
  return standing.map(({ messageKey, flag }) => computeId(flag.rule, messageKey));
}

export type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

let lastAddress = 0;

/** Keeps cookies as a browser does, and comes from an address of its own, so that tests do not share limits. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #address: string;

  constructor(app: FastifyInstance, address = `127.1.${Math.floor(++lastAddress / 250)}.${(lastAddress % 250) + 1}`) {
    this.#app = app;
    this.#address = address;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send({ method: 'GET', url, headers });
  }

  /** The same browser, before another process. */
  via(app: FastifyInstance): Browser {
    const browser = new Browser(app, this.#address);
    for (const [name, value] of this.cookies) browser.cookies.set(name, value);
    return browser;
  }

  /** Every form of a page has the same token. */
  tokenIn({ body }: Answer): string {
    return /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
  }

  post(url: string, fields: Record<string, string | string[]>, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
    return this.#send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: body.toString(),
    });
  }

  async #send(options: InjectOptions): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#app.inject({
      remoteAddress: this.#address,
      ...options,
      headers: { host: '127.0.0.1:8027', ...(cookie === '' ? {} : { cookie }), ...options.headers },
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

/** Resolves when the letter, if there is to be one, has gone. */
export async function askLink(browser: Browser, address: string, console: Console, next = ''): Promise<Answer> {
  const page = await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { token: browser.tokenIn(page), address, next });
  await console.settle();
  return answer;
}

export function linkIn({ text }: Pick<Letter, 'text'>): string {
  return /\/sign-in\/link\/[\w-]+/.exec(text.replaceAll(/\s+/g, ''))?.[0]?.slice(0, '/sign-in/link/'.length + 43) ?? '';
}

export async function useLink(browser: Browser, link: string): Promise<Answer> {
  const page = await browser.get(link);
  return browser.post('/sign-in/link', { token: browser.tokenIn(page), link: link.replace('/sign-in/link/', '') });
}
