/** `candour coverage`: the protocol as the council adopted it, clause by clause, for its Clerk and for its meeting. */

import { type Command, Option } from 'commander';
import type { Council } from '../council/council.ts';
import { formatProblem } from '../council/problem.ts';
import { programVersion } from '../operation/version.ts';
import { buildCoverage, type Coverage } from '../protocol/coverage.ts';
import type { Pack } from '../protocol/pack.ts';
import { defaultSettingsPath } from '../settings/load-settings.ts';
import { loadCouncil } from '../sources/load-council.ts';
import { formatCoverageHtml } from './coverage-html.ts';
import { formatCoverageMarkdown } from './coverage-markdown.ts';
import { formatCoverageText } from './coverage-text.ts';
import { chooseCouncil, requireSettings, shownSettingsPath } from './read-installation.ts';
import { replaceFile } from './replace-file.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

type Format = 'text' | 'markdown' | 'html';
type CoverageOptions = { council?: string; config?: string; format?: Format; output?: string };

const examples = `
Each clause is watched, with which rule and which settings; or switched off, and why; or not testable by email, and why.
Nothing is read but the council file and its protocol: no mail, and no flag log. Exit status: 0 written, 2 bad usage or configuration.

Examples:
  candour coverage
  candour coverage --council council.yaml | less
  candour coverage --council council.yaml --output protocol.html     one page, to be printed for a meeting
  candour coverage --config /etc/candour/candour.yaml --council st-just --format markdown`;

export function registerCoverage(program: Command): void {
  const command = program
    .command('coverage')
    .summary('the protocol clause by clause: what is watched, and what is not')
    .description(
      'Shows the protocol that the council adopted, clause by clause, with what is watched of it and what is not.',
    )
    .option(
      '--council <file>',
      'the council file, or with --config its id; without it, the one council of the settings file',
    )
    .option('--config <file>', `the settings file; without it, ${shownSettingsPath}`)
    .addOption(
      new Option('--format <format>', 'without it, text, or what the ending of FILE says').choices([
        'text',
        'markdown',
        'html',
      ]),
    )
    .option('--output <file>', 'where to write; without it, to standard output')
    .action((options: CoverageOptions) => runCommand(() => showCoverage(options)))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

async function showCoverage({ council: named, config, format, output }: CoverageOptions): Promise<number> {
  const file =
    named !== undefined && config === undefined
      ? named
      : chooseCouncil(requireSettings(config ?? defaultSettingsPath), named).settings.file;
  const loaded = await loadForReading(file);
  if (loaded === null) return 2;
  const text = render(buildCoverage(loaded.pack, loaded.council), format ?? formatOf(output));
  if (output === undefined) {
    process.stdout.write(text);
    return 0;
  }
  try {
    replaceFile(output, text, 0o644);
  } catch (cause) {
    throw new UsageError('The output file cannot be written.', { cause });
  }
  return 0;
}

/** Of warnings only those that change what is shown. */
async function loadForReading(file: string): Promise<{ council: Council; pack: Pack } | null> {
  const { council, pack, problems } = await loadCouncil(file);
  const shown = ['unknown-key', 'unknown-rule', 'not-configured'];
  for (const problem of problems) {
    if (problem.severity === 'error') process.stderr.write(`${formatProblem(problem)}\n`);
    else if (shown.includes(problem.code)) process.stderr.write(`${formatProblem(problem)} (warning)\n`);
  }
  return council === null || pack === null ? null : { council, pack };
}

function formatOf(output: string | undefined): Format {
  if (output !== undefined && /\.html?$/i.test(output)) return 'html';
  return output !== undefined && /\.(?:md|markdown)$/i.test(output) ? 'markdown' : 'text';
}

function render(coverage: Coverage, format: Format): string {
  switch (format) {
    case 'text':
      return formatCoverageText(coverage);
    case 'markdown':
      return formatCoverageMarkdown(coverage);
    case 'html':
      return formatCoverageHtml(coverage, `Candour ${programVersion}`);
  }
}
