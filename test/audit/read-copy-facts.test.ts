/** How far a copy is opened, and what the SMTP envelope of a delivered one tells. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/audit/judge.ts';
import { CopyReader, type Opening, type SmtpEnvelope } from '../../src/audit/read-copy-facts.ts';
import { buildRoster } from '../../src/council/roster.ts';
import type { CopyFacts } from '../../src/evidence/facts.ts';
import { Lineage } from '../../src/evidence/lineage.ts';
import { MailEvidence } from '../../src/evidence/mail-evidence.ts';
import { noNeed } from '../../src/evidence/read-facts.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import { corpora, loadCorpus } from '../support/corpora.ts';
import { copiesOf, type FoundCopy, loadShippedPack, type Mail } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const council = netherBarrow('nalc-model-2026');
const roster = buildRoster(council);
const rules = effectiveRules(await loadShippedPack(council.protocol), council);
const reader = new CopyReader(roster, rules, 'key of the tests', defaultLimits);

function copyOf(mail: Mail): FoundCopy {
  const [copy] = copiesOf([mail]);
  if (!copy) throw new Error('no copy');
  return copy;
}

async function read(mail: Mail, opening: Opening = 'gate', envelope?: SmtpEnvelope): Promise<CopyFacts> {
  const copy = copyOf(mail);
  const answer = await reader.read(copy, copy.bytes, opening, envelope);
  if (answer.kind !== 'facts') throw new Error(answer.reason);
  return answer.facts;
}

function headerOf({ bytes }: FoundCopy): Uint8Array {
  const text = Buffer.from(bytes);
  return text.subarray(0, text.indexOf('\r\n\r\n') + 4);
}

const resident: Mail = {
  in: 'clerk',
  from: 'resident',
  to: 'clerk',
  subject: 'CONFIDENTIAL',
  enclosed: [
    { name: 'a.bin', type: 'application/octet-stream', text: 'x' },
    { message: { from: 'clerk', to: 'adair' } },
  ],
};
const internal: Mail = { from: 'clerk', to: 'adair' };

describe('what the gate leaves closed is opened', () => {
  test('for lineage alone, enclosed messages too', async () => {
    const [closed, opened] = [await read(resident), await read(resident, 'all')];
    expect(closed.message.content).toBeNull();
    expect(opened.message.content?.forLineageOnly).toBe(true);
    expect(opened.message.attached.map(({ content }) => content?.forLineageOnly)).toEqual([true]);
    expect(opened.message.content?.text.words).toBeGreaterThan(0);
    // Nobody asked for them to be examined.
    expect(opened.notExamined).toEqual([]);
  });

  test('and what it opens, no further than it does', async () => {
    expect(await read(internal, 'all')).toEqual(await read(internal));
  });
});

describe('the header section alone', () => {
  test.each(corpora.filter(({ isFolders }) => isFolders))(
    'decides as the whole message does: $name',
    async (corpus) => {
      const { council: whole, pack } = await loadCorpus(corpus);
      const effective = effectiveRules(pack, whole);
      const corpusReader = new CopyReader(buildRoster(whole), effective, 'key of the tests', defaultLimits);
      for (const mailbox of whole.mailboxes.filter(({ journal, path }) => !journal && path !== null)) {
        for (const reference of globSync('**/*.eml', { cwd: mailbox.path ?? '' })) {
          const bytes = readFileSync(join(mailbox.path ?? '', reference));
          const place = { mailboxId: mailbox.id, folder: '', reference, isSent: false };
          const need = await corpusReader.needOfHeader(place, headerOf({ ...place, bytes }));
          const answer = await corpusReader.read(place, bytes, 'gate');
          if (answer.kind === 'facts') {
            expect(need).not.toBe('all');
            expect(need !== 'all' && need.content, reference).toBe(answer.facts.message.content !== null);
          } else expect(need).toEqual(noNeed);
        }
      }
    },
  );

  test('does not tell of a journal report, nor where it cannot be read', async () => {
    const report = copyOf({ ...internal, journal: 'To: adair' });
    expect(await reader.needOfHeader(report, headerOf(report))).toBe('all');
    expect(await reader.needOfHeader(copyOf(internal), new Uint8Array(0))).toBe('all');
  });

  test('asks for nothing of a report that proves nothing', async () => {
    const report = copyOf({ ...internal, in: 'clerk', journal: 'To: adair' });
    expect(await reader.needOfHeader(report, headerOf(report))).toEqual(noNeed);
  });
});

describe('a delivered copy', () => {
  const envelope = { from: 'Clerk@NetherBarrow.gov.uk', to: ['adair@netherbarrow.gov.uk', 'Bell@netherbarrow.gov.uk'] };
  const delivered: Mail = { ...internal, id: 'delivered', in: 'journal' };

  test('is certain of its recipients', async () => {
    const { journal } = await read(delivered, 'all', envelope);
    const line = (address: string) => ({ address, kind: 'recipient', expandedFrom: '', forwardedFrom: '' });
    expect(journal).toEqual({
      sender: 'clerk@netherbarrow.gov.uk',
      recipients: [line('adair@netherbarrow.gov.uk'), line('bell@netherbarrow.gov.uk')],
    });
  });

  test('shows a silent copy with grade A', async () => {
    const evidence = new MailEvidence(roster);
    evidence.add(await read(delivered, 'all', envelope));
    const { standing } = judge(evidence, new Lineage(evidence), rules, '2026-07-31', council.protocol);
    expect(standing.map(({ flag }) => [flag.rule, flag.grade, flag.people.hidden])).toEqual([
      ['silent-copy', 'A', ['bell']],
    ]);
  });

  test('that is a journal report tells of the envelope in it', async () => {
    const report: Mail = { ...internal, journal: 'To: adair\nBcc: frost' };
    const { journal } = await read(report, 'all', { from: 'journal@netherbarrow.gov.uk', to: ['candour@example.org'] });
    expect(journal?.recipients.map(({ address }) => address)).toEqual([
      'adair@netherbarrow.gov.uk',
      'frost@netherbarrow.gov.uk',
    ]);
  });

  test('that is a journal report proves nothing outside a journal mailbox', async () => {
    const copy = copyOf({ ...internal, in: 'clerk', journal: 'To: adair' });
    expect((await reader.read(copy, copy.bytes, 'all', envelope)).kind).toBe('left-aside');
  });
});
