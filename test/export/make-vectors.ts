/** Writes docs/formats/export-vectors.json anew: `node test/export/make-vectors.ts`. A change of it is a change of the format. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExport, type ExportOptions } from '../../src/export/build-export.ts';
import { hashManifest } from '../../src/export/manifest.ts';
import { formatExportCsv, formatExportJsonl } from '../../src/export/write-text.ts';
import type { StoredEntry } from '../../src/flaglog/store.ts';
import { council, noon } from '../flaglog/support.ts';
import { makeYear } from './year.ts';

export type VectorFile = { text: string; hashes: string[]; manifest: string; reachesHead: boolean };
export type Alteration = { what: string; file: string; find: string; replace: string; row: number | null };
export type Vectors = { head: string; files: Record<string, VectorFile>; altered: Alteration[] };

export const vectorsPath = join(import.meta.dirname, '../../docs/formats/export-vectors.json');

export async function makeVectors(): Promise<Vectors> {
  // Hostile text, so that whoever writes a verifier meets what is escaped.
  const { entries } = await makeYear({ text: '=1; -2 “Zoë” 😀\u202e\r\n', flag: { messageId: '@a,"b"@x' } });
  const last = entries.at(-1);
  const files = {
    'all.csv': write(entries, 'csv', null, 'with-names'),
    'july.jsonl': write(entries, 'jsonl', '2026-07-10', 'roster-ids', '2026-07-02'),
    'autumn.csv': write(entries, 'csv', null, 'names-withheld', '2026-08-08'),
    'shorter.csv': write(entries.slice(0, -10), 'csv', null, 'roster-ids'),
  };
  const [all, july] = [files['all.csv'].text, files['july.jsonl'].text];
  return { head: `${last?.hash}@${last?.seq}`, files, altered: [...alterTable(all), ...alterLines(july)] };
}

function write(
  entries: readonly StoredEntry[],
  format: 'csv' | 'jsonl',
  to: string | null,
  variant: ExportOptions['open']['variant'],
  from: string | null = null,
): VectorFile {
  const unflagged = ['<free-1@x>', '<free-2@x>', '<free-3@x>'].map((messageRef) => ({ messageRef, mailbox: 'clerk' }));
  const built = buildExport(entries, {
    council: council.id,
    period: { from, to },
    exportedAt: noon('2027-05-01'),
    program: '0.2.0',
    open: { variant, addresses: false, quotes: variant === 'with-names' },
    sample: { size: 2, seed: 'auditor 4711', unflagged },
    pseudonymKey: new Uint8Array(32),
  });
  return {
    text: format === 'csv' ? formatExportCsv(built) : formatExportJsonl(built),
    hashes: built.entries.map(({ hash }) => hash),
    manifest: hashManifest(built.manifest),
    reachesHead: built.entries.at(-1)?.seq === 20,
  };
}

function alterTable(text: string): Alteration[] {
  const rows = text.split('\r\n');
  const file = 'all.csv';
  const alter = (what: string, row: number, find: string, replace: string): Alteration => {
    const line = rows[row - 1] ?? '';
    if (!line.includes(find)) throw new TypeError(`Row ${row} has no ${find}.`);
    // The whole line up to there, so that it occurs once.
    const head = line.slice(0, line.indexOf(find));
    return { what, file, find: head + find, replace: head + replace, row };
  };
  const letter = /,(eyJ[\w-]{60})([\w-])/.exec(rows[6] ?? '');
  const [found = '', before = '', after = ''] = letter ?? [];
  return [
    alter('another severity in a column', 4, 'ordinary', 'advice'),
    alter('another rule in the row of a decision', 11, 'silent-copy', 'cc-note-missing'),
    alter('another paraphrase of the clause', 5, 'made openly', 'made secretly'),
    alter('one letter of an entry', 7, found, `,${before}${after === 'A' ? 'B' : 'A'}`),
    alter('another quote in an opening', 4, 'Bcc: Alan Pratt', 'Bcc: Adam Pratt'),
    alter('another working day', 11, 'handler,,6,', 'handler,,5,'),
    { what: 'a row taken out', file, find: `${rows[8]}\r\n`, replace: '', row: 9 },
    {
      what: 'two rows exchanged',
      file,
      find: `${rows[9]}\r\n${rows[10]}\r\n`,
      replace: `${rows[10]}\r\n${rows[9]}\r\n`,
      row: 10,
    },
  ];
}

function alterLines(text: string): Alteration[] {
  const [manifest = ''] = text.split('\n');
  const file = 'july.jsonl';
  const hash = /"hash":"([0-9a-f]{64})"\}$/.exec(manifest)?.[1] ?? '';
  return [
    {
      what: 'another hash of the manifest',
      file,
      find: `"hash":"${hash}"}\n`,
      replace: `"hash":"${'0'.repeat(64)}"}\n`,
      row: null,
    },
    { what: 'another count in the manifest', file, find: '"population":3,', replace: '"population":4,', row: null },
    {
      what: 'another person in a column',
      file,
      find: '"actor_id":"clerk","reason_code":"consent-on-file"',
      replace: '"actor_id":"cllr-pratt","reason_code":"consent-on-file"',
      row: 5,
    },
  ];
}

if (import.meta.main) writeFileSync(vectorsPath, `${JSON.stringify(await makeVectors(), null, 2)}\n`);
