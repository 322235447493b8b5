/** `npm run bench`: the whole audit beside a bare mailparser loop, over one mbox and in one run. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeMbox } from './write-mbox.ts';

type Run = { seconds: number; peakMib: number; cpuSeconds: number; out: string };

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: '50000' },
    // How much of the mailbox is mail of the council's own people, which the gate must open; the rest is residents'.
    internal: { type: 'string', default: '25' },
    // A folder for CPU profiles of the audit, one a thread.
    profile: { type: 'string' },
  },
});
const messages = Number(options.messages);
const project = join(import.meta.dirname, '..');
const councilFolder = join(project, 'config/councils/little-wickham');
const folder = mkdtempSync(join(tmpdir(), 'candour-bench-'));
try {
  const mbox = join(folder, 'clerk.mbox');
  const bytes = await writeMbox(mbox, join(councilFolder, 'mailboxes'), messages, Number(options.internal));
  print(
    `${messages} messages, ${(bytes / 2 ** 20).toFixed(0)} MiB in one mbox, ${options.internal} % of them the council's own mail`,
  );
  const loop = await run([join(import.meta.dirname, 'mailparser-loop.ts'), mbox]);
  if (Number(loop.out) !== messages) throw new Error(`The loop read ${loop.out.trim()} messages.`);
  report('mailparser loop', loop);
  const council = join(councilFolder, 'council.yaml');
  const profile = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  const scan = [join(project, 'src/cli/main.ts'), 'scan', '--no-log', '--council', council, '--owner', 'clerk', mbox];
  const audit = await run([...profile, ...scan]);
  report('whole audit', audit);
  print(
    `time of the audit / time of the loop: ${(audit.seconds / loop.seconds).toFixed(2)}; flags: ${audit.out.split('\n').length - 1}`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

async function run(words: string[]): Promise<Run> {
  const began = performance.now();
  const preload = ['--import', join(import.meta.dirname, 'report-peak.ts')];
  const child = spawn(process.execPath, [...preload, ...words], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const [out, err, used] = await Promise.all([1, 2, 3].map((at) => readAll(child.stdio[at] as NodeJS.ReadableStream)));
  const seconds = (performance.now() - began) / 1000;
  if (used === undefined || used === '') throw new Error(`It ended early:\n${err}`);
  const { peakKib, cpuSeconds } = JSON.parse(used);
  return { seconds, cpuSeconds, peakMib: peakKib / 1024, out: out ?? '' };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

function report(name: string, { seconds, cpuSeconds, peakMib }: Run): void {
  const speed = Math.round(messages / seconds);
  print(
    `${name.padEnd(16)} ${speed} messages/s (${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s), peak memory ${peakMib.toFixed(0)} MiB`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
