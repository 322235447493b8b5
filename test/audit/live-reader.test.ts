/** What is made of a copy that its server does not show. */

import { expect, onTestFinished, test } from 'vitest';
import { CopyFetcher, type FetchedCopy } from '../../src/audit/copy-fetcher.ts';
import { LiveReader } from '../../src/audit/live-reader.ts';
import { buildRoster } from '../../src/council/roster.ts';
import type { CopyRow } from '../../src/intake/intake.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import { corpora, loadCorpus } from '../support/corpora.ts';

class ScriptedFetcher extends CopyFetcher {
  readonly #answer: FetchedCopy;

  constructor(answer: FetchedCopy) {
    super([], defaultLimits, () => {
      throw new Error('Nothing is opened here.');
    });
    this.#answer = answer;
  }

  override fetch(): Promise<FetchedCopy> {
    return Promise.resolve(this.#answer);
  }
}

async function openReader(answer: FetchedCopy): Promise<LiveReader> {
  const [corpus] = corpora;
  if (corpus === undefined) throw new Error('There is no corpus.');
  const { council, pack } = await loadCorpus(corpus);
  const reader = new LiveReader({
    council,
    roster: buildRoster(council),
    rules: effectiveRules(pack, council),
    key: '00',
    limits: defaultLimits,
    fetcher: new ScriptedFetcher(answer),
    auditFrom: null,
    ownMail: { address: 'candour@example.org', isSent: () => Promise.resolve(false) },
    version: '1',
  });
  onTestFinished(() => reader[Symbol.asyncDispose]());
  return reader;
}

const row = (attempts: number): CopyRow => ({
  council: 'little-wickham',
  id: 'a1',
  mailbox: 'clerk',
  folder: 'INBOX',
  validity: '1',
  reference: '59',
  is_sent: 0,
  state: 'waiting',
  opening: 'gate',
  attempts,
  next_attempt_at: 0,
  reason: '',
  seen_at: 0,
  read_at: null,
  content_key: null,
  message_id: null,
  facts: null,
  links: null,
  not_examined: null,
  facts_version: null,
  evidence_seq: null,
  sent_at: null,
});

test('a message that a server does not show is asked for again before it is taken for gone', async () => {
  const reason = 'The message was moved or deleted before it could be read.';
  const reader = await openReader({ kind: 'gone', reason, isUnsure: true });
  for (const attempts of [0, 1])
    await expect(reader.readRow(row(attempts))).rejects.toMatchObject({ code: 'missing-message', temporary: false });
  expect(await reader.readRow(row(2))).toEqual({ state: 'gone', reason, contentKey: null });
});

test('what certainly is gone is so at once', async () => {
  const reason = 'The folder was numbered anew, and is listed again.';
  const reader = await openReader({ kind: 'gone', reason });
  expect(await reader.readRow(row(0))).toEqual({ state: 'gone', reason, contentKey: null });
});
