import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatHead } from '../../src/flaglog/entry.ts';
import { auditOnce, makeStanding, noon, TempFolder, tamper } from '../flaglog/support.ts';

type Ended = { status: number; out: string; err: string };

/** Runs the command in a folder, as a Clerk would. */
function run(cwd: string, ...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const script = join(import.meta.dirname, 'run-command.ts');
    execFile(process.execPath, [script, ...words], { cwd }, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const standing = [
  makeStanding('<a@x>', {
    severity: 'serious',
    rule: 'confidential-to-third-party',
    thirdParties: ['gillian@example.net'],
  }),
  makeStanding('<b@x>', { date: '2026-05-01T10:00:00+01:00', status: 'excepted', exception: 'x' }),
  makeStanding('<c@x>', {
    rule: 'official-letter-councillor-name',
    people: { by: 'cllr-of-a-very-long-name', affected: [], hidden: [] },
  }),
];

describe('candour flags', () => {
  it('lists what stands in a table that fits a window', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), standing);
    const { status, out } = await run(folder.path, 'flags');
    expect(status).toBe(0);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(out).toMatch(/^[0-9a-f]{8} {2}2026-05-01 {2}ordinary {2}B {9}excepted {3}silent-copy {22}clerk$/m);
    expect(out).toContain('3 possible departures from the protocol: 1 serious, 2 ordinary, 0 advice.');
    expect(out).not.toMatch(/breach|guilty|gillian/);
  });

  it.each<[string[], string[]]>([
    [['--rule', 'silent-copy'], ['<b@x>']],
    [
      ['--status', 'open'],
      ['<a@x>', '<c@x>'],
    ],
    [['--status', 'withdrawn'], []],
    [
      ['--person', 'cllr-pratt'],
      ['<b@x>', '<a@x>'],
    ],
    [
      ['--since', '2026-06-03'],
      ['<a@x>', '<c@x>'],
    ],
    [['--until', '2026-05-01'], ['<b@x>']],
    [['--severity', 'serious'], ['<a@x>']],
  ])('%j', async (words, messages) => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), standing);
    const { out } = await run(folder.path, 'flags', '--format', 'jsonl', ...words);
    const found =
      out.trim() === ''
        ? []
        : out
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line).messageId);
    expect(found).toEqual(expect.arrayContaining(messages));
    expect(found.length).toBe(messages.length);
  });
});

describe('candour export and candour verify', () => {
  it('give a file that verifies on another machine', async () => {
    using folder = new TempFolder();
    using elsewhere = new TempFolder();
    const { head } = await auditOnce(folder.log, noon('2026-07-01'), standing);
    const exported = await run(
      folder.path,
      'export',
      '--from',
      '2026-07-01',
      '--to',
      '2026-07-01',
      '--output',
      'july.csv',
    );
    expect(exported).toMatchObject({ status: 0, out: '' });
    expect(statSync(join(folder.path, 'july.csv')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder.path, 'july.manifest.json'), 'utf8'))).toMatchObject({ events: 5 });
    writeFileSync(join(elsewhere.path, 'july.csv'), readFileSync(join(folder.path, 'july.csv')));
    const alone = await run(elsewhere.path, 'verify', 'july.csv');
    expect(alone).toMatchObject({ status: 0, err: '' });
    expect(alone.out).toContain('Verified: entries 1 to 5');
    expect(alone.out).toContain('The tail is not proven');
    const proven = await run(elsewhere.path, 'verify', 'july.csv', '--head', formatHead(head ?? { seq: 0, hash: '' }));
    expect(proven.out).toContain('The tail is proven');
    expect(existsSync(join(elsewhere.path, 'var'))).toBe(false);
  });

  it.each(['csv', 'jsonl', 'xlsx'])(
    'walk an auditor through a year in %s, on a copy without a database',
    async (format) => {
      using folder = new TempFolder();
      using elsewhere = new TempFolder();
      const { head } = await auditOnce(folder.log, noon('2026-07-01'), standing);
      const published = formatHead(head ?? { seq: 0, hash: '' });
      const name = `audit.${format}`;
      const words = ['--year', '2026-27', '--format', format, '--sample', '2', '--seed', 'auditor 4711'];
      expect(await run(folder.path, 'export', ...words, '--output', name)).toMatchObject({ status: 0 });
      const bytes = readFileSync(join(folder.path, name));
      const path = join(elsewhere.path, name);
      writeFileSync(path, bytes);
      expect((await run(elsewhere.path, 'verify', name, '--head', published)).out).toContain('The tail is proven');
      if (format === 'xlsx') return;
      const text = bytes.toString();
      writeFileSync(path, text.replace('serious', 'serioux'));
      expect((await run(elsewhere.path, 'verify', name)).out).toMatch(
        /^Not verified: row [3-5], entry [2-4]: its column severity/,
      );
      // Whoever holds the log takes its end away and exports anew: the file verifies, and the head of a digest does not.
      tamper(folder.log, (database) => {
        database.exec('DELETE FROM flag_log_sealed WHERE seq > 3');
        database.exec('DELETE FROM flag_log_entry WHERE seq > 3');
      });
      await run(folder.path, 'export', ...words, '--output', name);
      writeFileSync(path, readFileSync(join(folder.path, name)));
      expect((await run(elsewhere.path, 'verify', name)).out).toContain('The tail is not proven');
      expect(await run(elsewhere.path, 'verify', name, '--head', published)).toMatchObject({
        status: 1,
        out: expect.stringContaining(`the head given is that of entry 5, and the last entry is 3`),
      });
    },
  );

  it('write a summary for reading, and say that another file is verified', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), standing);
    await run(folder.path, 'export', '--format', 'html', '--year', '2026-27', '--output', 'summary.html');
    expect(readFileSync(join(folder.path, 'summary.html'), 'utf8')).toContain('1 April 2026 to 31 March 2027');
    expect(await run(folder.path, 'verify', 'summary.html')).toMatchObject({
      status: 2,
      err: expect.stringContaining('a summary for reading'),
    });
  });

  it('end with 1 where the log or the file was altered, and export nothing', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), standing);
    const { out } = await run(folder.path, 'export', '--all', '--format', 'jsonl');
    writeFileSync(join(folder.path, 'altered.jsonl'), out.replace('"severity":"serious"', '"severity":"advice"'));
    const altered = await run(folder.path, 'verify', 'altered.jsonl');
    expect(altered).toMatchObject({ status: 1 });
    expect(altered.out).toMatch(
      /^Not verified: row [45], entry [34]: its column severity does not say what the entry says\.\n$/,
    );
    tamper(folder.log, (database) => database.exec('DELETE FROM flag_log_entry WHERE seq = 3'));
    expect(await run(folder.path, 'verify')).toMatchObject({
      status: 1,
      out: expect.stringMatching(/^Not verified: entry 3:/),
    });
    expect(await run(folder.path, 'export')).toMatchObject({ status: 1, out: '' });
  });

  it.each([
    [['verify']],
    [['verify', 'nowhere.csv']],
    [['verify', '--head', 'x@1']],
    [['verify', '--unknown']],
    [['export', '--format', 'ods']],
    [['export', '--year', '2026-28']],
    [['export', '--year', '2026-27', '--all']],
    [['export', '--names-withheld', '--with-quotes']],
    [['export', '--seed', 'x']],
    [['export', '--sample', '0']],
    [['export', '--from', '1 April']],
    [['export', '--from', '2026-02-01', '--to', '2026-01-01']],
    [['flags', '--status', 'closed']],
    [['flags', '--council', 'nowhere.yaml']],
  ])('end with 2 and one clear line for bad usage: %j', async (words) => {
    using folder = new TempFolder();
    const { status, out, err } = await run(folder.path, ...words);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err.trim().split('\n').length).toBe(1);
    expect(err).not.toContain('    at ');
  });

  it.each(['verify', 'export', 'flags'])('candour %s --help gives examples', async (name) => {
    using folder = new TempFolder();
    const { status, out } = await run(folder.path, name, '--help');
    expect(status).toBe(0);
    expect(out).toContain(`Examples:\n  candour ${name}`);
  });

  it('a database given as a file is no export', async () => {
    using folder = new TempFolder();
    await auditOnce(folder.log, noon('2026-07-01'), standing);
    expect(await run(folder.path, 'verify', folder.log)).toMatchObject({
      status: 2,
      err: expect.stringContaining('--log'),
    });
    expect(await run(folder.path, 'verify')).toMatchObject({ status: 0 });
  });
});
