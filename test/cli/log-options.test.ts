import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { writeInto } from '../sources/scratch-folder.ts';
import { startLive } from '../support/live.ts';
import { startPostgresql } from '../support/postgresql.ts';
import { runCandour } from '../support/run-candour.ts';
import { makeCouncilFolder } from '../support/small-council.ts';

const councils = 'councils: [{ file: council.yaml, observeDays: 0 }]\nhttp: off\n';

describe('commands that read the flag log, with --config', () => {
  test.each(['sqlite', 'postgresql'])('on %s', async (kind) => {
    await using stack = new AsyncDisposableStack();
    const folder = makeCouncilFolder();
    if (kind === 'sqlite') writeInto(folder, 'candour.yaml', `${councils}database: data/elsewhere.db\n`);
    else {
      const postgresql = stack.use(await startPostgresql());
      writeInto(folder, 'url', await postgresql.createDatabase('log'));
      writeInto(folder, 'candour.yaml', `${councils}database: { postgresqlUrlFile: url, keyFile: data/key }\n`);
    }
    const run = (command: string, ...words: string[]) =>
      runCandour(folder, command, ...words, '--config', 'candour.yaml');
    expect(await run('flags')).toMatchObject({
      status: 2,
      err: expect.stringContaining('There is no database of Candour'),
    });
    {
      await using live = await startLive(join(folder, 'candour.yaml'));
      const [council] = live.installation.councils.values();
      await vi.waitFor(async () => expect(await council?.readStandingFlags()).toHaveLength(1), { timeout: 40_000 });
      const flags = await run('flags');
      expect(flags).toMatchObject({ status: 0, err: '' });
      const [, id = ''] = /^([0-9a-f]{8}) /m.exec(flags.out) ?? [];
      expect((await run('explain', id, '--council', 'little-wickham')).out).toContain('Hidden copy (silent-copy)');
    }
    const exported = await run('export', '--output', 'audit.csv', '--council', 'council.yaml');
    expect(exported).toMatchObject({ status: 0, out: '' });
    expect((await runCandour(folder, 'verify', 'audit.csv')).status).toBe(0);
    expect((await run('verify')).out).toMatch(/^Verified: entries 1 to \d+ of the flag log of little-wickham\./);
    expect(await run('flags', '--council', 'st-just')).toMatchObject({ status: 2, out: '' });
    expect(await run('flags', '--log', 'x.db')).toEqual({
      status: 2,
      out: '',
      err: "candour: option '--config <file>' cannot be used with option '--log <path>'\n",
    });
  });
});
