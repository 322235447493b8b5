/** `candour check FILE…`: every mistake in council files and settings files at once, what they mean, and whether what they name answers. */

import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Council } from '../council/council.ts';
import { formatProblem, type Problem } from '../council/problem.ts';
import { asRecord } from '../council/raw-value.ts';
import { parseYamlText } from '../council/yaml-text.ts';
import { type Connections, checkConnections } from '../operation/check-connections.ts';
import { checkSecret, findSecrets } from '../settings/find-secrets.ts';
import { parseImapSettings } from '../settings/imap-settings.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { loadCouncil } from '../sources/load-council.ts';
import { summariseCouncil } from './council-summary.ts';
import { checkDelivery, summariseSettings } from './settings-summary.ts';

const examples = `
Examples:
  candour check council.yaml
  candour check config/candour.yaml               the settings file, and every council file that it names
  candour check --connect config/candour.yaml     also tries each mailbox and the mail server

Every problem is one line, file:line:column key – what is wrong. Exit status: 0 the files can be used (warnings allowed),
2 they have errors, 3 they can be used, and a mailbox or server did not answer as it should. An unknown key and a mailbox
path that leads nowhere are errors here, though scan only mentions them.`;

/** What there is to try. */
export type ConnectionsOf = (found: { settings: Settings | null; councils: readonly Council[] }) => Connections;
type Checked = { lines: string[]; exitCode: 0 | 2 | 3; settings: Settings | null; councils: Council[] };

export function registerCheck(program: Command, connectionsOf?: ConnectionsOf): void {
  const command = program
    .command('check')
    .summary('check council files and settings files')
    .description('Checks council files with their protocol packs, and settings files, and says what they mean.')
    .argument('<files...>', 'paths of council files (council.yaml) and settings files (candour.yaml)')
    .addHelpText('after', examples)
    .action(async (paths: string[], { connect }: { connect?: boolean }) => {
      const checked = await checkFiles(paths, new Date());
      process.stdout.write(`${checked.lines.join('\n')}\n`);
      process.exitCode = checked.exitCode;
      if (connect !== true || connectionsOf === undefined || checked.exitCode !== 0) return;
      const reports = await checkConnections(connectionsOf(checked));
      process.stdout.write(`\nConnections: ${reports.length}\n${reports.map(({ line }) => `  ${line}\n`).join('')}`);
      if (reports.some(({ isWell }) => !isWell)) process.exitCode = 3;
    });
  if (connectionsOf !== undefined) command.option('--connect', 'try each mailbox and the mail server');
}

export async function checkFiles(paths: readonly string[], now: Date): Promise<Checked> {
  const found: Checked = { lines: [], exitCode: 0, settings: null, councils: [] };
  for (const path of paths) {
    const checked = isSettingsFile(path) ? await checkSettings(path, now) : await checkCouncil(path, now);
    found.lines.push(...(found.lines.length > 0 ? [''] : []), ...checked.lines);
    if (checked.exitCode !== 0) found.exitCode = checked.exitCode;
    found.settings ??= checked.settings;
    found.councils.push(...checked.councils);
  }
  return found;
}

/** A settings file names councils; nothing else does. */
function isSettingsFile(path: string): boolean {
  try {
    const { value } = parseYamlText(readFileSync(path, 'utf8'), path);
    return asRecord(value).councils !== undefined;
  } catch {
    return false;
  }
}

async function checkSettings(path: string, now: Date): Promise<Checked> {
  const { settings, problems } = loadSettings(path);
  if (settings === null) {
    const lines = [...problems, '', `${path}: ${count(problems.length, 'error')}, 0 warnings.`];
    return { lines, exitCode: 2, settings, councils: [] };
  }
  const checked = await checkFiles([...new Set(settings.councils.map(({ file }) => file))], now);
  const { councils } = checked;
  // One council file with an error leaves open which mailboxes there are.
  const errors = checked.exitCode === 0 ? checkDelivery(settings, councils).map((error) => `${path} ${error}`) : [];
  const warnings = checkSecrets(settings).map((sentence) => `${path} ${sentence} (warning)`);
  const counts = `${path}: ${count(errors.length, 'error')}, ${count(warnings.length, 'warning')}.`;
  const found = [...errors, ...warnings];
  const lines = [...found, ...(found.length > 0 ? [''] : []), ...summariseSettings(settings), '', counts];
  const exitCode = errors.length > 0 ? 2 : checked.exitCode;
  return { lines: [...lines, '', ...checked.lines], exitCode, settings, councils };
}

export async function checkCouncil(path: string, now: Date): Promise<Checked> {
  const { council, pack, problems } = await loadCouncil(path);
  const judged = problems.map(judgeStrictly);
  const lines = judged.map((problem) => formatProblem(problem) + (problem.severity === 'warning' ? ' (warning)' : ''));
  const errors = judged.filter(({ severity }) => severity === 'error').length;
  const secrets = (council?.mailboxes ?? []).flatMap(({ imap }, index) =>
    imap === null
      ? []
      : checkSecrets(parseImapSettings(imap).settings).map((sentence) => `mailboxes[${index}].imap – ${sentence}`),
  );
  lines.push(...secrets.map((line) => `${path} ${line} (warning)`));
  if (council !== null && pack !== null) lines.push('', ...summariseCouncil(council, pack, judged, now));
  const warnings = judged.length - errors + secrets.length;
  lines.push('', `${path}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`);
  return {
    lines: lines[0] === '' ? lines.slice(1) : lines,
    exitCode: errors > 0 ? 2 : 0,
    settings: null,
    councils: council === null ? [] : [council],
  };
}

/** Warnings only: the service may be given its secrets where this command is not. */
function checkSecrets(settings: unknown): string[] {
  return findSecrets(settings).flatMap((secret) => checkSecret(secret) ?? []);
}

const strictCodes: readonly Problem['code'][] = [
  'unknown-key',
  'mailbox-not-found',
  'imap-settings',
  'routing-refused',
];

/** Somebody who checks a file wants to hear of a misspelt key before it silently means nothing. */
function judgeStrictly(problem: Problem): Problem {
  return strictCodes.includes(problem.code) ? { ...problem, severity: 'error' } : problem;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
