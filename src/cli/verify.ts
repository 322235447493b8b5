/** `candour verify`: is the flag log, or an export of it, what was written at the time? */

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type ExportFailure, type VerifiedExport, verifyExport } from '../export/verify-export.ts';
import { formatHead, type Head, parseHead } from '../flaglog/entry.ts';
import { verifyFlagLog } from '../flaglog/record-audit.ts';
import type { Failure, Verified } from '../flaglog/verify.ts';
import { addLogOptions, type LogOptions, openLogForReading, toPrintable } from './log-options.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

export function registerVerify(program: Command): void {
  const command = program
    .command('verify')
    .argument('[file]', 'an exported file; without one, the flag log itself is verified')
    .description('check that the flag log, or an export of it, has not been altered')
    .option('--head <hash@seq>', 'a head from a digest: proves that nothing up to it was cut off or rewritten')
    .action((file: string | undefined, options: LogOptions & { head?: string }) =>
      runCommand(() => verify(file, options)),
    )
    .addHelpText('after', examples);
  exitWithUsage(addLogOptions(command));
}

const examples = `
Exit status: 0 verified, 1 not verified, 2 bad usage.

Examples:
  candour verify                          the flag log of this council
  candour verify --config /etc/candour/candour.yaml
                                          the one in the database of the settings, SQLite or PostgreSQL
  candour verify audit-2026.csv           an export (csv, xlsx or jsonl), on any machine and without the flag log
  candour verify audit-2026.csv --head 5f0c…e1@1289
                                          also that it holds all up to the head that a digest named`;

async function verify(file: string | undefined, options: LogOptions & { head?: string }): Promise<number> {
  const head = parseHeadOption(options.head);
  const result = file === undefined ? await verifyLog(options, head) : await verifyExport(readExport(file), head);
  process.stdout.write(`${(result.ok ? describeVerified(result) : [describeFailure(result)]).join('\n')}\n`);
  return result.ok ? 0 : 1;
}

async function verifyLog(options: LogOptions, head: Head | null): Promise<Verified | Failure> {
  await using opened = await openLogForReading(options);
  const { log } = opened;
  return await verifyFlagLog(log, head);
}

function parseHeadOption(text: string | undefined): Head | null {
  if (text === undefined) return null;
  const head = parseHead(text);
  if (head === null)
    throw new UsageError('--head takes HASH@SEQ as a digest gives it: 64 hexadecimal digits, @ and a number.');
  return head;
}

function readExport(file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UsageError('The file to verify cannot be read.');
  }
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 15)) === 'SQLite format 3') {
    throw new UsageError('The file is a database, not an export: verify it with --log.');
  }
  if (/^\s*<!doctype html/i.test(new TextDecoder('latin1').decode(bytes.subarray(0, 100)))) {
    throw new UsageError('The file is a summary for reading: verify the csv, xlsx or jsonl file it was written with.');
  }
  return bytes;
}

function describeFailure(failure: Failure | ExportFailure): string {
  const { seq, message } = failure;
  const row = 'row' in failure && failure.row !== null ? `row ${failure.row}, ` : '';
  return seq === null ? `Not verified: ${message}.` : `Not verified: ${row}entry ${seq}: ${message}.`;
}

function describeVerified(result: Verified | VerifiedExport): string[] {
  const { council, first, last, items } = result;
  if (first === null || last === null) return ['Verified: there are no entries.', ...describeOrigin(result)];
  return [
    `Verified: entries ${first.seq} to ${last.seq} of the flag log of ${toPrintable(council ?? '')}.`,
    ...('exportedAt' in result ? ['The columns and the manifest agree with the entries.'] : []),
    `Sealed items: ${items.opened} opened and checked, ${items.withheld} withheld, ${items.erased} erased.`,
    ...('variant' in result && result.variant === 'names-withheld'
      ? ['Names are withheld: which number stands for whom is the word of whoever exported it.']
      : []),
    `Last entry: ${formatHead(last)}`,
    ...describeOrigin(result),
    describeTail(result, last),
  ];
}

function describeOrigin(result: Verified | VerifiedExport): string[] {
  if (!('exportedAt' in result)) return [];
  const { predecessor, headAtExport, last } = result;
  const lines: string[] = [];
  if (predecessor !== null) lines.push(`It continues from entry ${predecessor.seq}: ${formatHead(predecessor)}`);
  if (headAtExport !== null && headAtExport.seq !== last?.seq) {
    lines.push(`When it was exported, the log went on to entry ${headAtExport.seq}.`);
  }
  return lines;
}

function describeTail({ tail, provenTo }: Verified, last: Head): string {
  if (tail === 'proven') return 'The tail is proven: the head given is that of the last entry.';
  if (provenTo !== null) {
    return `Proven up to entry ${provenTo}, whose head was given. Entries ${provenTo + 1} to ${last.seq} are not proven: any later head would do.`;
  }
  return 'The tail is not proven: without a head from a digest (--head HASH@SEQ) nobody can tell\nwhether entries at the end were cut off or rewritten.';
}
