import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeInto } from '../sources/scratch-folder.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';
import { openSmtpSink } from '../support/smtp-sink.ts';

const more = 'routing: { clerkFlags: cllr-teal, alternate: cllr-okafor }\n';

function makeSettings(mail: string): string {
  return `councils: [council.yaml]\ndatabase: var/candour.db\nmail: ${mail}\n`;
}

const from = 'from: Candour <candour@littlewickham-pc.gov.uk>';

describe('candour test-mail', () => {
  test('sends one letter, to the alternate or to the address given', async () => {
    await using sink = await openSmtpSink();
    const settings = makeSettings(`{ ${from}, smtp: { host: 127.0.0.1, port: ${sink.port}, security: none } }`);
    const folder = makeCouncilFolder({ more, files: { 'candour.yaml': settings } });
    const send = (...words: string[]) => runCandour(folder, 'test-mail', '--config', 'candour.yaml', ...words);
    const sent = await send();
    expect(sent).toMatchObject({ status: 0, err: '' });
    expect(sent.out).toMatch(/^The mail server 127\.0\.0\.1 took a letter to okafor@littlewickham-pc\.gov\.uk\.$/m);
    expect((await send('--to', 'somebody@example.org')).status).toBe(0);
    expect(sink.messages.map(({ envelope }) => envelope.to)).toEqual([
      ['okafor@littlewickham-pc.gov.uk'],
      ['somebody@example.org'],
    ]);
    expect(String(sink.messages[0]?.raw)).toMatch(/^Subject: Candour: a test\r$/m);

    sink.failNext(1, 'permanent');
    const refused = await send();
    expect(refused).toMatchObject({ status: 3, err: '' });
    expect(refused.out).toMatch(
      /^Not sent to okafor@.*: The mail server refused the letter for good \(\d+ at \w+.*\)\. \(refused\)$/m,
    );
    expect(refused.out).toContain('Does the server allow this user to send');
    const bad = await send('--to', 'nobody');
    expect(bad).toEqual({ status: 2, out: '', err: 'candour: --to takes an email address.\n' });
    expect(sink.messages).toHaveLength(2);
  });

  test('a server that is not there', async () => {
    const folder = makeCouncilFolder({ more });
    let port = 0;
    {
      await using gone = await openSmtpSink();
      port = gone.port;
    }
    const smtp = `{ host: 127.0.0.1, port: ${port}, security: none }`;
    writeInto(folder, 'candour.yaml', makeSettings(`{ ${from}, smtp: ${smtp} }`));
    const away = await runCandour(folder, 'test-mail', '--config', 'candour.yaml');
    expect(away).toMatchObject({ status: 3, err: '' });
    expect(away.out).toMatch(/The mail server cannot be reached \(ECONNREFUSED\)\. \(unreachable\)\nAre host and port/);
  });

  test('with an outbox it says where the letter lies, and that it was sent to nobody', async () => {
    const folder = makeCouncilFolder({ more, files: { 'candour.yaml': makeSettings(`{ ${from}, outbox: outbox }`) } });
    const { status, out } = await runCandour(folder, 'test-mail', '--config', 'candour.yaml');
    expect(status).toBe(0);
    expect(out).toMatch(/was written into outbox, and sent to nobody/);
    expect(readdirSync(join(folder, 'outbox'))).toHaveLength(1);
  });
});
