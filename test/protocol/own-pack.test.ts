/** A council that copies a pack, changes the copy and names its path, is judged by the copy. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { formatProblem } from '../../src/council/problem.ts';
import { loadCouncil } from '../../src/sources/load-council.ts';
import { makeCouncilFolder } from '../support/small-council.ts';
import { readShipped } from './shipped-packs.ts';

/** Duston's text has no part on correspondence; this council added one sentence on silent copies, and wants its copies open. */
const ownText = `${readShipped('duston').replace('id: duston', 'id: our-own')}
  - ref: our-addition-1
    paraphrase: No officer copies a letter to a councillor around in silence.
    rules:
      - rule: silent-copy
        severity: serious
        settings: { senders: [officer] }
`;

async function load(protocol: string, packText = ownText) {
  const folder = makeCouncilFolder({ files: { 'protocols/ours.yaml': packText } });
  const path = join(folder, 'council.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('protocol: nalc-model-2026', `protocol: ${protocol}`));
  return await loadCouncil(path);
}

async function flagsUnder(protocol: string) {
  const { council, pack, problems } = await load(protocol);
  expect(problems.filter(({ code }) => code !== 'no-routing')).toEqual([]);
  if (council === null || pack === null) throw new Error('no council');
  const { standing } = await audit({ council, pack, mailboxes: council.mailboxes, asOf: '2026-07-15', threads: 1 });
  return standing.map(({ flag }) => flag);
}

describe('a pack of the council’s own', () => {
  test('gives flags where the one that it was copied from has no clause', async () => {
    expect(await flagsUnder('duston')).toEqual([]);
    const [flag, ...others] = await flagsUnder('protocols/ours.yaml');
    expect(others).toEqual([]);
    expect(flag).toMatchObject({
      rule: 'silent-copy',
      severity: 'serious',
      clause: { protocol: 'our-own', ref: 'our-addition-1' },
    });
  });

  test('tells its mistakes with file, line and key', async () => {
    const { council, problems } = await load(
      'protocols/ours.yaml',
      ownText.replace('rule: silent-copy', 'rule: silent-cpoy'),
    );
    expect(council).toBeNull();
    const line = ownText.split('\n').findIndex((text) => text.includes('rule: silent-copy')) + 1;
    const [problem = ''] = problems.filter(({ severity }) => severity === 'error').map(formatProblem);
    expect(problem).toMatch(new RegExp(`protocols/ours\\.yaml:${line}:15 clauses\\[\\d+\\]\\.rules\\[0\\]\\.rule – `));
    expect(problem).toContain('not “silent-cpoy”');
  });

  test('must be there', async () => {
    const { problems } = await load('protocols/theirs.yaml');
    expect(problems.map(formatProblem).join('\n')).toContain(
      'protocol – Candour has no protocol pack “protocols/theirs.yaml”: write the id of one in config/protocols, or the path of a file.',
    );
  });
});
