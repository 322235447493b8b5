/** What somebody is shown who is named in a flag, and the report that is made of what is held about one person. */

import { describe, expect, test } from 'vitest';
import { readDueNotices, readNotice } from '../../src/intake/notice-store.ts';
import { renderNotice } from '../../src/operation/render-notice.ts';
import { reviewsOf } from '../../src/review/review-log.ts';
import { reviewOf, textOf } from '../../src/review/review-state.ts';
import { aboutClerk, aboutPratt, councilId, offerStatement, openTestConsole, type TestConsole } from './console-kit.ts';

const markup = '"><script>alert(1)</script>{{ 7 * 7 }}';

const statementPath = ({ flags }: TestConsole): string => `/${councilId}/statements/${flags[0]?.slice(0, 8)}`;

describe('a link for a statement', () => {
  test('goes by the outbox to the person’s own address, and tells nothing of the matter', async () => {
    const kit = await openTestConsole({ flags: [{ evidence: [{ kind: 'copy', where: 'Bcc', quote: 'the heron' }] }] });
    await offerStatement(kit);
    const [due] = await readDueNotices(kit.database, [councilId], kit.clock.now, 10);
    const notice = await readNotice(kit.database, councilId, due?.id ?? '');
    expect(kit.jobs).toEqual([{ kind: 'deliver-alert', council: councilId, notice: due?.id }]);
    expect(notice).toMatchObject({ kind: 'statement', recipient: 'cllr-okafor', state: 'waiting' });
    const letter = notice === null ? null : await renderNotice(kit.database, kit.live, notice);
    expect(letter?.text.replaceAll(/\s+/g, '')).toContain(`http://127.0.0.1:8027${statementPath(kit)}`);
    expect(letter?.text).not.toMatch(/Pratt|heron|hidden copy|silent/i);
  });

  test('that cannot be sent is not offered, and nothing is recorded', async () => {
    const kit = await openTestConsole({
      flags: [{ people: { by: 'old-clerk', affected: ['cllr-pratt'], hidden: [] } }],
    });
    const clerk = await kit.signedIn('handler');
    const [flag = ''] = kit.flags;
    const before = await kit.live.log.head();
    const token = clerk.tokenIn(await clerk.get(`/${councilId}/flags/${flag}`));
    for (const recipient of ['nobody', 'cllr-lane', '']) {
      const answer = await clerk.post(`/${councilId}/flags/${flag}/offer-statement`, { token, recipient });
      expect(answer.statusCode, recipient).toBe(422);
    }
    expect(await kit.live.log.head()).toEqual(before);
    expect(await readDueNotices(kit.database, [councilId], kit.clock.now, 10)).toEqual([]);
    expect(kit.jobs).toEqual([]);
  });

  test('leads to the facts about themselves only, and to one statement', async () => {
    const flag = {
      evidence: [{ kind: 'copy', where: 'Bcc', quote: 'the heron' }],
      thirdParties: ['mole@paper.example'],
    };
    const kit = await openTestConsole({ flags: [flag, {}] });
    const clerk = await offerStatement(kit);
    const okafor = await kit.signedIn('person-concerned');
    expect((await okafor.get(`/${councilId}`)).headers.location).toBe(`/${councilId}/statements`);
    const list = await okafor.get(`/${councilId}/statements`);
    expect(list.body).toContain(statementPath(kit));
    expect(list.body).not.toContain(kit.flags[1]?.slice(0, 8));
    const page = await okafor.get(statementPath(kit));
    expect(page.body).toContain('it was done to you, or concerns you');
    expect(page.body).toContain('2 other people or parties, 1 short quote');
    expect(page.body).not.toMatch(/Pratt|heron|mole@/);
    const token = okafor.tokenIn(page);
    const empty = await okafor.post(statementPath(kit), { token, text: ' ' });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('href="#text"');
    const sent = await okafor.post(statementPath(kit), { token, text: `I was told.\r\n${markup}` });
    expect(sent.headers.location).toBe(`${statementPath(kit)}?done=add-statement`);
    const [id = ''] = kit.flags;
    const review = reviewOf(reviewsOf(await kit.live.log.catchUp()).reviews, id);
    const entry = review.history.at(-1);
    expect(entry?.role).toBe('person-concerned');
    expect(entry && textOf(entry, 'statement')).toBe(`I was told.\n${markup}`);
    expect((await okafor.post(statementPath(kit), { token, text: 'More.' })).statusCode).toBe(409);
    for (const one of [
      await okafor.get(statementPath(kit)),
      await okafor.get(`/${councilId}/statements`),
      await clerk.get(`/${councilId}/flags/${id}`),
    ])
      expect(one.body).not.toContain('<script');
    expect((await okafor.get(statementPath(kit))).body).toContain('I was told.');
  });

  test('opens nothing on a flag that was not offered, nor to somebody who was offered another', async () => {
    const kit = await openTestConsole({ flags: [{}, {}] });
    await offerStatement(kit);
    const okafor = await kit.signedIn('person-concerned');
    const other = `/${councilId}/statements/${kit.flags[1]?.slice(0, 8)}`;
    expect((await okafor.get(other)).statusCode).toBe(404);
    const token = okafor.tokenIn(await okafor.get(statementPath(kit)));
    expect((await okafor.post(other, { token, text: 'x' })).statusCode).toBe(404);
    const pratt = kit.browser();
    expect((await pratt.get(statementPath(kit))).statusCode).toBe(303);
  });
});

describe('what is held about a person', () => {
  const hostile = {
    people: aboutPratt,
    evidence: [{ kind: markup, where: markup, quote: 'the heron' }],
    mailbox: markup,
  };

  async function reportOn(kit: TestConsole, who: 'handler' | 'auditor', person: string, format: string) {
    const one = await kit.signedIn(who);
    const token = one.tokenIn(await one.get(`/${councilId}/people/${person}`));
    return one.post(`/${councilId}/people/${person}/report`, { token, format });
  }

  test('is a page with the flags that the reader may see, and no more', async () => {
    const kit = await openTestConsole({ flags: [hostile, { people: aboutClerk }] });
    const [pratts = '', clerks = ''] = kit.flags;
    const pages = { handler: '', auditor: '' };
    for (const who of ['handler', 'auditor'] as const) {
      const one = await kit.signedIn(who);
      expect((await one.get(`/${councilId}/people`)).body).toContain(`/${councilId}/people/cllr-okafor`);
      pages[who] = (await one.get(`/${councilId}/people/cllr-okafor`)).body;
      expect(pages[who]).toContain(pratts.slice(0, 8));
      expect(pages[who]).not.toContain('<script');
      expect((await one.get(`/${councilId}/people/nobody`)).statusCode).toBe(404);
      expect((await one.get(`/${councilId}/people/cllr-lane`)).body).toContain('No flag that you may see names');
    }
    expect(pages.handler).not.toContain(clerks.slice(0, 8));
    expect(pages.auditor).toContain(clerks.slice(0, 8));
  });

  test('is a file of facts about that person: no quote, no other name, nothing that the reader may not see', async () => {
    const kit = await openTestConsole({ flags: [hostile, { people: aboutClerk }] });
    await offerStatement(kit);
    const ofClerk = await reportOn(kit, 'handler', 'cllr-okafor', 'json');
    expect(ofClerk.headers['content-disposition']).toBe('attachment; filename="subject-access-2026-06-08.json"');
    expect(ofClerk.json()).toMatchObject({ person: 'cllr-okafor', flags: [{ parts: ['concerned'] }] });
    expect(ofClerk.json().flags).toHaveLength(1);
    expect((await reportOn(kit, 'auditor', 'cllr-okafor', 'json')).json().flags).toHaveLength(2);
    const page = await reportOn(kit, 'auditor', 'cllr-okafor', 'html');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-disposition']).toContain('attachment');
    expect(page.body).toContain('You were given a link for a statement.');
    for (const { body } of [ofClerk, page]) expect(body).not.toMatch(/heron|<script|Pratt|cllr-pratt|Margaret/);
    const clerks = await reportOn(kit, 'auditor', 'clerk', 'html');
    expect(clerks.body).toContain('The handler gave a person concerned a link for a statement.');
  });

  test('is kept from whoever only handles what is late', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const vice = await kit.signedIn('alternate');
    expect((await vice.get(`/${councilId}/people/cllr-okafor`)).statusCode).toBe(403);
  });
});
