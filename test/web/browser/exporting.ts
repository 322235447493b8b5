/** The auditor takes the log home in a file that anybody can check; the Clerk, who would read in it what is kept from them, does not. */

import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { parseCsv } from '../../../src/export/csv.ts';
import { verifyExport } from '../../../src/export/verify-export.ts';
import { makeFolder } from '../../sources/scratch-folder.ts';
import { runCandour } from '../../support/run-candour.ts';
import { save } from './browser-kit.ts';
import { auditor, base, clerk, type ExampleCouncil, forge } from './example-council.ts';

const button = 'Download the export';

export function describeExporting({ enter }: ExampleCouncil): void {
  test('is saved by the auditor with a few clicks, verifies, and names the row of a byte that is changed', async () => {
    const folder = makeFolder();
    const { page, seen, go } = await enter(auditor);
    await go(base);
    await page.getByRole('link', { name: 'Export', exact: true }).click();
    await page.getByLabel('Financial year').selectOption('Everything');
    await page.getByLabel('Everything: names, addresses, quotes and reasons').check();
    await page.getByLabel('CSV').check();
    const csv = await save(page, folder, button);
    await page.getByLabel('Withheld').check();
    await page.getByLabel('Excel workbook').check();
    const xlsx = await save(page, folder, button);
    const stem = 'little-wickham-beginning-to-end';
    expect(seen.splice(0)).toEqual([`download: ${stem}.csv`, `download: ${stem}.xlsx`]);

    const text = readFileSync(csv, 'utf8');
    const row = (parseCsv(text) ?? []).findIndex((cells) => cells.includes('serious')) + 1;
    expect(row).toBeGreaterThan(1);
    expect(await runCandour(folder, 'verify', csv)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/verified/i),
    });
    writeFileSync(csv, text.replace(',serious,', ',serjous,'));
    expect(await runCandour(folder, 'verify', csv)).toMatchObject({
      status: 1,
      out: expect.stringMatching(new RegExp(`^Not verified: row ${row}, .* column severity does not say`)),
    });

    const workbook = readFileSync(xlsx);
    expect(await verifyExport(workbook)).toMatchObject({ ok: true, variant: 'names-withheld' });
    const alter = (part: Uint8Array): Uint8Array => strToU8(strFromU8(part).replace('>serious<', '>serjous<'));
    const parts = Object.entries(unzipSync(workbook)).map(([name, part]) => [name, alter(part)]);
    expect(await verifyExport(zipSync(Object.fromEntries(parts)))).toMatchObject({ ok: false, row });
  });

  test('is not for the Clerk, who is told to ask the auditor, and gets none by a forged form', async () => {
    const { page, go, post } = await enter(clerk);
    await go(base);
    await page.getByRole('link', { name: 'Export', exact: true }).click();
    await page.getByText('Ask the auditor for it.').waitFor();
    expect(await page.getByRole('button', { name: button }).count()).toBe(0);
    const order = { year: 'all', names: 'names-withheld', format: 'jsonl' };
    expect(await forge(page, `${base}/export`, order)).toBe(403);
    await page.getByText('Ask the auditor for it.').waitFor();
    expect(await post(`${base}/export`, { ...order, format: 'csv' })).toMatchObject({ status: 403, isFile: false });
  });
}
