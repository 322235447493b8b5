/** A mail server that goes away and comes back: the log, the digest, the console and the export say when nobody could read. */

import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { verifyExport } from '../../src/export/verify-export.ts';
import { valuesOf } from '../../src/flaglog/flag-state.ts';
import { createSession } from '../../src/intake/session-store.ts';
import type { LiveCouncil } from '../../src/operation/live-council.ts';
import { makeExport } from '../../src/operation/make-export.ts';
import { previewDigest } from '../../src/operation/preview-digest.ts';
import { startDovecot, testPassword } from '../support/dovecot.ts';
import { type LiveRun, startLive } from '../support/live.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const patience = { timeout: 30_000, interval: 50 };

/** Events of outages, oldest first: type, mailbox and code. */
async function outagesIn({ log }: LiveCouncil): Promise<unknown[][]> {
  const { events } = await log.catchUp();
  return events
    .filter(({ entry }) => entry.type.startsWith('mailbox-'))
    .map(({ entry, sealed }) => [entry.type, ...valuesOf(sealed.mailbox), entry.data.code]);
}

async function digestOf({ installation }: LiveRun, live: LiveCouncil): Promise<string> {
  const at = Date.now();
  const preview = await previewDigest(installation.database, live, { day: '2026-06-08', recipient: 'clerk', at });
  return preview.rendered.text.replaceAll(/\s+/g, ' ');
}

async function healthPage({ installation, web }: LiveRun): Promise<string> {
  const session = await createSession(installation.database, 'clerk@littlewickham-pc.gov.uk', Date.now());
  const answer = await fetch(`${web?.url}/little-wickham/health`, {
    headers: { cookie: `candour-session=${session}` },
  });
  return answer.text();
}

test('a mailbox that could not be read for a time is in the log, and everybody is told', async () => {
  await using dovecot = await startDovecot({ users: { office: testPassword } });
  const imap = { host: '127.0.0.1', port: dovecot.port, security: 'none', user: 'office', passwordFile: 'password' };
  const folder = makeCouncilFolder({
    more: `  - { id: office, owner: clerk, imap: ${JSON.stringify(imap)} }\n`,
    files: {
      password: `${testPassword}\n`,
      'candour.yaml': stringify({
        councils: [{ file: 'council.yaml' }],
        database: 'var/candour.db',
        mail: { from: 'Candour <candour@littlewickham-pc.gov.uk>', outbox: 'var/outbox' },
        http: 'off',
        web: { port: 0 },
      }),
    },
  });
  await using live = await startLive(join(folder, 'candour.yaml'));
  const council = [...live.installation.councils.values()][0] as LiveCouncil;
  await vi.waitFor(
    async () => expect(await digestOf(live, council)).toMatch(/office\. .*State: read as mail comes/),
    patience,
  );
  expect(await outagesIn(council)).toEqual([]);

  await dovecot.stop();
  const failures = [
    ['mailbox-failing', 'office', 'disconnected'],
    ['mailbox-failing', 'office', 'connection-refused'],
  ];
  await vi.waitFor(async () => expect(await outagesIn(council)).toEqual(failures), patience);
  expect(await digestOf(live, council)).toMatch(/office\. Last message read: none yet\. State: cannot be read since/);
  expect(await healthPage(live)).toContain('Some mailboxes cannot be read.');
  expect(await healthPage(live)).toMatch(/office<\/t[hd]>[\s\S]*?cannot be read since/);

  await dovecot.start();
  const mended = [...failures, ['mailbox-mended', 'office', undefined]];
  await vi.waitFor(async () => expect(await outagesIn(council)).toEqual(mended), patience);
  await vi.waitFor(
    async () => expect(await digestOf(live, council)).toMatch(/office\. .*State: read as mail comes/),
    patience,
  );
  expect(await healthPage(live)).not.toContain('cannot be read');

  const open = { variant: 'with-names', addresses: true, quotes: true } as const;
  const order = { format: 'csv', period: null, open, sample: null } as const;
  const made = await makeExport(council.log, live.installation.database, order, new Date());
  if (made.kind !== 'made') throw new Error('There is no export.');
  const time = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(made.manifest.outages).toEqual([
    { mailbox: 'office', code: 'disconnected', from: time, to: time },
    { mailbox: 'office', code: 'connection-refused', from: time, to: time },
  ]);
  expect(await verifyExport(made.bytes)).toMatchObject({ ok: true });
});
