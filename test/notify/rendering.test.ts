/** What every notice keeps to, whatever stands in flags and settings: form, words, and what it must not tell. */

import { parseDocument } from 'htmlparser2';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import { buildAlert } from '../../src/notify/alert.ts';
import { blindSpotsOf } from '../../src/notify/blind-spots.ts';
import { buildCorrection } from '../../src/notify/correction.ts';
import { buildDigest } from '../../src/notify/digest.ts';
import { type Block, heading, paragraph, type Rendered } from '../../src/notify/document.ts';
import type { NoticeContext } from '../../src/notify/flag-words.ts';
import { buildHead } from '../../src/notify/head.ts';
import type { Health } from '../../src/notify/health.ts';
import { buildHeartbeat } from '../../src/notify/heartbeat.ts';
import { buildOverflow } from '../../src/notify/overflow.ts';
import { renderNotice } from '../../src/notify/render-notice.ts';
import { buildReport } from '../../src/notify/report.ts';
import {
  asNew,
  asTold,
  day,
  head,
  health,
  mailboxHealth,
  makeContext,
  makeDisclosure,
  makeFacts,
  makeFlag,
} from './notice-cases.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];

type Builder = (flags: LoggedFlag[], context: NoticeContext, health: Health) => Rendered;
const builders: Record<string, Builder> = {
  alert: buildAlert,
  correction: buildCorrection,
  overflow: buildOverflow,
  digest: (flags, context, health) => buildDigest(makeFacts(flags.map(asNew), { health }), context),
  'later digest': (flags, context, health) =>
    buildDigest(
      makeFacts(
        flags.map((flag) => ({ ...asTold(flag, 20), news: flag.isStanding ? null : 'correction' })),
        { health },
      ),
      context,
    ),
  report: (flags, context, health) => buildReport(makeFacts(flags.map(asNew), { health }), context),
  heartbeat: (flags, context, health) =>
    buildHeartbeat(
      makeFacts(
        flags.map((flag) => asTold(flag, 3)),
        { health },
      ),
      context,
    ),
  head: (_, context) => buildHead(head, day, context),
};
const kinds = Object.keys(builders);
const build = (kind: string, flags: LoggedFlag[], context: NoticeContext, told = health): Rendered => {
  const builder = builders[kind];
  if (builder === undefined) throw new Error(kind);
  return builder(flags, context, told);
};

const some = (): LoggedFlag[] => [
  makeDisclosure('a'),
  makeDisclosure('b', { rule: 'councillor-commitment', people: { by: 'vice', affected: [], hidden: [] } }),
  ...Array.from({ length: 14 }, (_, index) =>
    makeFlag(`c${index}`, { people: { by: 'ewart', affected: ['clerk'], hidden: ['vice'] } }),
  ),
  makeFlag('d', {
    status: 'excepted',
    exception: 'chair-to-minister',
    rule: 'official-letter-councillor-name',
    people: { by: 'chair', affected: [], hidden: [] },
  }),
  makeDisclosure('e', { isStanding: false, reasons: ['later-evidence'] }),
];

let context: NoticeContext;
beforeAll(async () => {
  context = await makeContext({ flagLink: 'https://candour.example/flags/' });
});

function* walk(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if ('children' in node) yield* walk(node.children);
  }
}

const elementsOf = (html: string) =>
  [...walk(parseDocument(html).children)].flatMap((node) =>
    'attribs' in node ? [{ name: node.name, attribs: node.attribs }] : [],
  );

/** Elements and attributes of ours, and no others: what is not escaped makes others. */
function expectOwnMarkup(html: string): void {
  const known =
    'html head meta title body main h1 h2 h3 p ul li dl dt dd a code blockquote table caption thead tbody tr th td';
  const attributes = ['lang', 'charset', 'name', 'content', 'style', 'href', 'scope'];
  const elements = elementsOf(html);
  expect(elements.map(({ name }) => name).filter((name) => !known.split(' ').includes(name))).toEqual([]);
  for (const { name, attribs } of elements) {
    expect(Object.keys(attribs).filter((key) => !attributes.includes(key))).toEqual([]);
    expect(attribs.style ?? '').not.toMatch(/url\(|@import|expression|(?<!max-)width:\s*\d{3,}px/);
    if (name === 'a') expect(attribs.href).toMatch(/^https:\/\/candour\.example\/flags\//);
    if (name === 'th') expect(attribs.scope).toMatch(/^(?:col|row)$/);
  }
}

describe.each(kinds)('a notice (%s)', (kind) => {
  test('is text in lines of at most 78 characters, links apart', () => {
    const { text } = build(kind, some(), context);
    const long = text.split('\n').filter((line) => [...line].length > 78 && !line.startsWith('https://'));
    expect(long).toEqual([]);
    expect(text).toMatch(/^[^\n]+\n=+\n\n/);
    expect(text).not.toMatch(/[ \t]\n|\n{4}|undefined|null|NaN/);
  });

  test('is HTML with a language, a title, headings in order, and nothing that is fetched', () => {
    const { html, subject } = build(kind, some(), context);
    const elements = elementsOf(html);
    const names = elements.map(({ name }) => name);
    expect(elements.find(({ name }) => name === 'html')?.attribs).toEqual({ lang: 'en-GB' });
    expect(html).toContain(`<title>${subject}</title>`);
    const levels = names.flatMap((name) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? level)).toBeLessThanOrEqual(1);
    });
    expectOwnMarkup(html);
  });

  test('asks and does not judge, and its subject names nobody', () => {
    const { subject, text, html } = build(kind, some(), context);
    expect(text + html).not.toMatch(/\bbreach|\bguilt|\boffen[cd]e/i);
    expect(subject).toMatch(/^Candour: [a-zA-Z0-9 ,]+$/);
    expect(subject.length).toBeLessThanOrEqual(78);
    for (const name of ['Ewart', 'Gray', 'Petrie', 'onfidential', 'Sallow']) expect(subject).not.toContain(name);
  });

  test('quotes nothing, names no message and no outside address', () => {
    const { subject, text, html } = build(kind, some(), context);
    for (const secret of ['grievance', 'groundsman', 'joan', 'petrie', 'bcc field of', '@uppersallow'])
      expect((subject + text + html).toLowerCase()).not.toContain(secret);
  });

  test('says the same in text and HTML', () => {
    const { text, html } = build(kind, some(), context);
    const words = (from: string): string[] => from.match(/[\p{L}\p{N}]+/gu) ?? [];
    const inHtml = new Set(
      words([...walk(parseDocument(html).children)].map((node) => ('data' in node ? String(node.data) : '')).join(' ')),
    );
    const hrefs = new Set(words(html));
    expect(words(text).filter((word) => !inHtml.has(word) && !hrefs.has(word))).toEqual([]);
  });
});

describe('hostile words', () => {
  const evil =
    '</title><script>alert(1)</script><img src=x onerror=y>"\'&amp;\r\nBcc: all@evil.example\u202e\u0000\u2028';
  const hostile = (): LoggedFlag[] =>
    [true, false].map((isStanding) =>
      makeDisclosure(`x${isStanding}`, {
        isStanding,
        rule: isStanding ? 'confidential-to-third-party' : evil,
        clause: { protocol: evil, ref: evil },
        exception: isStanding ? null : evil,
        reasons: [evil],
        mailbox: evil,
        date: isStanding ? evil : null,
        messageId: evil,
        people: { by: evil, affected: [evil, 'clerk'], hidden: [evil] },
        thirdParties: [evil, `${evil}@${evil}.${evil}`],
        evidence: [
          { kind: evil, where: evil, quote: evil },
          { kind: 'x', where: `copy in mailbox ${evil}, folder ${evil}, body` },
        ],
      }),
    );
  const hostileHealth = {
    mailboxes: [{ ...mailboxHealth, mailbox: evil, state: 'failing' as const, reason: evil, unreadable: 2 }],
    blindSpots: [evil],
  };

  test.each(kinds)('become no markup and no header field (%s)', async (kind) => {
    const { roster, pack } = await makeContext();
    const named = {
      ...roster.council,
      name: evil,
      people: roster.council.people.map((person) => ({ ...person, name: evil })),
    };
    const clauses = pack.clauses.map((clause) => ({ ...clause, paraphrase: evil, ref: evil }));
    const hostileContext = {
      roster: {
        ...roster,
        council: named,
        personOfId: (id: string) => ({ ...(roster.personOfId(id) ?? named.people[0]), name: evil }) as never,
      },
      pack: { ...pack, id: evil, title: evil, clauses },
      flagLink: `https://x.example/${evil}`,
    };
    const { subject, text, html } = build(kind, hostile(), hostileContext, hostileHealth);
    expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    expect(subject).not.toMatch(/script|Bcc/);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    expect(text.split('\n').filter((line) => [...line].length > 78)).toEqual([]);
    expectOwnMarkup(html);
    for (const character of '\u202e\u0000\u2028\r') expect(html).not.toContain(character);
  });
});

test('every kind of block escapes what stands in it', () => {
  const evil = '"\'><b onclick=x>&lt;';
  const blocks: Block[] = [
    heading(evil),
    paragraph(evil),
    { kind: 'list', items: [{ id: evil, href: `https://candour.example/flags/${evil}`, text: evil }] },
    { kind: 'facts', rows: [{ term: evil, text: evil }] },
    { kind: 'table', caption: evil, columns: [evil, evil], rows: [[evil, evil]] },
    { kind: 'draft', paragraphs: [evil] },
    { kind: 'command', text: evil },
    { kind: 'link', text: evil, href: `https://candour.example/flags/${evil}` },
  ];
  const { html } = renderNotice({ subject: evil, title: evil, blocks });
  expectOwnMarkup(html);
  const texts = [...walk(parseDocument(html).children)].flatMap((node) => ('data' in node ? [String(node.data)] : []));
  expect(texts.filter((text) => text.includes(evil))).toHaveLength(16);
});

describe('an alert', () => {
  test('holds what, clause, grade, when, where, people, exceptions, remedy and the way to more', async () => {
    const { subject, text } = buildAlert([makeDisclosure('a')], await makeContext());
    expect(subject).toBe('Candour: 1 serious possible departure from the protocol');
    for (const part of [
      'Confidential item sent? (flag ca978112)',
      'Clause: correspondence-3 of the Councillor-Officer Protocol',
      'How serious: Serious: the protocol says never, or confidence was broken',
      'How sure: Grade B, well founded: the sender’s own copy',
      'When: 3 June 2026, 9:14am',
      'Where: mailbox clerk, folder Sent',
      'Who acted: Cllr Faye Ewart',
      'Whom it concerns: Edith Gray',
      'Outside the council: 1 address: j…@p….example',
      'Every outside recipient trusted: no.',
      'The clause names no exception of its own.',
      'Ask the recipient to delete it',
      'Please delete it with every copy',
      'npx candour explain ca978112',
      'If you think a flag is wrong',
    ])
      expect(text.replaceAll(/\s+/g, ' ')).toContain(part);
  });

  test('names the exceptions of the clause', async () => {
    const flag = makeDisclosure('a', {
      rule: 'official-letter-councillor-name',
      clause: { protocol: 'nalc-model-2026', ref: 'correspondence-2' },
    });
    const { text } = buildAlert([flag], await makeContext());
    expect(text).toContain('The clause excuses the Chair writing to a Minister: is it that after all?');
  });

  test('of many flags tells five in full', async () => {
    const flags = Array.from({ length: 7 }, (_, index) => makeDisclosure(`m${index}`));
    const { subject, text } = buildAlert(flags, await makeContext());
    expect(subject).toBe('Candour: 7 serious possible departures from the protocol');
    expect(text.match(/Who acted/g)).toHaveLength(5);
    expect(text).toContain('In the same conversation there are 2 more flags:');
  });

  test('sent late says what became of the flag', async () => {
    const { text } = buildAlert(
      [makeDisclosure('a', { isStanding: false, reasons: ['later-evidence'] })],
      await makeContext(),
    );
    expect(text).toContain('Withdrawn since: later evidence undid it.');
  });

  test('of a clause that the council has no more says so', async () => {
    const { text } = buildAlert(
      [makeDisclosure('a', { clause: { protocol: 'old-pack', ref: '7' } })],
      await makeContext(),
    );
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'Clause: 7 of the old-pack: it is not in the protocol pack that the council has now.',
    );
  });
});

test('a correction says why, once for each flag', async () => {
  const flags = [
    makeDisclosure('a', { isStanding: false, reasons: ['later-evidence', 'roster-changed'] }),
    makeDisclosure('b', { status: 'excepted', exception: 'consent-of-author' }),
    makeDisclosure('c'),
  ];
  const { subject, text } = buildCorrection(flags, await makeContext());
  expect(subject).toBe('Candour: correction of 3 earlier alerts');
  expect(text).toContain('Withdrawn: later evidence undid it; who is who in the council file changed.');
  expect(text).toContain('Excused by the protocol’s own text: the author’s consent in the thread.');
  expect(text).toContain('It was withdrawn, and stands again by now: see the next digest.');
});

test('what is beyond the cap is counted', async () => {
  const { subject, text } = buildOverflow([makeDisclosure('a'), makeFlag('b')], await makeContext());
  expect(subject).toBe('Candour: 2 more possible departures from the protocol');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('2 flags, of which 1 serious.');
});

test('the auditor is sent the head and how to use it', async () => {
  const context = await makeContext();
  const { text } = buildHead(head, day, context);
  expect(text).toContain(`    ${'ab12'.repeat(16)}@131\n`);
  expect(text).toContain('131 entries');
  expect(text).toContain('candour verify FILE --head HASH@NUMBER');
  expect(buildHead(null, day, context).text).toContain('has no entry yet');
});

test('what cannot be seen is what is not connected', async () => {
  const { roster } = await makeContext();
  expect(blindSpotsOf(roster, day)).toMatchObject([
    expect.stringMatching(/^The mailbox of 1 officer is not connected: Amos Lunt\./),
    expect.stringMatching(
      /^The mailboxes of 3 councillors are not connected: Cllr Ada Boyle, Cllr Cyril Denby and Cllr Faye Ewart\./,
    ),
    expect.stringMatching(/^There is no journal/),
    expect.stringMatching(/^Some mail programs keep no Bcc field/),
    expect.stringMatching(/^Mail that was deleted/),
  ]);
});
