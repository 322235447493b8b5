/** What is fetched by need gives the same facts as the whole message: every message of the corpora, through a real Dovecot. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CopyReader } from '../../../src/audit/read-copy-facts.ts';
import { buildRoster } from '../../../src/council/roster.ts';
import { FactReader, type Need, noNeed } from '../../../src/evidence/read-facts.ts';
import { defaultLimits, type Message } from '../../../src/mail/message.ts';
import { readMessage } from '../../../src/mail/read-message.ts';
import { effectiveRules } from '../../../src/protocol/effective-rules.ts';
import type { Copy } from '../../../src/sources/copy.ts';
import { ImapReader } from '../../../src/sources/imap/imap-reader.ts';
import { openMailbox } from '../../../src/sources/open-mailbox.ts';
import { type Corpus, corpora, loadCorpus } from '../../support/corpora.ts';
import { type Dovecot, startDovecot } from '../../support/dovecot.ts';
import { findWritingCommands } from './read-only.ts';
import { startWatch } from './watch-recorder.ts';

const key = 'key of the test';
let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({
    users: Object.fromEntries(corpora.map(({ name }) => [name, 'secret'])),
    folders: [],
  });
});
afterAll(() => dovecot[Symbol.asyncDispose]());

const needs: [string, Need][] = [
  ['nothing', noNeed],
  ['the text', { content: true, documents: false, letters: true, lineage: true, topics: [] }],
  ['text and documents', { content: true, documents: true, letters: true, lineage: true, topics: [] }],
];

async function copiesOf(corpus: Corpus): Promise<Copy[]> {
  const { council } = await loadCorpus(corpus);
  const copies: Copy[] = [];
  for (const mailbox of council.mailboxes)
    for await (const copy of openMailbox(mailbox)) if (copy.kind === 'copy') copies.push(copy);
  return copies;
}

describe.each(corpora)('$name', (corpus) => {
  test('facts are those of the whole message', async () => {
    const { council, pack } = await loadCorpus(corpus);
    const copies = await copiesOf(corpus);
    for (const { bytes } of copies) dovecot.deliver(corpus.name, 'INBOX', bytes);
    const roster = buildRoster(council);
    const gate = new CopyReader(roster, effectiveRules(pack, council), key, defaultLimits);
    const facts = new FactReader(roster, key, defaultLimits);
    const settings = dovecot.settings(corpus.name);
    await using watch = startWatch({ settings });
    await watch.recorder.until(() => watch.recorder.syncs === 1);
    const { validity } = watch.recorder.cursors.get('INBOX') ?? { validity: '' };
    await using reader = new ImapReader({ settings, mailbox: 'clerk', limits: defaultLimits });
    const unlike: string[] = [];
    const check = async (copy: Copy, index: number): Promise<void> => {
      const place = { folder: 'INBOX', validity, reference: String(index + 1) };
      const whole = await reader.fetchCopy(place, () => 'all');
      if (whole.kind !== 'copy') throw new Error(whole.reason);
      // By the gate most messages come whole or without their body: every need is tried on the council that ships with Candour.
      for (const [name, need] of corpus.name === 'little-wickham' ? needs : []) {
        const part = await reader.fetchCopy(place, () => need);
        if (part.kind !== 'copy') throw new Error(part.reason);
        const [expected, found] = await Promise.all([whole, part].map(({ bytes }) => factsOf(facts, bytes, need)));
        if (JSON.stringify(found) !== JSON.stringify(expected)) unlike.push(`${copy.reference} with ${name}`);
      }
      const gated = await reader.fetchCopy(place, (header) => gate.needOfHeader(copy, header));
      if (gated.kind !== 'copy') throw new Error(gated.reason);
      const [expected, found] = await Promise.all([whole, gated].map(({ bytes }) => gate.read(copy, bytes, 'gate')));
      if (JSON.stringify(found) !== JSON.stringify(expected)) unlike.push(`${copy.reference} by the gate`);
    };
    await Promise.all(copies.map(check));
    expect(unlike).toEqual([]);
    expect(findWritingCommands(dovecot.rawlog(corpus.name))).toEqual([]);
  });
});

async function factsOf(facts: FactReader, bytes: Uint8Array, need: Need) {
  const message = (await readMessage(bytes, defaultLimits)) as Message;
  const notExamined: { fileName: string; reason: string }[] = [];
  return { facts: await facts.read(message, need, '2026-07-15', notExamined), notExamined };
}
