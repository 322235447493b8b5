/** Deciding in the console: what goes through, what is refused and in which words, and what hostile mail can do to a page. */

import { describe, expect, test } from 'vitest';
import { reviewsOf } from '../../src/review/review-log.ts';
import { reviewOf, textOf } from '../../src/review/review-state.ts';
import {
  type Answer,
  aboutClerk,
  aboutPratt,
  type Browser,
  councilId,
  openTestConsole,
  type TestConsole,
} from './console-kit.ts';

const base = `/${councilId}/flags`;

async function lookAt(browser: Browser, flag: string): Promise<{ page: Answer; token: string; seen: string }> {
  const page = await browser.get(`${base}/${flag}`);
  return { page, token: browser.tokenIn(page), seen: /name="seen" value="(\d+)"/.exec(page.body)?.[1] ?? '' };
}

async function send(browser: Browser, flag: string, transition: string, fields: Record<string, string | string[]>) {
  const { token, seen } = await lookAt(browser, flag);
  return browser.post(`${base}/${flag}/${transition}`, { token, seen, ...fields });
}

async function reviewIn({ live }: TestConsole, flag: string) {
  return reviewOf(reviewsOf(await live.log.catchUp()).reviews, flag);
}

describe('decide today', () => {
  test('shows at most five, the serious first, and what was decided is gone', async () => {
    const severities = ['advice', 'ordinary', 'serious', 'ordinary', 'serious', 'ordinary', 'ordinary'] as const;
    const kit = await openTestConsole({ flags: severities.map((severity) => ({ severity })) });
    const clerk = await kit.signedIn('handler');
    const page = await clerk.get(`/${councilId}/today`);
    const shown = [...page.body.matchAll(/<section class="console-flag" aria-labelledby="flag-(\w+)"/g)].map(
      ([, id]) => id,
    );
    const { flags } = await kit.live.log.catchUp();
    const expected = severities
      .map((severity, index) => ({ severity, id: kit.flags[index] ?? '' }))
      .sort((left, right) => (flags.get(left.id)?.raised.seq ?? 0) - (flags.get(right.id)?.raised.seq ?? 0));
    const idsOf = (wanted: string): string[] =>
      expected.flatMap(({ severity, id }) => (severity === wanted ? [id.slice(0, 8)] : []));
    expect(shown).toEqual([...idsOf('serious'), ...idsOf('ordinary')].slice(0, 5));
    expect(page.body).toContain('5 of 7 flags that wait for you');
    const [, , first = ''] = kit.flags;
    const fields = {
      token: clerk.tokenIn(page),
      seen: (await lookAt(clerk, first)).seen,
      back: 'today',
      actions: ['word-had', 'note-sent'],
    };
    const answer = await clerk.post(`${base}/${first}/confirm`, fields);
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: `/${councilId}/today?done=confirm` } });
    const after = await clerk.get(`/${councilId}/today?done=confirm`);
    expect(after.body).toContain('The flag is confirmed.');
    expect(after.body).not.toContain(first.slice(0, 8));
    expect(await reviewIn(kit, first)).toMatchObject({
      state: 'confirmed',
      history: [{ actions: ['note-sent', 'word-had'] }],
    });
  });

  test('says so where nothing waits', async () => {
    const kit = await openTestConsole({ flags: [{ people: aboutClerk }] });
    const clerk = await kit.signedIn('handler');
    expect((await clerk.get(`/${councilId}/today`)).body).toContain('Nothing waits for you.');
  });
});

describe('a decision', () => {
  test('is recorded with its reason, and stands in the history', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    const fields = {
      reason: 'consent-on-file',
      text: 'Mrs Lane agreed.\r\nIn writing.',
      day: '3',
      month: '6',
      year: '2026',
      source: 'planning file 12',
    };
    expect((await send(clerk, flag, 'dismiss', fields)).statusCode).toBe(303);
    const review = await reviewIn(kit, flag);
    expect(review).toMatchObject({ state: 'dismissed', history: [{ role: 'handler', reason: 'consent-on-file' }] });
    const [entry] = review.history;
    expect(entry && [textOf(entry), textOf(entry, 'source'), textOf(entry, 'sourceDate')]).toEqual([
      'Mrs Lane agreed.\nIn writing.',
      'planning file 12',
      '2026-06-03',
    ]);
    const { page } = await lookAt(clerk, flag);
    expect(page.body).toContain('The handler dismissed it (consent is on file). (Margaret Hale)');
    expect(page.body).toContain('8 June 2026, 10:00am');
  });

  test.each([
    ['dismiss', {}, 422, 'Say why it is dismissed.', 'reason'],
    ['dismiss', { reason: 'wrong-match' }, 422, 'Write a sentence or two', 'text'],
    ['dismiss', { reason: 'because', text: 'x' }, 422, 'Choose one of the reasons listed.', 'reason'],
    ['dismiss', { reason: 'consent-on-file', text: 'x', source: 'file' }, 422, 'Give the date', 'date-day'],
    [
      'dismiss',
      { reason: 'consent-on-file', text: 'x', source: 'f', day: '31', month: '2', year: '2026' },
      422,
      'This is no date',
      'date-day',
    ],
    ['dismiss', { reason: 'wrong-match', text: 'x', source: 'file' }, 422, 'takes no source', 'source'],
    ['confirm', {}, 422, 'Say what was done about it.', 'actions'],
    ['confirm', { actions: ['burnt'] }, 422, 'Choose from the actions listed.', 'actions'],
    ['refer', { text: 'x' }, 422, 'Say to whom it is referred.', 'destination'],
    ['correct', { corrects: 'x', text: 'y' }, 422, 'no entry of that number', 'corrects'],
    ['close', {}, 409, 'does not come next', ''],
    ['start-review', { seen: '1' }, 409, 'changed since you looked', ''],
    ['start-review', { seen: 'one' }, 409, 'changed since you looked', ''],
  ])(
    '%s with %j answers %i: %s',
    async (transition, fields: Record<string, string | string[]>, status, words, field) => {
      const kit = await openTestConsole({ flags: [{}] });
      const [flag = ''] = kit.flags;
      const clerk = await kit.signedIn('handler');
      const before = await kit.live.log.head();
      const answer = await send(clerk, flag, transition, fields);
      expect(answer.statusCode).toBe(status);
      expect(answer.body).toContain('There is a problem');
      expect(answer.body).toContain(words);
      expect(answer.body).toContain('<title>Error: ');
      const place = `${transition}-${flag.slice(0, 8)}${field === '' ? '' : `-${field}`}`;
      expect(answer.body).toContain(`href="#${place}"`);
      // A form that is not offered any more cannot be led to.
      if (status === 422 && transition !== 'correct') expect(answer.body).toContain(`id="${place}"`);
      expect(await kit.live.log.head()).toEqual(before);
    },
  );

  test('keeps what was written where it is refused, and shows it as text', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    const text = '</textarea><script>alert(1)</script>{{ 7 * 7 }}';
    const { body } = await send(clerk, flag, 'dismiss', { text });
    expect(body).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}</textarea>');
    expect(body).not.toContain('<script');
  });

  test('of two at once only the first counts; the second is told what was done', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const [one, two] = [await kit.signedIn('handler'), await kit.signedIn('handler')];
    const [left, right] = [await lookAt(one, flag), await lookAt(two, flag)];
    await one.post(`${base}/${flag}/confirm`, { ...left, page: '', actions: 'training' });
    const late = await two.post(`${base}/${flag}/dismiss`, { ...right, page: '', reason: 'wrong-match', text: 'x' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('nothing was recorded: The handler confirmed it (training was arranged)');
    expect(await reviewIn(kit, flag)).toMatchObject({ state: 'confirmed', history: [{}] });
  });

  test('to stand aside takes the flag from its handler for good, and gives it to the next', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    const answer = await send(clerk, flag, 'recuse', { text: 'My cousin.' });
    expect(answer.headers.location).toBe(`${base}?done=recuse`);
    expect((await clerk.get(`${base}/${flag}`)).statusCode).toBe(404);
    const chair = await kit.signedIn('chair');
    expect((await chair.get(`${base}/${flag}`)).statusCode).toBe(200);
  });

  test('is asked to be reopened by the auditor, who decides nothing', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const [clerk, auditor] = [await kit.signedIn('handler'), await kit.signedIn('auditor')];
    await send(clerk, flag, 'confirm', { actions: 'training' });
    expect((await send(auditor, flag, 'reopen', { text: 'x' })).statusCode).toBe(403);
    expect((await send(auditor, flag, 'request-reopening', { text: 'The note is missing.' })).statusCode).toBe(303);
    const { page } = await lookAt(clerk, flag);
    expect(page.body).toContain('The auditor has asked for this flag to be reopened.');
    expect((await send(clerk, flag, 'reopen', { text: 'So it is.' })).statusCode).toBe(303);
    expect(await reviewIn(kit, flag)).toMatchObject({ state: 'reopened', isReopeningRequested: false });
  });

  test.each([
    'mark-late',
    'reroute',
    'note-alerted',
    'note-seen',
    'add-statement',
    'open-message',
    'constructor',
    '__proto__',
  ])('called %s is no form of this page', async (transition) => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    const before = await kit.live.log.head();
    const fields = { recipient: 'clerk', passedOver: 'clerk', text: 'x' };
    expect((await send(clerk, flag, transition, fields)).statusCode).toBe(404);
    expect(await kit.live.log.head()).toEqual(before);
  });

  test('names no actor but the one who is signed in', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    await send(clerk, flag, 'confirm', { actions: 'training', actor: 'chair', role: 'system', id: 'chair' });
    const [entry] = (await reviewIn(kit, flag)).history;
    expect(entry).toMatchObject({ role: 'handler', sealed: { actor: [{ value: { id: 'clerk' } }] } });
  });
});

describe('what hostile mail says', () => {
  const markup =
    '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}{% include "layout.njk" %}\u202egnp.exe\r\nSet-Cookie: x=1';

  test('is text on every page', async () => {
    const hostile = {
      messageId: `<${markup}@x>`,
      mailbox: markup,
      thirdParties: [markup],
      people: { ...aboutPratt, affected: ['cllr-okafor', markup] },
      evidence: [{ kind: markup, where: markup, quote: markup }],
    };
    const kit = await openTestConsole({ flags: [hostile] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    for (const url of [
      `${base}/${flag}`,
      base,
      `/${councilId}/today`,
      `${base}?person=${encodeURIComponent(markup)}`,
    ]) {
      const { body, headers, statusCode } = await clerk.get(url);
      expect(statusCode, url).toBe(200);
      expect(body, url).not.toMatch(/<script|<img|onerror=alert\(2\)>|\u202e/);
      expect(body, url).not.toContain('49{');
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await clerk.get(`${base}/${flag}`)).body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('the list', () => {
  test('has filters and pages that stand in the URL', async () => {
    const flags = Array.from({ length: 60 }, (_, index) => ({
      severity: index % 3 === 0 ? ('serious' as const) : ('ordinary' as const),
      date: `2026-0${1 + (index % 5)}-11T09:14:00+00:00`,
    }));
    const kit = await openTestConsole({ flags });
    const clerk = await kit.signedIn('handler');
    const rows = ({ body }: Answer): number => body.match(/<tr class="govuk-table__row"/g)?.length ?? 1;
    const all = await clerk.get(base);
    expect(all.body).toContain('60 of 60 flags');
    expect(rows(all) - 1).toBe(25);
    expect(all.body).toContain(`href="${base}?page=3"`);
    expect(rows(await clerk.get(`${base}?page=3`)) - 1).toBe(10);
    expect(rows(await clerk.get(`${base}?page=99`)) - 1).toBe(10);
    const days = [...all.body.matchAll(/console-date" role="cell">(11 \w+ 2026)</g)].map(([, day]) => day);
    expect([days.length, days[0], days[11], days[12], days[24]]).toEqual([
      25,
      '11 May 2026',
      '11 May 2026',
      '11 April 2026',
      '11 March 2026',
    ]);
    const serious = await clerk.get(
      `${base}?severity=serious&from=2026-02-01&until=2026-04-30&person=cllr-pratt&state=open`,
    );
    expect(serious.body).toContain('12 of 60 flags');
    expect(serious.body).toContain('<option value="serious" selected>');
    const none = await clerk.get(`${base}?person=cllr-lane`);
    expect(none.body).toContain('0 of 60 flags: none fits these filters');
    expect((await clerk.get(`${base}?severity=%3Cscript%3E&state[]=x&page=-1`)).statusCode).toBe(200);
  });

  test('says so where there is nothing', async () => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    expect((await clerk.get(base)).body).toContain('There is no flag that you may see.');
  });
});

test('the flag’s page shows the other flags of its message', async () => {
  const kit = await openTestConsole({
    flags: [{ messageId: '<one@x>' }, { messageId: '<one@x>', rule: 'copy-without-consent' }, { messageId: '<two@x>' }],
  });
  const [one = '', two = '', three = ''] = kit.flags;
  const clerk = await kit.signedIn('handler');
  const { body } = await clerk.get(`${base}/${one.slice(0, 8)}`);
  expect(body).toContain(`${base}/${two.slice(0, 8)}`);
  expect(body).not.toContain(three.slice(0, 8));
});
