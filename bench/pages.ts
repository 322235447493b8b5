/** `npm run bench:pages`: what each page of the console costs the server, with very many flags in the store. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { type Database, openDatabase } from '../src/database/open-database.ts';
import { planJudgement } from '../src/flaglog/plan-judgement.ts';
import { createSession } from '../src/intake/session-store.ts';
import { LiveCouncil } from '../src/operation/live-council.ts';
import { silentLogger } from '../src/operation/logger.ts';
import { decide } from '../src/review/decide.ts';
import type { RoleName } from '../src/review/transitions.ts';
import { loadSettings } from '../src/settings/load-settings.ts';
import { isFor, type Route } from '../src/web/routes.ts';
import { buildWeb } from '../src/web/web-server.ts';
import { makeStanding } from '../test/flaglog/support.ts';
import { writeInto } from '../test/sources/scratch-folder.ts';
import { addressOfPage, pages } from '../test/web/browser/pages.ts';
import { percentile, print, printTable } from './support/print-table.ts';

const { values: options } = parseArgs({
  options: {
    flags: { type: 'string', default: '100000' },
    decisions: { type: 'string', default: '500' },
    requests: { type: 'string', default: '100' },
  },
});
const flagCount = Number(options.flags);
const targetMs = 50;
const domain = 'littlewickham-pc.gov.uk';
const people: readonly (readonly [RoleName, string])[] = [
  ['handler', `clerk@${domain}`],
  ['auditor', 'rupert@audit.example'],
  ['operator', 'operator@hosting.example'],
  ['person-concerned', `cllr-okafor@${domain}`],
];
const councilFile = `
id: little-wickham
name: Little Wickham Parish Council
domains: [${domain}]
protocol: nalc-model-2026
people:
  - { id: clerk, name: Margaret Hale, role: officer, offices: [clerk], addresses: [clerk@${domain}] }
  - { id: cllr-okafor, name: Ngozi Okafor, role: councillor, addresses: [cllr-okafor@${domain}] }
  - { id: cllr-pratt, name: Alan Pratt, role: councillor, addresses: [cllr-pratt@${domain}] }
  - { id: cllr-lane, name: Jo Lane, role: councillor, addresses: [cllr-lane@${domain}] }
  - { id: cllr-teal, name: Rosalind Teal, role: councillor, addresses: [cllr-teal@${domain}] }
mailboxes:
  - { id: clerk, owner: clerk, path: mailboxes/clerk }
routing: { clerkFlags: cllr-lane, alternate: cllr-teal, auditor: rupert@audit.example }
`;
const settingsFile = `councils: [council.yaml]\ndatabase: candour.db\nmail: { from: Candour <candour@${domain}> }\nhttp: off\n`;

await using stack = new AsyncDisposableStack();
const folder = mkdtempSync(join(tmpdir(), 'candour-'));
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
for (const [name, text] of Object.entries({
  'council.yaml': councilFile,
  'candour.yaml': settingsFile,
  'mailboxes/clerk/.keep': '',
}))
  writeInto(folder, name, text);
const { settings, problems } = loadSettings(join(folder, 'candour.yaml'));
const [council] = settings?.councils ?? [];
if (settings === null || council === undefined) throw new Error(problems.join('\n'));
const at = Date.parse('2026-06-08T09:00:00Z');
const now = (): number => at;
const address = { kind: 'sqlite', path: join(folder, 'candour.db') } as const;
const database = stack.use(await openDatabase(address));
const live = stack.use(
  await LiveCouncil.open({ settings: council, installation: settings, database, logger: silentLogger, now }),
);
const ids = await raiseFlags(live);
await decideSome(live, ids);
const { app, console } = await buildWeb({
  settings: { host: '127.0.0.1', port: 8027, publicUrl: null, proxies: [], operators: ['operator@hosting.example'] },
  councils: new Map([['little-wickham', live]]),
  database,
  address,
  transport: {
    send: async () => undefined,
    verify: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  },
  from: `candour@${domain}`,
  logger: silentLogger,
  now,
  enqueue: async () => undefined,
});
stack.defer(async () => {
  await app.close();
  await console.settle();
});

print(
  `${flagCount} flags, ${options.decisions} decisions; server time of a page in ms, target: p95 at most ${targetMs}`,
);
const rows: (string | number)[][] = [];
for (const route of pages) {
  const [role, address] = people.find(([each]) => isFor(route, new Set([each]))) ?? [];
  if (role !== undefined && address !== undefined) rows.push(await measure(app, database, route, role, address));
}
rows.push(...(await measureDeciding(app, database, live)));
printTable(['page', 'as', 'first', 'p50', 'p95', 'status', ''], rows);

async function raiseFlags({ log, roster }: LiveCouncil): Promise<string[]> {
  const severities = ['serious', 'ordinary', 'ordinary', 'advice'] as const;
  const rules = ['silent-copy', 'copy-without-consent', 'councillor-commitment', 'cc-note-missing'];
  const standing = Array.from({ length: flagCount }, (_, index) =>
    makeStanding(`<m${index}@x>`, {
      people: { by: 'cllr-pratt', affected: ['cllr-okafor'], hidden: [] },
      severity: severities[index % severities.length] ?? 'ordinary',
      rule: rules[index % rules.length] ?? '',
      date: new Date(at - (index % 1_800) * 86_400_000).toISOString().replace('.000Z', '+00:00'),
    }),
  );
  const judged = standing.map(({ messageKey }) => messageKey);
  const computeId = (rule: string, key: string): string => log.computeId(rule, key);
  await log.append(new Date(at - 86_400_000), (state) => ({
    drafts: planJudgement(state.flags, { standing, judged, complete: true, reasons: [], roster }, computeId),
  }));
  return standing.map(({ messageKey, flag }) => computeId(flag.rule, messageKey));
}

async function decideSome({ log, roster }: LiveCouncil, flags: readonly string[]): Promise<void> {
  const actor = { id: 'clerk', role: 'handler' } as const;
  const outcome = await decide(log, roster, new Date(at), {
    transition: 'offer-statement',
    flag: flags[0] ?? '',
    actor,
    recipient: 'cllr-okafor',
  });
  if (outcome.kind !== 'recorded') throw new Error(outcome.message);
  for (const flag of flags.slice(1, Number(options.decisions)))
    await decide(log, roster, new Date(at), { transition: 'confirm', flag, actor, actions: ['training'] });
}

/** A cookie for each page, and an address of its own, so that no limit is met. */
async function measure(
  to: FastifyInstance,
  store: Database,
  route: Route,
  role: RoleName,
  address: string,
): Promise<(string | number)[]> {
  const secret = await createSession(store, address, at);
  const url = addressOfPage(route, { flag: ids[0] ?? '', person: 'cllr-pratt' });
  const headers = { host: '127.0.0.1:8027', cookie: `candour-session=${secret}` };
  const times: number[] = [];
  let status = 0;
  for (let count = 0; count <= Number(options.requests); count += 1) {
    const began = performance.now();
    const answer = await to.inject({ method: 'GET', url, headers, remoteAddress: `127.2.${pages.indexOf(route)}.1` });
    times.push(performance.now() - began);
    status = answer.statusCode;
  }
  return toRow(url.replace(ids[0] ?? '', ':flag'), role, times, status);
}

/** Pages are not always of a log that stands still: the form, and the page that comes right after it. */
async function measureDeciding(
  to: FastifyInstance,
  store: Database,
  { council }: LiveCouncil,
): Promise<(string | number)[][]> {
  const secret = await createSession(store, `clerk@${domain}`, at);
  const headers = { host: '127.0.0.1:8027', cookie: `candour-session=${secret}` };
  const [deciding, showing]: [number[], number[]] = [[], []];
  const statuses: [number, number] = [0, 0];
  const decided = Number(options.decisions);
  for (let count = 0; count <= Number(options.requests); count += 1) {
    const flag = ids[decided + count] ?? '';
    const base = `/${council.id}/flags/${flag}`;
    const remoteAddress = `127.3.0.${count + 1}`;
    const page = await to.inject({ method: 'GET', url: base, headers, remoteAddress });
    const token = /name="token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const seen = /name="seen" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const body = new URLSearchParams({ token, seen, actions: 'training' }).toString();
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1:8027' };
    let began = performance.now();
    const answer = await to.inject({
      method: 'POST',
      url: `${base}/confirm`,
      headers: form,
      body,
      remoteAddress,
    });
    deciding.push(performance.now() - began);
    began = performance.now();
    const after = await to.inject({ method: 'GET', url: `/${council.id}/today`, headers, remoteAddress });
    showing.push(performance.now() - began);
    statuses.splice(0, 2, answer.statusCode, after.statusCode);
  }
  return [
    toRow('confirm a flag', 'handler', deciding, statuses[0]),
    toRow('today, after a decision', 'handler', showing, statuses[1]),
  ];
}

function toRow(what: string, role: string, times: readonly number[], status: number): (string | number)[] {
  const [first = 0, ...later] = times;
  const p95 = percentile(later, 0.95);
  return [
    what,
    role,
    Math.round(first),
    Number(percentile(later, 0.5).toFixed(1)),
    Number(p95.toFixed(1)),
    status,
    p95 > targetMs ? 'above the target' : '',
  ];
}
