/** Every route × everybody, by direct request: what is answered is written down here, and not taken from the table of routes. */

import { describe, expect, test } from 'vitest';
import { decide } from '../../src/review/decide.ts';
import { systemActor } from '../../src/review/order.ts';
import { type RouteName, routeOf, routes } from '../../src/web/routes.ts';
import {
  aboutClerk,
  addresses,
  type Browser,
  councilId,
  openTestConsole,
  type TestConsole,
  type Who,
} from './console-kit.ts';

const people: readonly (Who | 'nobody')[] = [
  'handler',
  'alternate',
  'auditor',
  'operator',
  'person-concerned',
  'stranger',
  'nobody',
];

type Statuses = readonly [
  handler: number,
  alternate: number,
  auditor: number,
  operator: number,
  concerned: number,
  stranger: number,
  nobody: number,
];
const everybody = (status: number): Statuses => [status, status, status, status, status, status, status];

/** Of a flag that the Clerk handles, and that is not late. To nobody 303 is the way to the sign-in page. */
const expected: Record<RouteName, Statuses> = {
  asset: everybody(200),
  'ask-link': everybody(200),
  'send-link': everybody(303),
  'link-sent': everybody(200),
  'show-link': everybody(200),
  'sign-in': everybody(400),
  'sign-out': everybody(303),
  home: [303, 303, 303, 303, 303, 200, 303],
  council: [303, 303, 303, 303, 303, 404, 303],
  today: [200, 200, 403, 403, 403, 404, 303],
  flags: [200, 200, 200, 403, 403, 404, 303],
  flag: [200, 404, 200, 403, 403, 404, 303],
  // The mailbox of the test has no such message.
  message: [404, 404, 404, 403, 403, 404, 303],
  decide: [303, 404, 403, 403, 403, 404, 303],
  people: [200, 403, 200, 403, 403, 404, 303],
  person: [200, 403, 200, 403, 403, 404, 303],
  report: [200, 403, 200, 403, 403, 404, 303],
  log: [200, 200, 200, 200, 403, 404, 303],
  'check-log': [303, 303, 303, 303, 403, 404, 303],
  export: [200, 403, 200, 403, 403, 404, 303],
  // One of the flags is about the Clerk, and an export has no gaps.
  'send-export': [403, 403, 200, 403, 403, 404, 303],
  mutes: [200, 200, 200, 403, 403, 404, 303],
  'record-mute': [422, 403, 403, 403, 403, 404, 303],
  'end-mute': [409, 403, 403, 403, 403, 404, 303],
  overview: [200, 200, 200, 403, 403, 404, 303],
  coverage: [200, 200, 200, 200, 403, 404, 303],
  statements: [403, 403, 403, 403, 200, 404, 303],
  statement: [403, 403, 403, 403, 200, 404, 303],
  'add-statement': [403, 403, 403, 403, 303, 404, 303],
  health: [200, 200, 200, 200, 403, 404, 303],
};

async function openWithConcerned(): Promise<TestConsole> {
  const kit = await openTestConsole({ flags: [{}, { people: aboutClerk }] });
  const [flag = ''] = kit.flags;
  const clerk = await kit.signedIn('handler');
  const page = await clerk.get(`/${councilId}/flags/${flag}`);
  const fields = { token: clerk.tokenIn(page), recipient: 'cllr-okafor' };
  const answer = await clerk.post(`/${councilId}/flags/${flag}/offer-statement`, fields);
  if (answer.statusCode !== 303) throw new Error(answer.body);
  return kit;
}

async function enter(kit: TestConsole, who: Who | 'nobody'): Promise<Browser> {
  return who === 'nobody' ? kit.browser() : kit.signedIn(who);
}

function pathOf(name: RouteName, kit: TestConsole, flag = kit.flags[0] ?? ''): string {
  const file = kit.console.assets.urls['console.css']?.split('/').at(-1) ?? '';
  return routeOf(name)
    .path.replace(':council', councilId)
    .replace(':flag', flag)
    .replace(':transition', 'dismiss')
    .replace(':person', 'cllr-okafor')
    .replace(':mute', 'mute-1')
    .replace(':token', 'A'.repeat(43))
    .replace(':file', file);
}

/** With a good token wherever one can be had, so that it is the role which decides. */
async function request(kit: TestConsole, browser: Browser, name: RouteName): Promise<number> {
  const url = pathOf(name, kit);
  if (routeOf(name).method === 'GET') return (await browser.get(url)).statusCode;
  const token = browser.tokenIn(await browser.get('/sign-in'));
  const seen = /name="seen" value="(\d+)"/.exec((await browser.get(pathOf('flag', kit))).body)?.[1] ?? '0';
  const fields = {
    token,
    seen,
    reason: 'wrong-match',
    text: 'Not this.',
    address: addresses.handler,
    link: 'A'.repeat(43),
  };
  return (await browser.post(url, fields)).statusCode;
}

test('the table names every route', () => {
  expect(Object.keys(expected).sort()).toEqual(routes.map(({ name }) => name).sort());
});

/** Pages change nothing, so that one console shows them all; each form has one of its own. */
const [pages, forms] = (['GET', 'POST'] as const).map((method) =>
  routes.filter((route) => route.method === method).map(({ name }) => name),
) as [RouteName[], RouteName[]];

describe.each(people)('%s', (who) => {
  const statusOf = (name: RouteName): number | undefined => expected[name][people.indexOf(who)];

  test('every page', async () => {
    const kit = await openWithConcerned();
    const browser = await enter(kit, who);
    const answers: [RouteName, number][] = [];
    for (const name of pages) answers.push([name, await request(kit, browser, name)]);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(pages.map((name) => [name, statusOf(name)])));
  });

  test.each(forms)('%s', async (name) => {
    const kit = await openWithConcerned();
    expect(await request(kit, await enter(kit, who), name)).toBe(statusOf(name));
  });
});

describe('whoever asks', () => {
  test('changes nothing by a GET: the log stays as it is', async () => {
    const kit = await openWithConcerned();
    const before = await kit.live.log.head();
    const clerk = await kit.signedIn('handler');
    for (const { name } of routes) await clerk.get(pathOf(name, kit));
    for (const { name } of routes) expect((await clerk.get(pathOf(name, kit))).statusCode).toBeLessThan(500);
    expect(await kit.live.log.head()).toEqual(before);
  });

  test('finds no council that is not there, and no other method', async () => {
    const kit = await openWithConcerned();
    const clerk = await kit.signedIn('handler');
    for (const path of [
      '/upper-wickham/flags',
      '/__proto__/flags',
      '/constructor',
      '/sign-in/nothing',
      '/assets/../routes.ts',
    ])
      expect((await clerk.get(path)).statusCode, path).toBe(404);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)
      for (const { name } of routes) {
        const answer = await kit.app.inject({ method, url: pathOf(name, kit), headers: { host: '127.0.0.1:8027' } });
        expect(answer.statusCode, `${method} ${name}`).toBeGreaterThanOrEqual(403);
        expect(answer.statusCode, `${method} ${name}`).toBeLessThan(500);
      }
  });

  test('must have a token for each form, whatever the role', async () => {
    const kit = await openWithConcerned();
    for (const who of people) {
      const browser = await enter(kit, who);
      for (const { name, method, who: may } of routes)
        if (method === 'POST') {
          const { statusCode } = await browser.post(pathOf(name, kit), { token: 'x' });
          const refused = who === 'nobody' && may !== 'anyone' ? [303] : [403, 404];
          expect(refused, `${who} ${name}`).toContain(statusCode);
        }
    }
  });
});

describe('a flag about the Clerk', () => {
  test('is for the person whom routing names and for the auditor, and not for the Clerk', async () => {
    const kit = await openWithConcerned();
    const [, flag = ''] = kit.flags;
    const statusFor = async (who: Who): Promise<number> => {
      const one = await kit.signedIn(who);
      const list = await one.get(`/${councilId}/flags`);
      const { statusCode } = await one.get(pathOf('flag', kit, flag));
      if (list.statusCode === 200) expect(list.body.includes(flag.slice(0, 8)), who).toBe(statusCode === 200);
      return statusCode;
    };
    expect(await statusFor('handler')).toBe(404);
    expect(await statusFor('chair')).toBe(200);
    expect(await statusFor('alternate')).toBe(404);
    expect(await statusFor('auditor')).toBe(200);
  });
});

describe('the alternate', () => {
  test('sees a flag once it is late, and may decide it then', async () => {
    const kit = await openWithConcerned();
    const [flag = ''] = kit.flags;
    const vice = await kit.signedIn('alternate');
    expect((await vice.get(pathOf('flag', kit))).statusCode).toBe(404);
    const order = { transition: 'mark-late', flag, actor: systemActor } as const;
    expect((await decide(kit.live.log, kit.live.roster, new Date(kit.clock.now), order)).kind).toBe('recorded');
    expect((await vice.get(pathOf('flag', kit))).statusCode).toBe(200);
    expect(await request(kit, vice, 'decide')).toBe(303);
    expect((await vice.get(pathOf('flag', kit))).statusCode).toBe(404);
  });
});
