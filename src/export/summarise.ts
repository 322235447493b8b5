/** A manifest in words and tables for people. */

import { isRuleId } from '../council/rule-ids.ts';
import type { Canonical } from '../flaglog/canonical.ts';
import { formatHead, parseHead } from '../flaglog/entry.ts';
import { ruleInWords } from '../rules/plain-words.ts';
import type { Manifest } from './manifest.ts';
import { type CanonicalObject, readObject, readObjects, readText } from './read-value.ts';

export type Table = { caption: string; columns: { name: string; isNumber: boolean }[]; rows: string[][] };
export type Section = { heading: string; paragraphs: string[]; tables: Table[] };
export type Summary = { title: string; lead: string[]; sections: Section[] };

const variantInWords: Readonly<Record<string, string>> = {
  'names-withheld': 'Names are withheld: people are shown by role and a number that holds in this export only.',
  'roster-ids': 'People are shown by their id in the council’s roster; people outside the council by class.',
  'with-names': 'This export holds names, addresses and words from mail: treat it like the mail it is about.',
};

export function summarise(manifest: Manifest, hash: string): Summary {
  const { from, to } = readObject(manifest.period);
  return {
    title: `Auditor’s export: ${readText(manifest.council)}, ${describePeriod(from, to)}`,
    lead: [
      `Written on ${inDay(manifest.exportedAt)} from the flag log of the council. It counts possible departures from the protocol that the council adopted, and what was decided about each.`,
      variantInWords[readText(manifest.variant)] ?? '',
    ],
    sections: [
      summariseFlags(manifest),
      summariseExamined(manifest),
      summariseGaps(manifest),
      summariseRules(manifest),
      summariseChanges(manifest),
      summarisePeople(manifest),
      summariseMutes(manifest),
      ...summariseSamples(manifest),
      summariseProof(manifest, hash),
    ],
  };
}

function summariseFlags({ flags, events }: Manifest): Section {
  const rows = readObjects(flags).map(({ rule, state, review, flags: count }) => [
    nameRule(rule),
    readText(state) || 'not in this period',
    readText(review).replaceAll('-', ' ') || 'nothing yet',
    inNumber(count),
  ]);
  const sum = readObjects(flags).reduce((total, { flags: count }) => total + Number(count), 0);
  return {
    heading: 'Flags by rule and state',
    paragraphs: [`${inNumber(events)} events, about ${inNumber(sum)} flags, as of the last event of the period.`],
    tables: tableOf('Flags that had an event in the period', ['Rule', 'Flag', 'Review', '#Flags'], rows),
  };
}

function summariseExamined({ examined }: Manifest): Section {
  const rows = readObjects(examined).map(({ mailbox, month, messages }) => [
    readText(mailbox),
    inMonth(readText(month)),
    messages === null ? '' : inNumber(messages),
  ]);
  return {
    heading: 'Messages examined',
    paragraphs: rows.length === 0 ? ['No audit of the period recorded counts by month.'] : [],
    tables: tableOf('Messages examined, by mailbox and month of their date', ['Mailbox', 'Month', '#Messages'], rows),
  };
}

function summariseGaps({ audits, outages }: Manifest): Section {
  const { completed, days, gaps } = readObject(audits);
  const missing = readObjects(gaps).map(({ after, before }) => [inDay(after), inDay(before)]);
  const rows = readObjects(outages).map(({ mailbox, code, from, to }) => [
    readText(mailbox),
    readText(code) || 'not in this period',
    readText(from) === '' ? 'before the period' : inTime(from),
    to === null ? 'not ended in the period' : inTime(to),
  ]);
  return {
    heading: 'What was not read',
    paragraphs: [
      `${inNumber(completed)} audits were completed, on ${inNumber(days)} days.`,
      ...(rows.length === 0 ? ['No mailbox is on record as unreadable in the period.'] : []),
    ],
    tables: [
      ...tableOf('Mailboxes that could not be read', ['Mailbox', 'Cause', 'From', 'To'], rows),
      ...tableOf('Stretches without a completed audit', ['Last audit before', 'Next audit'], missing),
    ],
  };
}

function summariseRules({ settings }: Manifest): Section {
  const { rulesOn, rulesOff, protocol } = readObject(settings);
  const { id, version, adopted } = readObject(protocol);
  const rows = readObjects(rulesOff).map(({ rule, clause, because }) => [
    nameRule(rule),
    readText(clause) || 'none',
    readText(because),
  ]);
  const count = Array.isArray(rulesOn) ? rulesOn.length : 0;
  return {
    heading: 'Rules that were off, and why',
    paragraphs: [
      settings === null
        ? 'No event of the period says which rules ran.'
        : `At the end of the period ${inNumber(count)} rules ran, under the protocol ${readText(id)}, version ${readText(version)}, adopted ${inDay(adopted) || 'on a day that it does not give'}.`,
    ],
    tables: tableOf('Rules that were off', ['Rule', 'Clause', 'Why'], rows),
  };
}

function summariseChanges({ changes }: Manifest): Section {
  const rows = readObjects(changes).map(({ time, changed, rules }) => [
    inTime(time),
    listOf(changed),
    Array.isArray(rules) ? rules.map(nameRule).join(', ') : '',
  ]);
  return {
    heading: 'Changes of rules and settings',
    paragraphs: rows.length === 0 ? ['None is on record in the period.'] : [],
    tables: tableOf('Changes', ['When', 'What', 'Rules concerned'], rows),
  };
}

function summarisePeople({ settings }: Manifest): Section {
  const { roster, routing } = readObject(settings);
  const people = readObjects(roster).map((person) => [
    readText(person.id),
    readText(person.name).startsWith('[') ? '' : readText(person.name),
    readText(person.role),
    readObjects(person.offices).map(describeTerm).join(', '),
    describeBounds(person),
  ]);
  const told = readObjects(routing).map(({ key, to }) => [
    readText(key).replaceAll('-', ' '),
    to === null ? 'nobody' : readText(to),
  ]);
  const isWithheld = Array.isArray(roster) && roster.length > 0 && people.length === 0;
  return {
    heading: 'Roster and routing',
    paragraphs: isWithheld ? [`The roster has ${inNumber(roster.length)} people, who are withheld here.`] : [],
    tables: [
      ...tableOf('Roster at the end of the period', ['Id', 'Name', 'Role', 'Offices', 'In office'], people),
      ...tableOf('Who is told', ['Of what', 'Who'], told),
    ],
  };
}

function summariseMutes({ mutes, settings }: Manifest): Section {
  const { arrangements } = readObject(settings);
  const muted = readObjects(mutes).map((mute) => [
    `mute-${inNumber(mute.seq)}`,
    nameRule(mute.rule),
    describeScope(mute),
    readText(mute.reason),
    `${inDay(mute.from)} to ${inDay(mute.until)}${mute.ended === null ? '' : `, ended ${inDay(mute.ended)}`}`,
    inNumber(mute.flags),
  ]);
  const standing = readObjects(arrangements).map((each, index) => [
    `arrangement-${index + 1}`,
    nameRule(each.rule),
    describeScope(each),
    readText(each.reason),
    describeBounds(each),
  ]);
  return {
    heading: 'Mutes and standing arrangements',
    paragraphs: muted.length + standing.length === 0 ? ['None is shown for the period.'] : [],
    tables: [
      ...tableOf('Mutes', ['Mute', 'Rule', 'For', 'Why', 'When', '#Flags'], muted),
      ...tableOf('Standing arrangements of the council file', ['Arrangement', 'Rule', 'For', 'Why', 'When'], standing),
    ],
  };
}

function summariseSamples({ samples }: Manifest): Section[] {
  if (samples === null || samples === undefined) return [];
  const { seed, size, dismissed, excepted, unflagged } = readObject(samples);
  const flagsOf = (kind: string, sample: Canonical | undefined): Table[] =>
    tableOf(
      `${kind} flags: ${inNumber(readObject(sample).population)} in all`,
      ['Flag'],
      readObjects(readObject(sample).flags).map(({ flag }) => [readText(flag)]),
    );
  const messages = readObjects(readObject(unflagged).messages).map(({ messageRef, mailbox, rank }) => [
    readText(messageRef) || `withheld; rank ${readText(rank)}`,
    readText(mailbox),
  ]);
  return [
    {
      heading: 'Samples for testing the control',
      paragraphs: [
        `Up to ${inNumber(size)} of each, drawn with the seed “${readText(seed)}”.`,
        ...(unflagged === null
          ? ['Messages without a flag could not be drawn: this log was not kept by a service.']
          : []),
      ],
      tables: [
        ...flagsOf('Dismissed', dismissed),
        ...flagsOf('Excepted', excepted),
        ...tableOf(
          `Messages without a flag: ${inNumber(readObject(unflagged).population)} in all`,
          ['Message', 'Mailbox'],
          messages,
        ),
      ],
    },
  ];
}

function summariseProof(manifest: Manifest, hash: string): Section {
  const rows = [
    ['First entry', describeHead(manifest.first)],
    ['Last entry', describeHead(manifest.last)],
    ['Head of the log', describeHead(manifest.head)],
    ['Manifest', hash],
  ];
  return {
    heading: 'How to verify',
    paragraphs: [
      'This page is for reading. The file that it was written with is verified by “candour verify FILE”, or by a program of your own after the description of the format. With a head that a digest named (--head HASH@SEQ) it is proven that nothing up to it was cut off or rewritten.',
    ],
    tables: tableOf('Hashes', ['What', 'Hash'], rows),
  };
}

/** None where there is no row. A name that begins with # heads a column of numbers. */
function tableOf(caption: string, columns: readonly string[], rows: string[][]): Table[] {
  if (rows.length === 0) return [];
  const named = columns.map((name) => ({ name: name.replace('#', ''), isNumber: name.startsWith('#') }));
  return [{ caption, columns: named, rows }];
}

function nameRule(rule: Canonical | undefined): string {
  const id = readText(rule);
  return isRuleId(id) ? ruleInWords(id) : id || 'not in this period';
}

function describeScope({ people, subject, thread }: CanonicalObject): string {
  const ids = Array.isArray(people) ? people.map((each) => readText(readObject(each).id) || readText(each)) : [];
  const about = readText(subject) === '' ? [] : [`subject “${readText(subject)}”`];
  const id = /^[0-9a-f]{64}$/.exec(readText(thread))?.[0].slice(0, 8);
  const one = readText(thread) === '' ? [] : [id === undefined ? 'one conversation' : `the conversation of flag ${id}`];
  return [...ids, ...about, ...one].join(', ') || 'anybody';
}

function describeTerm({ office, from, until }: CanonicalObject): string {
  const bounds = describeBounds({ from: from ?? null, until: until ?? null });
  return `${readText(office).replaceAll('-', ' ')}${bounds === 'always' ? '' : ` (${bounds})`}`;
}

function describeBounds({ from, until }: CanonicalObject): string {
  const parts = [
    readText(from) === '' ? '' : `from ${inDay(from)}`,
    readText(until) === '' ? '' : `until ${inDay(until)}`,
  ].filter((part) => part !== '');
  return parts.join(' ') || 'always';
}

function describePeriod(from: Canonical | undefined, to: Canonical | undefined): string {
  if (readText(from) === '' && readText(to) === '') return 'all events';
  if (readText(from) === '') return `to ${inDay(to)}`;
  return readText(to) === '' ? `from ${inDay(from)}` : `${inDay(from)} to ${inDay(to)}`;
}

function describeHead(value: Canonical | undefined): string {
  const { seq, hash } = readObject(value);
  const head = parseHead(`${readText(hash)}@${String(seq)}`);
  return head === null ? 'none' : formatHead(head);
}

function listOf(value: Canonical | undefined): string {
  return Array.isArray(value) ? value.map(String).join(', ') : '';
}

function inNumber(value: Canonical | undefined): string {
  return typeof value === 'number' ? value.toLocaleString('en-GB') : '0';
}

/** 3 June 2026, of a date or of an instant; what is neither stays as it is. */
function inDay(value: Canonical | undefined): string {
  const text = readText(value);
  const found = /^\d{4}-\d\d-\d\d/.exec(text);
  if (found === null) return text;
  return new Date(`${found[0]}T00:00:00Z`).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

function inMonth(month: string): string {
  return /^\d{4}-\d\d$/.test(month) ? inDay(`${month}-01`).replace(/^1 /, '') : month;
}

function inTime(value: Canonical | undefined): string {
  return `${inDay(value)}, ${readText(value).slice(11, 16)} UTC`;
}
