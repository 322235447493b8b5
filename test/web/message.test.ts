/** The message behind a flag, opened on a click. */

import { expect, test } from 'vitest';
import { reviewsOf } from '../../src/review/review-log.ts';
import { personOf, reviewOf } from '../../src/review/review-state.ts';
import { councilId, openTestConsole } from './console-kit.ts';
import { pond, putMessage } from './put-message.ts';

test('is shown as plain text, kept nowhere, and each look is in the log', async () => {
  const kit = await openTestConsole({ flags: [pond] });
  await putMessage(kit);
  const [flag = ''] = kit.flags;
  const clerk = await kit.signedIn('handler');
  const path = `/${councilId}/flags/${flag}/message`;
  expect((await clerk.get(path)).statusCode).toBe(404);
  const token = clerk.tokenIn(await clerk.get(`/${councilId}/flags/${flag}`));
  const page = await clerk.post(path, { token });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('The heron is back.');
  expect(page.body).toContain('&lt;script&gt;alert(3)&lt;/script&gt;{{ 7 * 7 }}');
  expect(page.body).not.toMatch(/<script|<img/);
  const { history } = reviewOf(reviewsOf(await kit.live.log.catchUp()).reviews, flag);
  expect(history.map((entry) => [entry.transition, personOf(entry)])).toEqual([['open-message', 'clerk']]);
  expect((await clerk.get(`/${councilId}/flags/${flag}`)).body).toContain(
    'The handler opened the message in the mailbox.',
  );
  const entries = await kit.live.log.readEntries();
  expect(entries.map(({ bytes }) => Buffer.from(bytes).toString()).join('')).not.toContain('heron');
});

test('that is gone is said to be, and the look stays in the log', async () => {
  const kit = await openTestConsole({ flags: [pond] });
  const [flag = ''] = kit.flags;
  const auditor = await kit.signedIn('auditor');
  const token = auditor.tokenIn(await auditor.get(`/${councilId}/flags/${flag}`));
  const page = await auditor.post(`/${councilId}/flags/${flag}/message`, { token });
  expect(page.statusCode).toBe(404);
  expect(page.body).toContain('No mailbox that is read holds this message any more.');
  const { history } = reviewOf(reviewsOf(await kit.live.log.catchUp()).reviews, flag);
  expect(history).toMatchObject([{ transition: 'open-message', role: 'auditor' }]);
});
