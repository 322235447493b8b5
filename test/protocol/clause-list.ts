/**
 * test/protocol/clauses.csv: what the five texts ask, read from the texts themselves and not from the packs (docs/decisions/0015).
 * `ref`: the clauses of the pack that a row is about, with spaces between; `place`: where it stands in the text; `signal`: what mail
 * could show of it; `rule`: the rule that watches it there; `note`: the clause that carries the rule instead, or a rule that is not there.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../../src/export/csv.ts';

export type ListedClause = { protocol: string; refs: string[]; place: string; rule: string; note: string };

export function readClauseList(): ListedClause[] {
  const text = readFileSync(join(import.meta.dirname, 'clauses.csv'), 'utf8').replaceAll(/\r?\n/g, '\r\n');
  const [head = [], ...rows] = parseCsv(text) ?? [];
  const cell = (row: readonly string[], column: string): string => row[head.indexOf(column)] ?? '';
  return rows.map((row) => ({
    protocol: cell(row, 'protocol'),
    refs: cell(row, 'ref').split(' '),
    place: cell(row, 'place'),
    rule: cell(row, 'rule'),
    note: cell(row, 'note'),
  }));
}
