/**
 * Labelled wordings, read as the audit reads them; the people in them are those of Little Wickham. `dev` wordings were at hand while
 * the patterns were written, `held` ones were kept back at first. The floors lie a little below what is measured.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildRoster } from '../../src/council/roster.ts';
import type { AskingFacts } from '../../src/evidence/asking.ts';
import type { Clearance } from '../../src/evidence/clearance.ts';
import { readConfidenceReason } from '../../src/evidence/confidence-reason.ts';
import { readCopyNotes } from '../../src/evidence/copy-notes.ts';
import type { ContentFacts, LetterFacts } from '../../src/evidence/facts.ts';
import { GroupNames } from '../../src/evidence/group-names.ts';
import { type GroupFacts, readGroups } from '../../src/evidence/groups.ts';
import { fileNameMark, headMark, pageHeaderMark, subjectMark } from '../../src/evidence/marks.ts';
import { type PassingOn, readPassingOn } from '../../src/evidence/passing-on.ts';
import type { PressFacts } from '../../src/evidence/press.ts';
import { FactReader, type Need, noNeed } from '../../src/evidence/read-facts.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import { readMessage } from '../../src/mail/read-message.ts';
import { corpora, loadCorpus } from '../support/corpora.ts';

type Wording = {
  id: string;
  text: string;
  subject?: string;
  label?: boolean;
  place?: string;
  kind?: PassingOn['kind'] | 'none';
  /** Councillors whom the text says to have had a copy. */
  named?: string[];
  /** How a group's invitation is answered. */
  answer?: 'accepts' | 'declines' | 'none';
  /** What is asked, in kinds of Ask; and whether it is council business. */
  asks?: string[];
  business?: boolean;
  /** Of whom the author is told, or to whom the author consents; nobody where the words are general. */
  about?: string[];
};

/** `isWanted`: people find in it what the bank is about. `isFound`: the reader does, and names the right people. */
type Outcome = { id: string; isWanted: boolean; isFound: boolean };
type Bank = { name: string; precision: number; recall: number; read: (wording: Wording) => Promise<boolean> | boolean };

const day = '2026-06-03';
let reader: FactReader;

beforeAll(async () => {
  const [littleWickham] = corpora;
  if (!littleWickham) throw new Error('no corpus');
  const { council } = await loadCorpus(littleWickham);
  reader = new FactReader(buildRoster(council), 'key of the tests', defaultLimits);
});

const banks: Bank[] = [
  {
    name: 'commitments',
    precision: 0.96,
    recall: 0.92,
    read: async (wording) => isCommitment(await letterOf(wording)),
  },
  {
    name: 'voice',
    precision: 0.96,
    recall: 0.92,
    read: async (wording) => {
      const { voice } = await letterOf(wording);
      return voice.council !== null && voice.individual === null;
    },
  },
  {
    name: 'capacity',
    precision: 0.97,
    recall: 0.96,
    read: async (wording) => (await letterOf(wording)).voice.capacity !== null,
  },
  { name: 'notes', precision: 0.96, recall: 0.95, read: namesTheCopied },
  {
    name: 'reasons',
    precision: 0.97,
    recall: 0.95,
    read: ({ subject = '', text }) => readConfidenceReason(subject, text, []) !== null,
  },
  { name: 'passing', precision: 0.94, recall: 0.94, read: tellsOrConsents },
  { name: 'marks', precision: 0.96, recall: 0.96, read: isMarked },
  { name: 'requests', precision: 0.96, recall: 0.98, read: asksOnBusiness },
  { name: 'officer-requests', precision: 0.97, recall: 0.97, read: asksOnBusiness },
  {
    name: 'settled',
    precision: 0.98,
    recall: 0.96,
    read: async (wording) => (await askingOf(wording)).settled !== null,
  },
  { name: 'direct-contact', precision: 0.97, recall: 0.96, read: sendsToOfficer },
  { name: 'group-reports', precision: 0.97, recall: 0.95, read: (wording) => groupsOf(wording).report !== null },
  { name: 'group-notices', precision: 0.97, recall: 0.97, read: (wording) => groupsOf(wording).notice !== null },
  { name: 'group-invitations', precision: 0.97, recall: 0.94, read: answersInvitation },
  { name: 'payments', precision: 0.96, recall: 0.95, read: approvesPayment },
  {
    name: 'press-releases',
    precision: 0.95,
    recall: 0.95,
    read: async (wording) => (await pressOf(wording)).press.release !== null,
  },
  {
    name: 'press-approvals',
    precision: 0.95,
    recall: 0.95,
    read: async (wording) => (await pressOf(wording)).clearance.approval !== null,
  },
  {
    name: 'media-speaking',
    precision: 0.97,
    recall: 0.96,
    read: async (wording) => (await pressOf(wording)).press.forCouncil !== null,
  },
  {
    name: 'media-enquiries',
    precision: 0.92,
    recall: 0.97,
    read: async (wording) => (await pressOf(wording)).press.answer !== null,
  },
  {
    name: 'media-authorised',
    precision: 0.97,
    recall: 0.95,
    read: async (wording) => (await pressOf(wording)).clearance.authorises !== null,
  },
  { name: 'all-members', precision: 0.97, recall: 0.96, read: (wording) => groupsOf(wording).allMembers !== null },
];

describe.each(banks)('$name', ({ name, precision, recall, read }) => {
  const wordings = readFileSync(join(import.meta.dirname, `wordings/${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Wording => JSON.parse(line));

  test('every wording has a name of its own', () => {
    expect(new Set(wordings.map(({ id }) => id)).size).toBe(wordings.length);
  });

  test(`precision keeps above ${precision}, recall above ${recall}`, async () => {
    const outcomes: Outcome[] = [];
    for (const wording of wordings) {
      outcomes.push({ id: wording.id, isWanted: isWanted(wording), isFound: await read(wording) });
    }
    const count = (test: (outcome: Outcome) => boolean): number => outcomes.filter(test).length;
    const right = count(({ isWanted, isFound }) => isWanted && isFound);
    const measured = {
      precision: right / count(({ isFound }) => isFound),
      recall: right / count(({ isWanted }) => isWanted),
    };
    const mistakes = outcomes
      .filter((each) => each.isWanted !== each.isFound)
      .map(({ id, isFound }) => `${isFound ? 'wrong' : 'missed'} ${id}`);
    console.info(
      `${name}: precision ${measured.precision.toFixed(3)}, recall ${measured.recall.toFixed(3)}`,
      mistakes.join(', '),
    );
    expect(measured.precision).toBeGreaterThanOrEqual(precision);
    expect(measured.recall).toBeGreaterThanOrEqual(recall);
  });
});

function isWanted({ label, named, kind, answer, asks, business }: Wording): boolean {
  if (asks !== undefined) return asks.length > 0 && business === true;
  if (answer !== undefined) return answer !== 'none';
  if (named !== undefined) return named.length > 0;
  return kind === undefined ? label === true : kind === 'told' || kind === 'consent';
}

/** The groups of those whom the wordings speak to, as a council file would name them. */
const groupNames = new GroupNames({
  people: [
    'Labour',
    'Conservative',
    'Liberal Democrat',
    'Green',
    'Independent',
    'Plaid',
    'Reform',
    'Socialist',
    'Ratepayers',
    'Residents First',
    'Village Voice',
    'Our Village',
  ].map((group, index) => ({
    id: `member-${index}`,
    name: `Member ${index}`,
    role: 'councillor',
    offices: [],
    addresses: [],
    aliases: [],
    from: null,
    until: null,
    group,
  })),
});

function groupsOf({ subject = '', text }: Wording): GroupFacts {
  const wording = { subject, newText: text, signOff: '', heads: [], fileNames: [], history: [] };
  return readGroups(wording, groupNames, () => []);
}

/** A refusal taken for an acceptance is no answer found. */
function answersInvitation(wording: Wording): boolean {
  const { invitation, speaksOfGroup } = groupsOf(wording);
  if (invitation === null || !speaksOfGroup) return false;
  return wording.answer === 'none' || wording.answer === invitation.answer;
}

async function askingOf(wording: Wording): Promise<AskingFacts> {
  const { asking } = await contentOf(wording, 'assistant@littlewickham-pc.gov.uk', {
    ...noNeed,
    content: true,
    topics: ['asking'],
  });
  if (asking === null) throw new Error('the wording was not read');
  return asking;
}

async function asksOnBusiness(wording: Wording): Promise<boolean> {
  const { asks, isBusiness } = await askingOf(wording);
  return asks.length > 0 && isBusiness;
}

/** It names the right officers. */
async function sendsToOfficer(wording: Wording): Promise<boolean> {
  const { directContact } = await askingOf(wording);
  return directContact.some(({ people }) => (wording.about ?? []).every((id) => people.includes(id)));
}

async function letterOf(wording: Wording): Promise<LetterFacts> {
  return (await contentOf(wording, 'x@example.net', { ...noNeed, content: true, letters: true })).letter;
}

/** The new text of a councillor's message. */
async function contentOf({ subject = '', text }: Wording, to: string, need: Need): Promise<ContentFacts> {
  const fields = [
    'From: cllr.pratt@littlewickham-pc.gov.uk',
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Wed, 3 Jun 2026 10:00:00 +0100',
    'Message-ID: <a@b>',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  const message = await readMessage(Buffer.from(`${fields.join('\r\n')}\r\n\r\n${text}\r\n`), defaultLimits);
  if ('kind' in message) throw new Error(message.reason);
  const { content } = await reader.read(message, need, day, []);
  if (content === null) throw new Error('the text was not opened');
  return content;
}

async function approvesPayment(wording: Wording): Promise<boolean> {
  const { payments } = await contentOf(wording, 'x@example.net', { ...noNeed, content: true, topics: ['payments'] });
  if (payments === null) throw new Error('the text was not read for payments');
  return payments.authority === null && payments.approvals.length + payments.orders.length > 0;
}

/** Words to the media, and an officer's words on what may go to them. */
async function pressOf(wording: Wording): Promise<{ press: PressFacts; clearance: Clearance }> {
  const need: Need = { ...noNeed, content: true, topics: ['press', 'clearance'] };
  const { press, clearance } = await contentOf(wording, 'x@example.net', need);
  if (press === null || clearance === null) throw new Error('the text was not read for the press');
  return { press, clearance };
}

function isCommitment({ commitments, relays, isPrivate, voice }: LetterFacts): boolean {
  const isOwn = voice.individual !== null && voice.council === null;
  return commitments.length > 0 && !relays && !isPrivate && !isOwn;
}

/** Everybody who was copied is named. Groups name the addressee too: that is too much only where nobody was copied. */
function namesTheCopied({ text, named = [] }: Wording): boolean {
  const notes = readCopyNotes(text, reader.names, day);
  const found = notes.flatMap((note) => note.mentions.flatMap(({ people }) => people));
  const councillors = found.filter((id) => id.startsWith('cllr-'));
  return named.length === 0 ? councillors.length > 0 : named.every((id) => councillors.includes(id));
}

function tellsOrConsents({ text, kind, about = [] }: Wording): boolean {
  const found = readPassingOn(text, reader.names, day).filter(
    (words) => words.kind === 'told' || words.kind === 'consent',
  );
  if (kind !== 'told' && kind !== 'consent')
    return found.some(({ general, mentions }) => general || mentions.length > 0);
  return found.some(({ general, mentions }) => {
    const people = mentions.flatMap((mention) => mention.people);
    return about.length === 0 ? general : about.every((id) => people.includes(id));
  });
}

function isMarked({ place, text }: Wording): boolean {
  if (place === 'subject') return subjectMark(text) !== null;
  if (place === 'file-name') return fileNameMark(text) !== null;
  if (place === 'page-header') return pageHeaderMark(text) !== null;
  return headMark(`${text}\n\nDear Ian\n\nText follows here.`, 'head') !== null;
}
