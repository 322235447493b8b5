/** As much mail as is wanted, of which the flags can be known: the corpus again and again, each round as new mail some days later. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { audit } from '../../src/audit/audit.ts';
import { localDate } from '../../src/council/dates.ts';
import type { Flag } from '../../src/rules/flag.ts';
import { type Corpus, loadCorpus } from '../../test/support/corpora.ts';
import type { CorpusMessage } from '../../test/support/live-folder.ts';
import { fillTemplate, readTemplates } from '../write-mbox.ts';

/** Whole rounds, and of the last one a part; in random order. */
export function makeRounds({ folder }: Corpus, count: number, random: () => number): CorpusMessage[] {
  const templates = readTemplates(join(folder, 'mailboxes'));
  const messages: CorpusMessage[] = [];
  for (let round = 0; messages.length < count; round++) {
    const missing = count - messages.length;
    for (const template of shuffle(templates, random).slice(0, missing)) {
      const [mailbox = '', ...rest] = template.path.split('/');
      const bytes = Buffer.from(fillTemplate(template, round), 'latin1');
      messages.push({ mailbox, folder: rest.slice(0, -1).join('/'), bytes });
    }
  }
  return shuffle(messages, random);
}

/** What an audit of the same messages says, when they lie as files in `scratch`. */
export async function auditMessages(
  corpus: Corpus,
  messages: readonly CorpusMessage[],
  { scratch, now }: { scratch: string; now: number },
): Promise<Flag[]> {
  for (const [index, { mailbox, folder, bytes }] of messages.entries()) {
    const file = join(scratch, mailbox, folder, `${index}.eml`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  const { council, pack } = await loadCorpus(corpus);
  const mailboxes = council.mailboxes.map((mailbox) => ({ ...mailbox, path: join(scratch, mailbox.id) }));
  for (const { path } of mailboxes) mkdirSync(path, { recursive: true });
  const result = await audit({ council, pack, mailboxes, asOf: localDate(new Date(now), council.timezone) });
  return result.standing.map(({ flag }) => flag);
}

export function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
