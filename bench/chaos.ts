/** `npm run chaos`: a few thousand messages through a service that is killed, cut off and flushed all the while. Exit status 1 on any loss. */

import { parseArgs } from 'node:util';
import { patienceMs } from './chaos/probe.ts';
import { type ChaosReport, runChaos } from './chaos/run-chaos.ts';
import { print, printTable } from './support/print-table.ts';

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    // SQLite shared by all worker processes, in place of PostgreSQL.
    sqlite: { type: 'boolean', default: false },
    // How long messages are delivered, and everything dies.
    storm: { type: 'string', default: '90' },
  },
});
const redisReturnMs = 30_000;

const began = performance.now();
const database = options.sqlite ? 'sqlite' : 'postgresql';
print(`${options.messages} messages, seed ${options.seed}, ${database} and Redis`);
const report = await runChaos({
  messages: Number(options.messages),
  seed: Number(options.seed),
  database,
  stormMs: Number(options.storm) * 1_000,
  pauseMs: 1_500,
  restMs: 240_000,
  say: print,
});
printReport(report);

function printReport({ storm, flags, alerts, ...rest }: ChaosReport): void {
  print('');
  printTable(['what happened', 'times'], [...storm.counts].sort());
  print('');
  const slowest = Math.max(0, ...storm.redisReturnsMs);
  const rows: [string, number, boolean][] = [
    ['flags standing', flags.standing, true],
    ['flags lost', flags.lost.length, flags.lost.length === 0],
    ['flags doubled, or raised where none should be', flags.doubled.length, flags.doubled.length === 0],
    ['flags that say something else', flags.different.length, flags.different.length === 0],
    ['open serious flags', alerts.serious, true],
    ['alerts lost', alerts.lost.length, alerts.lost.length === 0],
    ['alerts doubled', alerts.doubled.length, alerts.doubled.length === 0],
    ['flags alerted that no longer stand open', alerts.overtaken, true],
    ['letters that came again under the same Message-ID', alerts.repeated, true],
    [
      'of these without a death between DATA and the commit',
      alerts.unexplained.length,
      alerts.unexplained.length === 0,
    ],
    ['verifications of the flag log', rest.verified, true],
    ['that failed', rest.unverified.length, rest.unverified.length === 0],
    ['messages in the mailboxes at the end', rest.found, rest.found === Number(options.messages)],
    ['copies never read', rest.unread.length, rest.unread.length === 0],
    ['messages given up', rest.givenUp.length, rest.givenUp.length === 0],
    ['commands that could change a mailbox', rest.writes.length, rest.writes.length === 0],
    ['worker processes that ended by themselves', rest.accidents.length, rest.accidents.length === 0],
    ['ms from the return of Redis to jobs done, at most', Math.round(slowest), slowest <= redisReturnMs],
    ['ms from the last deaths until all was done', Math.round(rest.restedMs), rest.left === ''],
  ];
  printTable(
    ['at the end', 'count', ''],
    rows.map(([what, count, isWell]) => [what, count, isWell ? 'ok' : 'NOT OK']),
  );
  if (slowest >= patienceMs) print(`Redis returned, and jobs were not done within ${patienceMs / 1_000} seconds.`);
  for (const list of [flags.lost, flags.doubled, flags.different, alerts.lost, alerts.doubled, alerts.unexplained])
    for (const each of list.slice(0, 10)) print(`  ${each}`);
  for (const each of [
    ...rest.unverified,
    ...rest.writes.slice(0, 5),
    ...rest.unread.slice(0, 20),
    ...rest.givenUp.slice(0, 5),
    ...rest.accidents,
    rest.left,
  ])
    if (each !== '') print(`  ${each}`);
  print(`${Math.round((performance.now() - began) / 1_000)} seconds; again with --seed ${options.seed}`);
  process.exitCode = rows.every(([, , isWell]) => isWell) ? 0 : 1;
}
