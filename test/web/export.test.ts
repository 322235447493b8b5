/** The export from the console, and the page that says whether the log is whole. */

import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { verifyExport } from '../../src/export/verify-export.ts';
import { insertNotices, noteSent } from '../../src/intake/notice-store.ts';
import { aboutClerk, type Browser, councilId, openTestConsole } from './console-kit.ts';

const path = `/${councilId}/export`;
const markup = '"><script>alert(1)</script>';

async function ask(browser: Browser, fields: Record<string, string>) {
  const token = browser.tokenIn(await browser.get(path));
  return browser.post(path, { token, ...fields });
}

describe('an export', () => {
  test('is of the current financial year with names withheld, and verifies by itself', async () => {
    const kit = await openTestConsole({ flags: [{ evidence: [{ kind: 'x', where: 'y', quote: '=1+1' }] }] });
    const auditor = await kit.signedIn('auditor');
    const page = await auditor.get(path);
    expect(page.body).toContain('<option value="2026-27" selected>');
    const answer = await ask(auditor, {});
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="little-wickham-2026-04-01-to-2027-03-31.csv"',
    );
    expect(answer.body).not.toMatch(/cllr-pratt|=1\+1/);
    expect(await verifyExport(answer.rawPayload)).toMatchObject({ ok: true, variant: 'names-withheld' });
  });

  test.each(['csv', 'xlsx', 'jsonl'])('as %s with names and a sample verifies', async (format) => {
    const kit = await openTestConsole({ flags: [{}, {}] });
    const auditor = await kit.signedIn('auditor');
    const answer = await ask(auditor, { format, year: 'all', names: 'with-names', size: '5', seed: 'auditor 4711' });
    expect(answer.statusCode).toBe(200);
    expect(await verifyExport(answer.rawPayload)).toMatchObject({ ok: true, variant: 'with-names' });
    if (format === 'jsonl') expect(answer.body).toContain('auditor 4711');
  });

  test.each([
    [{ size: '0' }, 'Give a number from 1 to 1000', 'size'],
    [{ size: '1001' }, 'Give a number from 1 to 1000', 'size'],
    [{ seed: 'x' }, 'A seed goes with the size', 'size'],
    [{ year: markup }, 'Choose one of the years', 'year'],
    [{ format: markup }, 'Choose one of the formats', 'format'],
    [{ names: 'constructor' }, 'Choose how people are shown', 'names'],
    [{ from: '2026-02-31' }, 'Give the first day', 'from'],
    [{ from: '2026-05-02', to: '2026-05-01' }, 'The last day is before the first', 'to'],
  ])('asked for with %j is refused in words', async (fields: Record<string, string>, words, field) => {
    const kit = await openTestConsole({ flags: [{}] });
    const auditor = await kit.signedIn('auditor');
    const answer = await ask(auditor, { ...fields, seed: fields.seed ?? '' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain(`href="#${field}"`);
    expect(answer.body).not.toContain('<script');
  });

  test('is not for somebody who may not see one of its flags', async () => {
    const kit = await openTestConsole({ flags: [{}, { people: aboutClerk }] });
    const clerk = await kit.signedIn('handler');
    expect((await clerk.get(path)).body).toContain('Ask the auditor for it.');
    const token = clerk.tokenIn(await clerk.get(`/${councilId}/log`));
    const answer = await clerk.post(path, { token, year: 'all', names: 'names-withheld', format: 'jsonl' });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['content-disposition']).toBeUndefined();
    const other = await openTestConsole({ flags: [{}] });
    expect((await ask(await other.signedIn('handler'), {})).statusCode).toBe(200);
  });
});

describe('log integrity', () => {
  test('says how far the chain was verified just now, and which heads are in other hands', async () => {
    const kit = await openTestConsole({ flags: [{}] });
    const auditor = await kit.signedIn('auditor');
    const page = await auditor.get(`/${councilId}/log`);
    const head = await kit.live.log.head();
    expect(page.body).toContain(`entries 1 to ${head?.seq}, 8 June 2026, 10:00am`);
    expect(page.body).toContain(`${head?.hash}@${head?.seq}`);
    expect(page.body).toContain('No letter with the head of the log has gone out yet.');
    const notice = { id: 'head.2026-06-05.auditor', kind: 'head' as const, recipient: 'auditor' };
    const draft = { ...notice, thread: '', parameters: '{}', not_before: 0 };
    await kit.database.transact(councilId, (transaction) => insertNotices(transaction, councilId, [draft], 1));
    await noteSent(kit.database, councilId, notice.id, Date.parse('2026-06-05T09:00:00Z'));
    const after = await auditor.get(`/${councilId}/log`);
    expect(after.body).toContain('5 June 2026, 10:00am');
    expect(after.body).not.toContain('No letter with the head');
  });

  test('finds an entry that was altered behind the back of the open log', async () => {
    const kit = await openTestConsole({ flags: [{}, {}] });
    const auditor = await kit.signedIn('auditor');
    await auditor.get(`/${councilId}/log`);
    await sql`DROP TRIGGER flag_log_entry_no_update`.execute(kit.database.kysely);
    await sql`UPDATE flag_log_entry SET entry = CAST('x' AS BLOB) WHERE seq = 2`.execute(kit.database.kysely);
    const page = await auditor.get(`/${councilId}/log`);
    expect(page.body).toContain('The chain does not verify at entry 2');
  });

  test('of a log that does not verify when it is first read shows no flag and says at which entry', async () => {
    const kit = await openTestConsole({ flags: [{}, {}] });
    const auditor = await kit.signedIn('auditor');
    await sql`DROP TRIGGER flag_log_entry_no_update`.execute(kit.database.kysely);
    await sql`UPDATE flag_log_entry SET entry = CAST('x' AS BLOB) WHERE seq = 2`.execute(kit.database.kysely);
    const again = await kit.restart();
    for (const url of [`/${councilId}/flags`, `/${councilId}/flags/${kit.flags[0]}`, path, `/${councilId}/overview`]) {
      const page = await auditor.via(again).get(url);
      expect(page.statusCode, url).toBe(500);
      expect(page.body, url).toContain('The flag log does not verify');
      expect(page.body, url).not.toContain('Alan Pratt');
    }
    const page = await auditor.via(again).get(`/${councilId}/log`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('The chain does not verify at entry 2');
    expect(page.body).toContain('Change nothing, keep a copy of the database');
  });
});
