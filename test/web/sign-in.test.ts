/** Signing in, and everything that somebody might try instead. */

import { describe, expect, test } from 'vitest';
import { addresses, askLink, councilId, linkIn, openTestConsole, type TestConsole, useLink } from './console-kit.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

async function askedLink({ console, letters, browser }: TestConsole, next = '') {
  const asking = browser();
  await askLink(asking, addresses.handler, console, next);
  const [letter] = letters;
  if (letter === undefined) throw new Error('There is no letter.');
  return { asking, letter, link: linkIn(letter) };
}

describe('a link to sign in with', () => {
  test('comes by mail, opens a page with a button, and signs in whoever asked', async () => {
    const kit = await openTestConsole();
    const { asking, letter, link } = await askedLink(kit);
    expect(letter.to.address).toBe(addresses.handler);
    expect(letter.messageId).toMatch(/^<candour\+little-wickham\+sign-in\.[0-9a-f]{32}@littlewickham-pc\.gov\.uk>$/);
    expect(letter.html).toContain(`http://127.0.0.1:8027${link}`);
    const page = await asking.get(link);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Press the button to sign in');
    expect((await asking.get(`/${councilId}/flags`)).statusCode).toBe(303);
    const signedIn = await useLink(asking, link);
    expect(signedIn).toMatchObject({ statusCode: 303, headers: { location: '/' } });
    expect((await asking.get(`/${councilId}/flags`)).statusCode).toBe(200);
  });

  test('is not used up by programs that look at it, and works once', async () => {
    const kit = await openTestConsole();
    const { asking, link } = await askedLink(kit);
    for (let count = 0; count < 3; count += 1) expect((await kit.browser().get(link)).statusCode).toBe(200);
    expect((await useLink(asking, link)).statusCode).toBe(303);
    const again = await useLink(asking, link);
    expect(again.statusCode).toBe(400);
    expect(again.body).toContain('This link cannot be used');
  });

  test('used twice at once signs in once', async () => {
    const kit = await openTestConsole();
    const { asking, link } = await askedLink(kit);
    const fields = { token: asking.tokenIn(await asking.get(link)), link: link.replace('/sign-in/link/', '') };
    const answers = await Promise.all([asking.post('/sign-in/link', fields), asking.post('/sign-in/link', fields)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 400]);
  });

  test.each([
    [15 * minuteMs - 1, 303],
    [15 * minuteMs, 400],
  ])('after %i ms it answers %i', async (ms, status) => {
    const kit = await openTestConsole();
    const { asking, link } = await askedLink(kit);
    kit.clock.now += ms;
    expect((await useLink(asking, link)).statusCode).toBe(status);
  });

  test('works in no other browser, and still does in the one that asked', async () => {
    const kit = await openTestConsole();
    const { asking, link } = await askedLink(kit);
    const other = kit.browser();
    expect((await useLink(other, link)).statusCode).toBe(400);
    expect((await other.get(`/${councilId}/flags`)).statusCode).toBe(303);
    expect((await useLink(asking, link)).statusCode).toBe(303);
  });

  test('leads on to the page that was wanted, and to no other site', async () => {
    const kit = await openTestConsole();
    const first = await kit.browser().get(`/${councilId}/flags?state=open`);
    expect(first.headers.location).toBe('/sign-in?next=%2Flittle-wickham%2Fflags%3Fstate%3Dopen');
    const { asking, link } = await askedLink(kit, `/${councilId}/flags?state=open`);
    expect((await useLink(asking, link)).headers.location).toBe(`/${councilId}/flags?state=open`);
  });

  test.each([
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '/a\r\nset-cookie: x=1',
    '/sign-out',
    '/a/../..//b',
  ])('never leads to %j', async (next) => {
    const kit = await openTestConsole();
    const { asking, link } = await askedLink(kit, next);
    const answer = await useLink(asking, link);
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: '/' } });
  });
});

describe('asking for a link', () => {
  test('is answered the same for everybody, and only people with a role get a letter', async () => {
    const kit = await openTestConsole();
    const answers = new Set<string>();
    for (const address of [
      addresses.handler,
      addresses.stranger,
      'nobody@elsewhere.example',
      'old@littlewickham-pc.gov.uk',
    ]) {
      const { statusCode, headers, body } = await askLink(kit.browser(), address, kit.console);
      answers.add(JSON.stringify([statusCode, headers.location, body]));
    }
    expect([...answers]).toEqual([JSON.stringify([303, '/sign-in/sent', ''])]);
    expect(kit.letters.map(({ to }) => to.address)).toEqual([addresses.handler]);
  });

  test('by another address of the same person sends the letter where their alerts go', async () => {
    const kit = await openTestConsole();
    await askLink(kit.browser(), 'M.Hale@home.example ', kit.console);
    expect(kit.letters.map(({ to }) => to.address)).toEqual([addresses.handler]);
  });

  test('sends a person five letters an hour at most, whoever asks', async () => {
    const kit = await openTestConsole();
    for (let count = 0; count < 8; count += 1)
      expect((await askLink(kit.browser(), addresses.handler, kit.console)).statusCode).toBe(303);
    expect(kit.letters).toHaveLength(5);
    kit.clock.now += hourMs + 1;
    await askLink(kit.browser(), addresses.handler, kit.console);
    expect(kit.letters).toHaveLength(6);
  });

  test('is limited for each address that asks', async () => {
    const kit = await openTestConsole();
    const asking = kit.browser('127.9.9.9');
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1)
      statuses.push((await askLink(asking, 'nobody@elsewhere.example', kit.console)).statusCode);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(303));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  test.each(['', 'clerk', 'a@b@c', 'clerk@littlewickham-pc.gov.uk\r\nBcc: x@evil.example', '<script>@x.example'])(
    'says what is wrong with %j, and sends nothing',
    async (address) => {
      const kit = await openTestConsole();
      const answer = await askLink(kit.browser(), address, kit.console);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('Enter an email address');
      expect(answer.body).not.toContain('<script>');
      expect(kit.letters).toEqual([]);
    },
  );
});

describe('a session', () => {
  test('has a cookie that scripts cannot read, and a new id at each sign-in', async () => {
    const kit = await openTestConsole();
    const { asking, link } = await askedLink(kit);
    asking.cookies.set('candour-session', 'A'.repeat(43));
    const answer = await useLink(asking, link);
    const cookie = answer.cookies.find(({ name }) => name === 'candour-session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie?.value).not.toBe('A'.repeat(43));
  });

  test('behind TLS has a cookie that only this host over TLS can set', async () => {
    const web = { publicUrl: 'https://candour.example', proxies: ['127.0.0.0/8'] };
    const kit = await openTestConsole({ web });
    const answer = await kit.browser().get('/sign-in', { host: 'candour.example' });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-candour-browser=[\w-]{43};.* Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });

  test('ends after an hour without use', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    for (let count = 0; count < 3; count += 1) {
      kit.clock.now += hourMs - 2 * minuteMs;
      expect((await clerk.get(`/${councilId}/flags`)).statusCode).toBe(200);
    }
    kit.clock.now += hourMs + minuteMs;
    expect((await clerk.get(`/${councilId}/flags`)).statusCode).toBe(303);
  });

  test('ends after twelve hours however much it is used', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    const begun = kit.clock.now;
    while (kit.clock.now - begun < 12 * hourMs - 30 * minuteMs) {
      kit.clock.now += 30 * minuteMs;
      expect((await clerk.get('/')).statusCode).toBe(303);
      expect((await clerk.get('/')).headers.location).toBe(`/${councilId}`);
    }
    kit.clock.now += 30 * minuteMs;
    expect((await clerk.get('/')).headers.location).toMatch(/^\/sign-in/);
  });

  test('ends for good by signing out', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    const secret = clerk.cookies.get('candour-session') ?? '';
    const token = clerk.tokenIn(await clerk.get(`/${councilId}/flags`));
    expect((await clerk.post('/sign-out', { token })).statusCode).toBe(303);
    expect(clerk.cookies.has('candour-session')).toBe(false);
    clerk.cookies.set('candour-session', secret);
    expect((await clerk.get(`/${councilId}/flags`)).statusCode).toBe(303);
  });

  test('is not to be had with a cookie that somebody made up', async () => {
    const kit = await openTestConsole();
    for (const value of ['', 'x', 'A'.repeat(43), '../../etc/passwd', '%00', 'a'.repeat(4_000)]) {
      const forger = kit.browser();
      forger.cookies.set('candour-session', value);
      expect((await forger.get(`/${councilId}/flags`)).statusCode).toBe(303);
    }
  });

  test('lasts no longer than the office', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    const { people } = kit.live.council;
    const person = people.find(({ id }) => id === 'clerk');
    if (person === undefined) throw new Error('no clerk');
    person.until = '2026-06-07';
    expect((await clerk.get(`/${councilId}/flags`)).statusCode).toBe(404);
    person.until = null;
    expect((await clerk.get(`/${councilId}/flags`)).statusCode).toBe(200);
  });
});

describe('a form', () => {
  test.each([
    ['without a token', {}, {}],
    ['with a token of another browser', { token: 'other' }, {}],
    ['from another site', { token: 'own' }, { origin: 'https://evil.example' }],
    ['from a hidden site', { token: 'own' }, { origin: 'null' }],
    ['that the browser says came from elsewhere', { token: 'own' }, { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour of the site', { token: 'own' }, { 'sec-fetch-site': 'same-site' }],
  ])('%s is refused', async (_, fields: { token?: string }, headers) => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    const auditor = await kit.signedIn('auditor');
    const tokens: Record<string, string> = {
      own: clerk.tokenIn(await clerk.get(`/${councilId}/flags`)),
      other: auditor.tokenIn(await auditor.get(`/${councilId}/flags`)),
    };
    const token: Record<string, string> = fields.token === undefined ? {} : { token: tokens[fields.token] ?? '' };
    expect((await clerk.post('/sign-out', token, headers)).statusCode).toBe(403);
    expect((await clerk.get(`/${councilId}/flags`)).statusCode).toBe(200);
  });

  test('of our own goes through with what browsers say of it', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    const token = clerk.tokenIn(await clerk.get(`/${councilId}/flags`));
    const headers = { origin: 'http://127.0.0.1:8027', 'sec-fetch-site': 'same-origin' };
    expect((await clerk.post('/sign-out', { token }, headers)).statusCode).toBe(303);
  });

  test('that is too long, or no form at all, is refused before anything is done with it', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    const token = clerk.tokenIn(await clerk.get(`/${councilId}/flags`));
    expect((await clerk.post('/sign-out', { token, text: 'x'.repeat(70_000) })).statusCode).toBe(413);
    expect((await clerk.post('/sign-out', { token }, { 'content-type': 'application/json' })).statusCode).toBe(415);
    expect((await clerk.post('/sign-out', { token }, { 'content-type': 'text/plain' })).statusCode).toBe(415);
  });
});

describe('every answer', () => {
  test('has the headers that keep it to itself', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    for (const url of ['/sign-in', `/${councilId}/flags`, '/no-such-page', `/${councilId}`]) {
      const { headers } = await clerk.get(url);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';style-src 'self';script-src 'self';img-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
      );
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('goes only to the name of the console', async () => {
    const kit = await openTestConsole();
    for (const host of ['evil.example', 'evil.example:8027', '127.0.0.1.evil.example', '10.0.0.1'])
      expect((await kit.browser().get('/sign-in', { host })).statusCode).toBe(421);
    for (const host of ['localhost:8027', '127.0.0.1:8027', '[::1]:8027', 'localhost'])
      expect((await kit.browser().get('/sign-in', { host })).statusCode).toBe(200);
  });

  test('behind a proxy goes only to the proxy, and the sender it names is the one that is limited', async () => {
    const kit = await openTestConsole({ web: { publicUrl: 'https://candour.example', proxies: ['10.0.0.0/24'] } });
    const host = 'candour.example';
    expect((await kit.browser('10.0.1.7').get('/sign-in', { host })).statusCode).toBe(421);
    expect((await kit.browser('10.0.0.7').get('/sign-in', { host: '127.0.0.1' })).statusCode).toBe(421);
    const proxy = kit.browser('10.0.0.7');
    const remaining = async (sender: string): Promise<unknown> =>
      (await proxy.get('/sign-in', { host, 'x-forwarded-for': sender })).headers['x-ratelimit-remaining'];
    expect([await remaining('192.0.2.1'), await remaining('192.0.2.1'), await remaining('192.0.2.2')]).toEqual([
      '599',
      '598',
      '599',
    ]);
  });
});
