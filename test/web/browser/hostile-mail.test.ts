/** Mail that means harm, from the mailbox through the audit to the browser: it is text on every page, and nothing of it runs. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { councilFiles } from '../../support/small-council.ts';
import { useChromium, watch } from './browser-kit.ts';
import { type ServedConsole, serveConsole } from './served-console.ts';

const chromium = useChromium();

/** Each tries another way out of where it stands: text, attribute, style, script, template, table cell, header line. */
const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "' onmouseover='alert(3)",
  '</title></textarea></style><svg onload=alert(4)>',
  '{{ 7 * 7 }}{% include "layout.njk" %}',
  '=HYPERLINK("http://evil.example";"see")',
  'x\r\nBcc: evil@evil.example\r\nSet-Cookie: candour-session=evil',
  '\u202egnp.exe\u2066',
  'javascript:alert(5)//',
  '<meta http-equiv=refresh content="0;url=http://evil.example/"><base href=http://evil.example/>',
];

/** RFC 2047: what stands in a field and is no plain word, line ends as well. */
const encoded = (text: string): string =>
  Array.from(text.match(/[\s\S]{1,12}/gu) ?? [], (part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join(
    '\r\n ',
  );
const domain = 'littlewickham-pc.gov.uk';

/** From the Clerk with a hidden copy to a councillor, and from a councillor who binds the council: two rules, with quotes. */
function lettersWith(payload: string, index: number): Record<string, string> {
  const head = (id: string): string[] => [
    `Message-ID: <${id}-${index}@${domain}>`,
    `Date: Wed, 3 Jun 2026 09:${10 + index}:00 +0100`,
    `Subject: ${encoded(`CONFIDENTIAL ${payload}`)}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
  ];
  const tail = [
    '--b',
    'Content-Type: application/pdf',
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(`Confidential ${payload}.pdf`)}`,
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0xLjQK',
    '--b--',
    '',
  ];
  const written = (lines: string[], text: string): string =>
    [...lines, Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n'), ...tail].join('\r\n');
  const name = encoded(payload);
  const silent = [
    `From: Margaret Hale <clerk@${domain}>`,
    `To: Ngozi Okafor <okafor@${domain}>`,
    `Cc: ${name} <supplier-${index}@works.example>`,
    `Bcc: ${name} <pratt@${domain}>`,
    ...head('silent'),
  ];
  const commitment = [
    `From: ${name} <pratt@${domain}>`,
    `To: ${name} <supplier-${index}@works.example>`,
    `Cc: Margaret Hale <clerk@${domain}>`,
    ...head('order'),
  ];
  const order = `${payload}\r\n\r\nOn behalf of the Parish Council I accept your quotation ${payload.replaceAll(/[\r\n]+/g, ' ')} and confirm the order. Please go ahead.\r\n\r\nAlan Pratt, Councillor\r\nLittle Wickham Parish Council\r\n`;
  return {
    [`mailboxes/clerk/Sent/hostile-${index}.eml`]: written(
      silent,
      `CONFIDENTIAL\r\n\r\n${payload}\r\n\r\nMargaret Hale, Clerk\r\n`,
    ),
    [`mailboxes/clerk/INBOX/hostile-${index}.eml`]: written(commitment, order),
  };
}

let served: ServedConsole | undefined;
beforeAll(async () => {
  const files = Object.fromEntries(payloads.flatMap((payload, index) => Object.entries(lettersWith(payload, index))));
  const more = 'routing: { clerkFlags: cllr-okafor, alternate: cllr-teal, auditor: rupert@audit.example }\n';
  served = await serveConsole('council.yaml', councilFiles({ files, more }));
}, 180_000);
afterAll(() => served?.[Symbol.asyncDispose]());

/** What our pages never have. */
function findForeign(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isForeign = (element: Element): boolean =>
      element.matches('script, img, base, meta[http-equiv], iframe, object, embed, style, svg[onload]') ||
      [...element.attributes].some(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)) ||
      (element instanceof HTMLAnchorElement && element.origin !== location.origin);
    return [...document.querySelectorAll('*')].filter(isForeign).map(({ outerHTML }) => outerHTML.slice(0, 200));
  });
}

test('nothing of it runs or breaks out on any page that shows a flag', { timeout: 180_000 }, async () => {
  if (served === undefined) throw new Error('The console is not there.');
  const context = await chromium.open();
  const page = await context.newPage();
  const seen = watch(page);
  await served.signIn(page, 'rupert@audit.example');
  const before = await context.cookies();
  await page.goto(`${served.url}/little-wickham/flags`);
  const links = page.locator('main a[href*="/flags/"]');
  const paths = new Set(await links.evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? '')));
  expect(paths.size).toBeGreaterThan(payloads.length);
  const menu = await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').all();
  const others = await Promise.all(menu.map(async (link) => (await link.getAttribute('href')) ?? ''));
  const texts: string[] = [];
  for (const path of [...paths, ...others]) {
    await page.goto(served.url + path);
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    expect(await findForeign(page), path).toEqual([]);
    texts.push((await page.locator('body').textContent()) ?? '');
  }
  const all = texts.join('\n');
  // It came as far as the page, so that this has shown something.
  for (const word of ['<script>alert(1)</script>', '<meta http-equiv=refresh', 'javascript:alert(5)//'])
    expect(all).toContain(word);
  expect(all).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(await context.cookies()).toEqual(before);
  expect(seen).toEqual([]);
});
