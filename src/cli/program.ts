/** `candour`: all commands. */

import { Command } from 'commander';
import { programVersion } from '../operation/version.ts';
import { exitWithUsage } from './run-command.ts';

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

type Register = (program: Command) => void;

/** In the order of the help text. Each is loaded only where it is asked for: an audit needs neither the queue nor the mail servers. */
const commands: Record<string, () => Promise<Register>> = {
  serve: async () => (await import('./serve.ts')).registerServe,
  status: async () => (await import('./status.ts')).registerStatus,
  digest: async () => (await import('./digest.ts')).registerDigest,
  'test-mail': async () => (await import('./test-mail.ts')).registerTestMail,
  check: async () => {
    const [{ registerCheck }, { connectionsOf }] = await Promise.all([
      import('./check.ts'),
      import('./connections.ts'),
    ]);
    return (program) => registerCheck(program, connectionsOf);
  },
  coverage: async () => (await import('./coverage.ts')).registerCoverage,
  scan: async () => (await import('./scan.ts')).registerScan,
  simulate: async () => (await import('./simulate.ts')).registerSimulate,
  flags: async () => (await import('./flags.ts')).registerFlags,
  explain: async () => (await import('./explain.ts')).registerExplain,
  export: async () => (await import('./export.ts')).registerExport,
  tune: async () => (await import('./tune.ts')).registerTune,
  verify: async () => (await import('./verify.ts')).registerVerify,
};

/** With the command that `name` names only; with all where it names none, since the help text lists them. */
export async function buildProgram(name = ''): Promise<Command> {
  const program = new Command('candour')
    .description("Audits a council's mail against the Councillor/Officer Protocol that the council adopted.")
    .version(programVersion)
    .configureOutput({ outputError: (text, write) => write(onOneLine(text)) })
    .helpCommand(false)
    .addHelpText('after', examples);
  // Commands take over these settings as they are added.
  exitWithUsage(program);
  const wanted = Object.hasOwn(commands, name) ? [commands[name]] : Object.values(commands);
  for (const load of wanted) (await load?.())?.(program);
  return program;
}

function onOneLine(text: string): string {
  return `candour: ${text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')}\n`;
}
