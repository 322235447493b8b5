/** `candour`: all commands. */

import { Command } from 'commander';
import { programVersion } from '../operation/version.ts';
import { registerCheck } from './check.ts';
import { connectionsOf } from './connections.ts';
import { registerCoverage } from './coverage.ts';
import { registerDigest } from './digest.ts';
import { registerExplain } from './explain.ts';
import { registerExport } from './export.ts';
import { registerFlags } from './flags.ts';
import { exitWithUsage } from './run-command.ts';
import { registerScan } from './scan.ts';
import { registerServe } from './serve.ts';
import { registerSimulate } from './simulate.ts';
import { registerStatus } from './status.ts';
import { registerTestMail } from './test-mail.ts';
import { registerVerify } from './verify.ts';

const examples = `
Examples:
  candour serve                                   watch the mailboxes of config/candour.yaml, send alerts and digests
  candour status                                  is everything being read?
  candour check council.yaml                      look for mistakes in a council file
  candour coverage                                the protocol, clause by clause: what is watched
  candour scan --council council.yaml             audit a council's mailboxes, one line of JSON a flag
  candour explain 1a2b3c4d                        one flag in full: the clause, the evidence, what to do
  candour export --output audit.csv               the flag log for an auditor
  candour verify audit.csv                        has it been altered?

candour COMMAND --help says more about each.`;

export function buildProgram(): Command {
  const program = new Command('candour')
    .description("Audits a council's mail against the Councillor/Officer Protocol that the council adopted.")
    .version(programVersion)
    .configureOutput({ outputError: (text, write) => write(onOneLine(text)) })
    .helpCommand(false)
    .addHelpText('after', examples);
  // Commands take over these settings as they are added.
  exitWithUsage(program);
  for (const register of [
    registerServe,
    registerStatus,
    registerDigest,
    registerTestMail,
    (parent: Command) => registerCheck(parent, connectionsOf),
    registerCoverage,
    registerScan,
    registerSimulate,
    registerFlags,
    registerExplain,
    registerExport,
    registerVerify,
  ]) {
    register(program);
  }
  return program;
}

function onOneLine(text: string): string {
  return `candour: ${text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')}\n`;
}
