/** The labelled corpora, and how a set of flags compares with their labels. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditResult, audit } from '../../src/audit/audit.ts';
import type { Council } from '../../src/council/council.ts';
import type { Pack } from '../../src/protocol/pack.ts';
import type { Flag } from '../../src/rules/flag.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';

export const projectFolder = join(import.meta.dirname, '../..');

/** The corpora are labelled for audits of this day or later. */
export const corpusDay = '2026-07-15';

/** `isFolders`: every mailbox is a folder of .eml files. */
export type Corpus = { name: string; folder: string; isFolders: boolean };

/** Their mailboxes are folders of .eml files, Maildirs and mbox files. */
const inSeveralForms = [
  'ashby-fen',
  'thornwick',
  'porthmellin',
  'carn-lowen',
  'marsh-benham',
  'tregony-vean',
  'harlestone-green',
  'corbrook',
  'skidby-carr',
  'oakhanger',
  'wansford',
  'sherfield',
  'lanhydra',
  'owlerscombe',
  'brackenhythe',
  'yelverhoe',
  'skelderby-wold',
  'quernhollow',
  'porthvennack',
];

export const corpora: readonly Corpus[] = [
  { name: 'little-wickham', folder: join(projectFolder, 'config/councils/little-wickham'), isFolders: true },
  ...['st-ives-quay', ...inSeveralForms, 'upper-arden', 'porth-enys'].map((name) => ({
    name,
    folder: join(projectFolder, 'test/corpus', name),
    isFolders: !inSeveralForms.includes(name),
  })),
];

export type Label = {
  rule: string;
  messageId: string;
  status: string;
  exception: string | null;
  by: string | null;
  affected: string[];
  hidden: string[];
  thirdParties: string[];
  why: string;
};

export async function loadCorpus({ folder }: Corpus): Promise<{ council: Council; pack: Pack }> {
  const { council, pack, problems } = await loadCouncil(join(folder, 'council.yaml'));
  if (council === null || pack === null) throw new Error(JSON.stringify(problems));
  return { council, pack };
}

export async function auditCorpus(
  corpus: Corpus,
  changes: Partial<Parameters<typeof audit>[0]> = {},
): Promise<AuditResult> {
  const { council, pack } = await loadCorpus(corpus);
  return await audit({ council, pack, mailboxes: council.mailboxes, asOf: corpusDay, ...changes });
}

export function readLabels({ folder }: Corpus): Label[] {
  const lines = readFileSync(join(folder, 'labels.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line): Label => JSON.parse(line));
}

/** `people`: of the right flags, how many also name the right people and third parties. */
export type Score = { right: number; wrong: number; missed: number; people: number };

export type Scored = { byRule: Map<string, Score>; all: Score; mistakes: string[] };

export function score(labels: readonly Label[], flags: readonly Flag[]): Scored {
  const [expected, found] = [new Map(labels.map(toEntry)), new Map(flags.map(toEntry))];
  const byRule = new Map<string, Score>();
  const all: Score = { right: 0, wrong: 0, missed: 0, people: 0 };
  const mistakes: string[] = [];
  const count = (rule: string, what: keyof Score): void => {
    const row = byRule.get(rule) ?? { right: 0, wrong: 0, missed: 0, people: 0 };
    byRule.set(rule, { ...row, [what]: row[what] + 1 });
    all[what] += 1;
  };
  for (const [key, label] of expected) {
    const flag = found.get(key);
    const isRight = flag !== undefined && isAgreed(label, flag);
    count(label.rule, isRight ? 'right' : 'missed');
    if (!isRight) mistakes.push(`missed ${key}: ${label.why}`);
    else if (namesSamePeople(label, flag)) count(label.rule, 'people');
    else mistakes.push(`people ${key}: ${JSON.stringify(flag.people)} ${flag.thirdParties.join(' ')}`);
  }
  for (const [key, flag] of found) {
    const label = expected.get(key);
    if (label !== undefined && isAgreed(label, flag)) continue;
    count(flag.rule, 'wrong');
    mistakes.push(`wrong ${key}: ${flag.explanation}`);
  }
  return { byRule, all, mistakes };
}

export function precisionOf({ right, wrong }: Score): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

export function recallOf({ right, missed }: Score): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

function toEntry<Item extends { rule: string; messageId: string }>(item: Item): [string, Item] {
  return [`${item.rule} ${item.messageId}`, item];
}

function isAgreed(label: Label, flag: Flag): boolean {
  return label.status === flag.status && (label.exception === null || label.exception === flag.exception);
}

function namesSamePeople(label: Label, { people, thirdParties }: Flag): boolean {
  const same = (left: readonly string[], right: readonly string[]): boolean =>
    [...left].sort().join() === [...right].sort().join();
  return (
    (label.by === null || label.by === people.by) &&
    same(label.affected, people.affected) &&
    same(label.hidden, people.hidden) &&
    same(label.thirdParties, thirdParties)
  );
}
