/** A council file and its protocol pack from disk. */

import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Council } from '../council/council.ts';
import { parseCouncilFile } from '../council/parse-council-file.ts';
import { compareProblems, type KeyPath, type Problem, type Remark } from '../council/problem.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import { parsePack } from '../protocol/parse-pack.ts';
import { parseImapSettings } from '../settings/imap-settings.ts';
import { describeSystemError } from './source-error.ts';

/** The packs that come with Candour. */
export const packFolder = join(import.meta.dirname, '../../config/protocols');

export type LoadedCouncil = { council: Council | null; pack: Pack | null; problems: Problem[] };

/** Never rejects: what is wrong is a problem. Council and pack are both there unless a problem is an error. */
export async function loadCouncil(path: string): Promise<LoadedCouncil> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const message = `The council file cannot be read: ${describeSystemError(error)}.`;
    return { council: null, pack: null, problems: [fileProblem(path, message)] };
  }
  const folder = dirname(resolve(path));
  const { council, problems, references, toProblem } = parseCouncilFile(text.replace(/^\uFEFF/, ''), path, folder);
  const { protocol, mailboxPaths, imapBlocks } = references;
  const loaded = protocol === null || protocol === '' ? null : await loadPack(protocol, folder);
  if (loaded !== null) problems.push(...loaded.problems);
  else if (protocol !== null && protocol !== '') {
    const message = `Candour has no protocol pack “${protocol}”: write the id of one in config/protocols, or the path of a file.`;
    problems.push(toProblem({ severity: 'error', code: 'unknown-protocol', path: ['protocol'], message }));
  }
  if (council !== null && loaded?.pack) problems.push(...rulesThatStayOff(loaded.pack, council).map(toProblem));
  for (const { key, path: mailboxPath } of mailboxPaths) {
    if (await exists(mailboxPath)) continue;
    // A warning only: somebody may audit other files with this council file.
    const message = `Nothing is at ${mailboxPath}.`;
    problems.push(toProblem({ severity: 'warning', code: 'mailbox-not-found', path: key, message }));
  }
  for (const { key, imap } of imapBlocks) problems.push(...checkImap(key, imap).map(toProblem));
  problems.sort((left, right) => left.file.localeCompare(right.file) || compareProblems(left, right));
  const hasError = problems.some(({ severity }) => severity === 'error');
  return { council: hasError ? null : council, pack: hasError ? null : (loaded?.pack ?? null), problems };
}

/** By id from the packs that come with Candour, else by path relative to the council file; null where neither is there. */
export async function loadPack(
  protocol: string,
  councilFolder: string,
): Promise<{ pack: Pack | null; problems: Problem[] } | null> {
  const isId = /^[a-z0-9][a-z0-9.-]*$/i.test(protocol) && !/\.ya?ml$/i.test(protocol);
  const path = isId ? join(packFolder, `${protocol}.yaml`) : resolve(councilFolder, protocol);
  const fileName = relative(process.cwd(), path);
  try {
    return parsePack(await readFile(path, 'utf8'), fileName);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return {
      pack: null,
      problems: [fileProblem(fileName, `The protocol pack cannot be read: ${describeSystemError(error)}.`)],
    };
  }
}

/** What the council file asks for and does not get. */
function rulesThatStayOff(pack: Pack, council: Council): Remark[] {
  const rules = new Map(effectiveRules(pack, council).map((rule) => [rule.rule as string, rule]));
  return Object.entries(council.rules).flatMap(([id, { enabled }]) => {
    const rule = rules.get(id);
    if (enabled !== true || rule?.enabled === true) return [];
    const reason = rule?.offBecause ?? `The protocol ${pack.id} has no clause for it.`;
    const message = `The rule stays off. ${reason}`;
    return [{ severity: 'warning', code: 'not-configured', path: ['rules', id], message }];
  });
}

/** Warnings only: whoever audits files needs no mail server, and one mailbox that cannot be watched stops no other. */
function checkImap(key: KeyPath, imap: Record<string, unknown>): Remark[] {
  return parseImapSettings(imap).remarks.map(({ code, path, message }) => ({
    severity: 'warning',
    code: code === 'unknown-key' ? code : 'imap-settings',
    path: [...key, ...path],
    message,
  }));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function fileProblem(file: string, message: string): Problem {
  return { severity: 'error', code: 'unreadable-file', file, line: 1, column: 1, key: '', message };
}
