/** Mutes and arrangements in the console, and the coverage of the protocol. */

import { describe, expect, test } from 'vitest';
import { draftCitation, listMutes } from '../../src/review/mutes.ts';
import { reviewsOf } from '../../src/review/review-log.ts';
import { aboutClerk, type Browser, councilId, openTestConsole, type TestConsole } from './console-kit.ts';

const path = `/${councilId}/mutes`;
const markup = '"><script>alert(1)</script>{{ 7 * 7 }}';
const good = {
  rule: 'silent-copy',
  people: 'cllr-pratt',
  subject: '',
  until: '2026-12-31',
  reason: 'Resolution 26/14.',
};

async function record(browser: Browser, fields: Record<string, string | string[]>) {
  const token = browser.tokenIn(await browser.get(path));
  return browser.post(path, { token, ...good, ...fields });
}

async function mutesIn({ live }: TestConsole) {
  return listMutes(reviewsOf(await live.log.catchUp()).mutes, live.council);
}

describe('a mute', () => {
  test('is recorded with reason, scope and last day, cited on what it keeps back, and ended', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    expect((await clerk.get(path)).body).toContain('There is none: nothing is kept back.');
    const answer = await record(clerk, { subject: markup, reason: markup });
    expect(answer.headers.location).toBe(`${path}?done=record`);
    const [mute] = await mutesIn(kit);
    if (mute === undefined) throw new Error('There is no mute.');
    expect(mute).toMatchObject({ rule: 'silent-copy', people: ['cllr-pratt'], until: '2026-12-31', by: 'clerk' });
    await kit.live.log.append(new Date(kit.clock.now), () => ({ drafts: [draftCitation(flag, mute)] }));
    const page = await clerk.get(path);
    expect(page.body).not.toContain('<script');
    expect(page.body).toContain('until 31 December 2026');
    expect(page.body).toContain('Flags kept back that you may see</dt><dd class="govuk-summary-list__value">1<');
    expect((await clerk.get(`/${councilId}/flags/${flag}`)).body).toContain(mute.id);
    const token = clerk.tokenIn(page);
    expect((await clerk.post(`${path}/${mute.id}/end`, { token, reason: ' ' })).statusCode).toBe(422);
    expect((await clerk.post(`${path}/${mute.id}/end`, { token, reason: 'Over.' })).statusCode).toBe(303);
    expect(await mutesIn(kit)).toMatchObject([{ isEnded: true }]);
    expect((await clerk.post(`${path}/${mute.id}/end`, { token, reason: 'Over.' })).statusCode).toBe(409);
    expect((await clerk.post(`${path}/arrangement-1/end`, { token, reason: 'Over.' })).statusCode).toBe(404);
  });

  test.each([
    [{ rule: 'constructor' }, 'Choose one of the rules.', 'rule'],
    [{ people: [] }, 'Say for whom', 'people'],
    [{ people: 'clerk' }, 'Nobody mutes flags about themselves.', 'people'],
    [{ people: 'nobody' }, 'Choose people whom the council file has.', 'people'],
    [{ people: [], subject: 'a' }, 'Give a word of the subject', 'subject'],
    [{ until: '2029-01-01' }, 'Choose a day from today', 'until'],
    [{ until: 'soon' }, 'Give its last day', 'until'],
    [{ reason: '' }, 'Say why', 'reason'],
  ])('with %j is refused in words', async (fields: Record<string, string | string[]>, words, field) => {
    const kit = await openTestConsole();
    const clerk = await kit.signedIn('handler');
    const answer = await record(clerk, fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain(`href="#record-${field}"`);
    expect(answer.body).toContain(`id="record-${field}"`);
    expect(await mutesIn(kit)).toEqual([]);
  });

  test('is for whoever handles flags by office, and not for whom routing names', async () => {
    const kit = await openTestConsole();
    const chair = await kit.signedIn('chair');
    const page = await chair.get(path);
    expect(page.body).toContain('Only whoever handles flags by office');
    const token = chair.tokenIn(page);
    expect((await chair.post(path, { token, ...good })).statusCode).toBe(403);
    expect(await mutesIn(kit)).toEqual([]);
  });
});

describe('a mute of one conversation', () => {
  const link = 'Keep back alerts about this conversation';

  test('takes rule and conversation from its flag, whatever else is sent, and stays that form when it is refused', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const [flag = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    expect((await clerk.get(`/${councilId}/flags/${flag}`)).body).toContain(link);
    const refused = await record(clerk, { flag, rule: 'cc-note-missing', reason: ' ' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(`name="flag" value="${flag}"`);
    expect(refused.body).not.toContain('name="people"');
    expect((await record(clerk, { flag, rule: 'cc-note-missing' })).statusCode).toBe(303);
    expect(await mutesIn(kit)).toMatchObject([{ rule: 'silent-copy', people: [], subject: '', thread: flag }]);
  });

  test('is for nobody who may not keep the flag back, or may not see it', async () => {
    const kit = await openTestConsole({ flags: [{}, { people: aboutClerk }] });
    const [theirs = '', ofClerk = ''] = kit.flags;
    const clerk = await kit.signedIn('handler');
    expect((await clerk.get(`${path}?flag=${ofClerk}`)).statusCode).toBe(404);
    expect((await record(clerk, { flag: ofClerk })).statusCode).toBe(404);
    for (const [who, flag] of [
      ['chair', ofClerk],
      ['auditor', theirs],
    ] as const) {
      const browser = await kit.signedIn(who);
      const page = await browser.get(`/${councilId}/flags/${flag}`);
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toContain(link);
      expect((await browser.get(`${path}?flag=${flag}`)).statusCode).toBe(404);
    }
    expect(await mutesIn(kit)).toEqual([]);
  });
});

test('coverage shows every clause of the protocol, in the words of the command', async () => {
  const kit = await openTestConsole();
  const operator = await kit.signedIn('operator');
  const { body } = await operator.get(`/${councilId}/coverage`);
  for (const { ref } of kit.live.pack.clauses) expect(body).toContain(`id="clause-${ref}"`);
  expect(body).toContain('not testable by email.');
});
