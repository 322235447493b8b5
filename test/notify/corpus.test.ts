/** Notices of the example council's own flags: what stood in its mail stays there. */

import { expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import { buildAlert } from '../../src/notify/alert.ts';
import { handlerOf } from '../../src/review/routing.ts';
import { auditCorpus, corpora, loadCorpus } from '../support/corpora.ts';
import { day, flagId, makeFlag } from './notice-cases.ts';

test('no alert of Little Wickham quotes its mail, and every one has a reader who is not its subject', async () => {
  const corpus = corpora.find(({ name }) => name === 'little-wickham');
  if (corpus === undefined) throw new Error('Little Wickham is gone.');
  const [{ council, pack }, { standing }] = await Promise.all([loadCorpus(corpus), auditCorpus(corpus)]);
  const roster = buildRoster(council);
  expect(standing.length).toBeGreaterThan(50);
  for (const { messageKey, flag } of standing) {
    const { explanation: _, remedy: __, ...facts } = flag;
    const logged = makeFlag('x', { ...facts, id: flagId(`${flag.rule} ${messageKey}`), messageKey });
    const { text, html } = buildAlert([logged], { roster, pack, flagLink: null });
    const told = `${text}${html}`.replaceAll(/\s+/g, ' ');
    const quotes = flag.evidence.flatMap(({ quote }) =>
      quote === undefined || quote.split(' ').length < 4 ? [] : [quote],
    );
    for (const words of [...quotes, ...flag.thirdParties, flag.messageId]) expect(told).not.toContain(words);
    expect(text).toContain('Where: mailbox ');
    const { recipient } = handlerOf(logged, roster, day);
    expect([flag.people.by, ...flag.people.hidden]).not.toContain(recipient);
    expect(recipient).not.toBeNull();
  }
});
