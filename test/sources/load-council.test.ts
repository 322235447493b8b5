import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCouncil, packFolder } from '../../src/sources/load-council.ts';
import { exampleText } from '../council/example-council.ts';
import { makeFolder } from './scratch-folder.ts';

const mail = { 'mailboxes/clerk/1.eml': 'Subject: x\n\n' };
const load = (text: string, others: Record<string, string> = mail) =>
  loadCouncil(join(makeFolder({ 'council.yaml': text, ...others }), 'council.yaml'));

test('a council comes with the pack that it names', async () => {
  const { council, pack, problems } = await load(exampleText);
  expect(problems).toEqual([]);
  expect(council?.id).toBe('little-wickham');
  expect(pack?.id).toBe('nalc-model-2026');
});

test('a council may name a pack of its own, by path', async () => {
  const own = readFileSync(join(packFolder, 'st-just.yaml'), 'utf8').replace('id: st-just', 'id: our-own');
  const { pack, problems } = await load(exampleText.replace('nalc-model-2026', './our-own.yaml'), {
    ...mail,
    'our-own.yaml': own,
  });
  expect(problems).toEqual([]);
  expect(pack?.id).toBe('our-own');
});

test('an unknown protocol is told beside every other mistake', async () => {
  const { council, problems } = await load(
    exampleText.replace('nalc-model-2026', 'nalc').replace('owner: clerk', 'owner: ghost'),
  );
  expect(council).toBeNull();
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['unknown-protocol', 5],
    ['mailbox-owner', 45],
  ]);
});

test('mistakes in the pack carry the pack’s name', async () => {
  const { council, problems } = await load(exampleText.replace('nalc-model-2026', 'own.yaml'), {
    ...mail,
    'own.yaml': 'id: own\n',
  });
  expect(council).toBeNull();
  expect(problems.map(({ file, key }) => [file.split('/').at(-1), key])).toEqual([
    ['own.yaml', 'title'],
    ['own.yaml', 'clauses'],
  ]);
});

test('a mailbox that is not there is a warning', async () => {
  const { council, problems } = await load(exampleText, {});
  expect(council).not.toBeNull();
  expect(problems).toMatchObject([{ severity: 'warning', code: 'mailbox-not-found', key: 'mailboxes[0].path' }]);
});

test('a rule that the council asks for and does not get is a warning', async () => {
  const { problems } = await load(
    `${exampleText}rules: { copy-without-consent: { enabled: true }, officer-response-overdue: { enabled: true } }\n`,
  );
  expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', 'The rule stays off. The protocol nalc-model-2026 has no clause for it.'],
    ['warning', 'The rule stays off. The council file does not set workingDays for it.'],
  ]);
});

test('a file that is not there is one problem', async () => {
  expect((await loadCouncil('/nowhere/council.yaml')).problems).toMatchObject([
    { code: 'unreadable-file', severity: 'error' },
  ]);
});
