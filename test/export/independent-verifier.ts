/**
 * A second verifier, written from docs/formats/export.md and docs/formats/flag-log.md alone: it imports nothing of Candour. Short, and
 * not fast; it reads CSV and JSON lines.
 */

import { createHash } from 'node:crypto';

// biome-ignore lint/suspicious/noExplicitAny: what a file holds is looked at piece by piece.
type Any = any;
/** `row` as a spreadsheet counts; null where no row is at fault. */
export type Fault = { row: number | null; why: string };
type Row = Record<string, Any>;
type Read = { manifest: Any; hash: string; rows: Row[]; isTable: boolean };

class Wrong extends Error {
  readonly row: number | null;
  constructor(row: number | null, why: string) {
    super(why);
    this.row = row;
  }
}

/** Null: it verifies. `head` is written HASH@SEQ. */
export function verifyIndependently(text: string, head: string | null): Fault | null {
  try {
    const { manifest, hash, rows, isTable } = text.startsWith('{') ? readLines(text) : readTable(text);
    demand(hashOf('candour-export/v2/manifest\0', encode(manifest)) === hash, null, 'hash of the manifest');
    const entries = verifyChain(rows, manifest);
    verifyOpenings(rows, entries, manifest);
    verifyColumns(rows, entries, manifest, isTable);
    verifyManifest(entries, manifest);
    if (head !== null) verifyHead(rows, entries, head);
    return null;
  } catch (error) {
    if (error instanceof Wrong) return { row: error.row, why: error.message };
    throw error;
  }
}

function demand(isRight: boolean, row: number | null, why: string): void {
  if (!isRight) throw new Wrong(row, why);
}

// --- Reading -------------------------------------------------------------------------------------------------------------------

function readLines(text: string): Read {
  const [first = '', ...lines] = text.split('\n');
  const { manifest, hash } = JSON.parse(first);
  demand(lines.pop() === '', null, 'last line is cut off');
  demand(JSON.stringify({ manifest, hash }) === first, null, 'spelling of the manifest');
  const rows = lines.map((line, index) => {
    const row = JSON.parse(line);
    demand(JSON.stringify(row) === line, index + 2, 'spelling of a line');
    return row;
  });
  return { manifest, hash, rows, isTable: false };
}

function readTable(text: string): Read {
  demand(text.startsWith('\ufeff'), null, 'byte order mark');
  const table: string[][] = [[]];
  let [cell, isQuoted, wasQuoted] = ['', false, false];
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted && character === '"' && text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (character === '"') [isQuoted, wasQuoted] = [!isQuoted, true];
    else if (isQuoted || (character !== ',' && character !== '\r')) cell += character;
    else {
      table.at(-1)?.push(cell);
      [cell, wasQuoted] = ['', false];
      if (character === '\r') {
        table.push([]);
        at += 1;
      }
    }
  }
  demand(cell === '' && !wasQuoted && table.pop()?.length === 0, null, 'last line is cut off');
  const [names = [], ...rest] = table;
  const rows: Row[] = rest.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
  const last: Row = rows.pop() ?? {};
  demand(last.event_type === 'manifest', null, 'manifest is missing');
  for (const [index, row] of rows.entries()) {
    const openings = row.openings;
    row.openings = JSON.parse(openings);
    demand(openingsCell(row.openings) === openings, index + 2, 'spelling of the openings');
  }
  return { manifest: decode(fromBase64(last.entry), null), hash: last.hash, rows, isTable: true };
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}

// --- Canonical bytes, chain, openings ------------------------------------------------------------------------------------------

function encode(value: Any): string {
  if (Array.isArray(value)) return `[${value.map(encode).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${encode(value[key])}`).join(',')}}`;
}

function decode(text: string, row: number | null): Any {
  try {
    const value = JSON.parse(text);
    if (encode(value) === text) return value;
  } catch {
    // Said below.
  }
  throw new Wrong(row, 'bytes are not canonical');
}

function hashOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function verifyChain(rows: Row[], { predecessor, council, chain }: Any): Any[] {
  let before = predecessor ?? { seq: 0, hash: '0'.repeat(64) };
  return rows.map((row, index) => {
    const number = index + 2;
    const bytes = Buffer.from(row.entry, 'base64url');
    demand(bytes.toString('base64url') === row.entry, number, 'base64url');
    const entry = decode(bytes.toString('utf8'), number);
    demand(hashOf('candour-flag-log/v1/entry\0', bytes) === row.hash, number, 'hash');
    demand(entry.seq === before.seq + 1 && String(entry.seq) === row.seq, number, 'number');
    demand(entry.prev === before.hash, number, 'hash of the entry before');
    demand(entry.council === council && entry.chain === chain && entry.v === 1, number, 'another log');
    demand((entry.seq === 1) === (entry.type === 'log-opened'), number, 'first entry');
    before = { seq: entry.seq, hash: row.hash };
    return entry;
  });
}

function verifyOpenings(rows: Row[], entries: Any[], manifest: Any): void {
  const recorded = entries
    .filter(({ type }) => type === 'sealed-erased')
    .flatMap(({ data }) => data.places.map(({ seq, field, item }: Any) => `${seq} ${field} ${item}`));
  const reachesHead = entries.at(-1)?.seq === manifest.head?.seq;
  for (const [index, entry] of entries.entries()) {
    checkOpenings(entry, rows[index]?.openings, index + 2);
    for (const { field, item, state } of rows[index]?.openings ?? []) {
      const isRecorded = state !== 'erased' || !reachesHead || recorded.includes(`${entry.seq} ${field} ${item}`);
      demand(isRecorded, index + 2, 'erased without record');
    }
  }
}

function checkOpenings(entry: Any, openings: Any[], row: number | null): void {
  const left = new Map<string, string>();
  for (const [field, commitments] of Object.entries<Any>(entry.sealed)) {
    for (const [item, commitment] of commitments.entries()) left.set(`${field} ${item}`, commitment);
  }
  for (const { field, item, state, salt, value } of openings) {
    const commitment = left.get(`${field} ${item}`);
    demand(commitment !== undefined && left.delete(`${field} ${item}`), row, 'an opening of nothing');
    if (state === 'withheld' || state === 'erased') continue;
    const bytes = Buffer.from(salt, 'base64url');
    const found = hashOf('candour-flag-log/v1/sealed\0', bytes, `${field}\0`, encode(value));
    demand(bytes.length === 32 && found === commitment, row, `opening of ${field}`);
  }
  demand(left.size === 0, row, 'an opening is missing');
}

// --- Columns -------------------------------------------------------------------------------------------------------------------

const columns = [
  ...['seq', 'event_id', 'flag_id', 'event_type', 'event_at_utc', 'event_at_local', 'financial_year', 'council'],
  ...['protocol_id', 'protocol_adopted_on', 'clause_ref', 'clause_paraphrase', 'rule_id', 'rule_version', 'severity'],
  ...['evidence_grade', 'message_ref', 'message_at', 'mailbox', 'direction', 'subject_role', 'subject_id'],
  ...['other_party_roles', 'third_party_class', 'exceptions_considered', 'exception_applied', 'state_from', 'state_to'],
  ...['actor_role', 'actor_id', 'reason_code', 'reason_text', 'conflict_rerouted', 'handler_role', 'due_at'],
  ...['working_days_taken', 'alerted_at', 'seen_at', 'subject_informed_at', 'hold', 'erase_after', 'config_hash'],
  ...['roster_hash', 'prev_hash', 'hash', 'entry', 'openings'],
];
const hidden = ['subject_id', 'subject_role', 'other_party_roles', 'actor_id', 'mailbox'];
const hiddenWord =
  /^(?:(?:officer|councillor|person|mailbox)-[1-9]\d*|officer|councillor|unknown|\[withheld\]|\[erased\])$/;

function verifyColumns(rows: Row[], entries: Any[], manifest: Any, isTable: boolean): void {
  const known: Known = { settings: null, flags: new Map(), timezone: manifest.timezone };
  for (const { entry } of manifest.context) learn(known, decode(fromBase64(entry), null));
  for (const [index, row] of rows.entries()) {
    const entry = entries[index];
    learn(known, entry);
    demand(Object.keys(row).join() === columns.join(), index + 2, 'columns');
    const expected = viewOf(row, entry, known);
    for (const column of columns.slice(0, -2)) {
      const shown = show(expected[column] ?? '');
      const cell = isTable ? shown.replaceAll(/(^|;)(\s*)(?=[=+\-@＝＋－＠])/g, "$1$2'") : shown;
      if (row[column] === cell) continue;
      const isWithheld =
        manifest.variant === 'names-withheld' && hidden.includes(column) && cell.includes('[withheld]');
      const isHidden = isWithheld && row[column].split('; ').every((word: string) => hiddenWord.test(word));
      demand(isHidden, index + 2, `column ${column}: ${row[column]} for ${cell}`);
    }
  }
}

type Known = { settings: Any; flags: Map<string, Any>; timezone: string };

function learn(known: Known, entry: Any): void {
  const { flags, timezone } = known;
  if (entry.type === 'settings-recorded') known.settings = entry.data;
  if (!/^flag-(raised|strengthened|widened|changed|withdrawn|restored)$/.test(entry.type)) return;
  const raisedOn =
    entry.type === 'flag-raised' ? local(entry.time, timezone).slice(0, 10) : flags.get(entry.data.flag)?.raisedOn;
  flags.set(entry.data.flag, { ...entry.data, raisedOn });
}

function viewOf(row: Row, entry: Any, { settings, flags, timezone }: Known): Record<string, string> {
  const { data, type, sealed } = entry;
  const at = local(entry.time, timezone);
  const flag = flags.get(data.flag);
  const year = Number(at.slice(0, 4)) - (at.slice(5, 10) < '04-01' ? 1 : 0);
  const isCurrent = flag !== undefined && settings?.protocol.id === flag.clause.protocol;
  const items = (field: string): Any[] => row.openings.filter((each: Any) => each.field === field);
  const join = (fields: string[], read: (value: Any) => string): string => {
    const words = fields.flatMap(items).map(({ state, value }) => (state === undefined ? read(value) : `[${state}]`));
    return [...new Set(words)].join('; ');
  };
  const id = (value: Any): string => value.id;
  const role = (value: Any): string => value.role ?? '';
  const same = (value: Any): string => (typeof value === 'string' ? value : '');
  const classes = items('thirdPartyClasses').map(({ state, value }, index) => {
    const address = items('thirdParties')[index];
    return state !== undefined ? `[${state}]` : address?.state === undefined ? `${value} (${address.value})` : value;
  });
  const rule = settings?.rules.find((each: Any) => each.rule === flag?.rule);
  return {
    seq: String(entry.seq),
    event_id: `${entry.chain}-${entry.seq}`,
    flag_id: data.flag ?? '',
    event_type: type,
    event_at_utc: entry.time,
    event_at_local: at,
    financial_year: `${year}-${String((year + 1) % 100).padStart(2, '0')}`,
    council: entry.council,
    protocol_id: flag?.clause.protocol ?? data.protocol?.id ?? '',
    protocol_adopted_on:
      flag === undefined ? (data.protocol?.adopted ?? '') : isCurrent ? settings.protocol.adopted : '',
    clause_ref: flag?.clause.ref ?? '',
    clause_paraphrase: isCurrent
      ? (settings.clauses.find((each: Any) => each.ref === flag.clause.ref)?.paraphrase ?? '')
      : '',
    rule_id: flag?.rule ?? data.rule ?? '',
    rule_version:
      flag !== undefined ? (settings?.program ?? '') : /^(settings-rec|audit-comp)/.test(type) ? data.program : '',
    severity: flag?.severity ?? '',
    evidence_grade: flag?.grade ?? '',
    message_ref: join(['messageId'], same),
    message_at: join(['messageDate'], same),
    mailbox: join(['mailbox'], same),
    direction:
      type !== 'flag-raised'
        ? ''
        : sealed.by.length === 0
          ? 'incoming'
          : sealed.thirdParties.length > 0
            ? 'outgoing'
            : 'internal',
    subject_role: join(['by', 'hidden'], role),
    subject_id: join(['by', 'hidden'], id),
    other_party_roles: join(['affected'], role),
    third_party_class: [...new Set(classes)].join('; '),
    exceptions_considered: rule?.exceptions.join('; ') ?? '',
    exception_applied: data.exception ?? '',
    ...statesOf(type, data),
    actor_role: data.role ?? '',
    actor_id: join(['actor'], id),
    reason_code: [...(data.reasons ?? []), ...(data.actions ?? [])].join('; ') || (data.reason ?? ''),
    reason_text: join(['reasonText'], same),
    conflict_rerouted: /^handler-(rerouted|recused)$/.test(type) ? 'yes' : '',
    handler_role: /^(handler|alternate)$/.test(data.role) ? data.role : '',
    due_at: data.due ?? '',
    working_days_taken: /^flag-(dismissed|confirmed|referred)$/.test(type)
      ? workingDays(flag?.raisedOn, at.slice(0, 10), settings)
      : '',
    alerted_at: type === 'flag-alerted' ? at : '',
    seen_at: type === 'flag-seen' ? at : '',
    subject_informed_at: /^(explanation-requested|statement-offered)$/.test(type) ? at : '',
    config_hash: data.configHash ?? '',
    roster_hash: data.rosterHash ?? '',
    prev_hash: entry.prev,
    hash: row.hash,
  };
}

function statesOf(type: string, data: Any): Record<string, string> {
  const word = (value: Any): string => (typeof value === 'string' ? value : '');
  if (data.status === undefined) return { state_from: word(data.from), state_to: word(data.to) };
  if (type === 'flag-raised') return { state_to: data.status };
  if (type === 'flag-withdrawn') return { state_from: data.status, state_to: 'withdrawn' };
  if (type === 'flag-restored') return { state_from: 'withdrawn', state_to: data.status };
  return { state_from: data.before?.status ?? data.status, state_to: data.status };
}

/** England, as gov.uk lists them. */
const bankHolidays = [
  ...['2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
  ...['2027-01-01', '2027-03-26', '2027-03-29'],
];

function workingDays(from: string | undefined, to: string, settings: Any): string {
  if (from === undefined || settings === null) return '';
  let count = 0;
  for (let at = Date.parse(from) + 86_400_000; at <= Date.parse(to); at += 86_400_000) {
    const day = new Date(at);
    const date = day.toISOString().slice(0, 10);
    const isFree = [0, 6].includes(day.getUTCDay()) || bankHolidays.includes(date) || settings.closures.includes(date);
    if (!isFree) count += 1;
  }
  return String(count);
}

function local(time: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(time));
  const [, day, month, year, clock] = /^(\d\d)\/(\d\d)\/(\d{4}), (.*)$/.exec(parts) ?? [];
  const minutes = (Date.parse(`${year}-${month}-${day}T${clock}Z`) - Date.parse(`${time.slice(0, 19)}Z`)) / 60_000;
  const two = (number: number): string => String(number).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${year}-${month}-${day}T${clock}${offset}`;
}

function isUnshown(code: number): boolean {
  const ranges = [
    ...[
      [0, 0x1f],
      [0x7f, 0x9f],
      [0xad, 0xad],
      [0x61c, 0x61c],
      [0x180e, 0x180e],
      [0x200b, 0x200f],
    ],
    ...[
      [0x2028, 0x202e],
      [0x2060, 0x206f],
      [0xfeff, 0xfeff],
      [0xfff9, 0xfffb],
      [0xfffe, 0xffff],
      [0xe0000, 0xe007f],
    ],
  ];
  return ranges.some(([low = 0, high = 0]) => low <= code && code <= high);
}

function show(text: string): string {
  const name = (code: number): string => `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  return [...text]
    .map((each) => (isUnshown(each.codePointAt(0) ?? 0) ? name(each.codePointAt(0) ?? 0) : each))
    .join('');
}

function openingsCell(openings: Any): string {
  const escapeUnits = (each: string): string =>
    each
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  return [...JSON.stringify(openings)]
    .map((each) => (each === ';' || isUnshown(each.codePointAt(0) ?? 0) ? escapeUnits(each) : each))
    .join('');
}

// --- Manifest and head ---------------------------------------------------------------------------------------------------------

function verifyManifest(entries: Any[], manifest: Any): void {
  const [first, last] = [entries[0], entries.at(-1)];
  demand(manifest.format === 'candour-export/2' && manifest.events === entries.length, null, 'events');
  demand((manifest.first?.seq ?? null) === (first?.seq ?? null), null, 'first');
  demand((manifest.last?.seq ?? null) === (last?.seq ?? null), null, 'last');
  const audits = entries.filter(({ type }) => type === 'audit-completed');
  const named = new Map<string, number>();
  for (const { data } of audits) {
    for (const { seq, hash } of [data.settings, ...(data.mutes ?? [])].filter(Boolean))
      if (seq < first.seq) named.set(hash, seq);
  }
  for (const { entry, openings } of manifest.context) {
    const bytes = Buffer.from(entry, 'base64url');
    const hash = hashOf('candour-flag-log/v1/entry\0', bytes);
    demand(named.delete(hash), null, 'an entry that nothing names');
    checkOpenings(decode(bytes.toString('utf8'), null), openings, null);
  }
  demand(named.size === 0, null, 'an entry that is named is missing');
  if (manifest.samples !== null) verifySamples(entries, manifest.samples);
}

function verifySamples(entries: Any[], { seed, size, dismissed, excepted, unflagged }: Any): void {
  const rank = (population: string, id: string): string =>
    hashOf(`candour-export/v2/sample\0${seed}\0${population}\0${id}`);
  const draw = (population: string, ids: string[]): Any => ({
    population: ids.length,
    flags: ids
      .map((flag) => ({ flag, rank: rank(population, flag) }))
      .sort((left, right) => (left.rank < right.rank ? -1 : 1))
      .slice(0, size),
  });
  const outcome = new Map<string, string>();
  const state = new Map<string, string>();
  for (const { type, data } of entries) {
    if (/^flag-(dismissed|confirmed|referred)$|^review-reopened$/.test(type)) outcome.set(data.flag, type);
    if (data.status !== undefined) state.set(data.flag, type === 'flag-withdrawn' ? 'withdrawn' : data.status);
  }
  const having = (map: Map<string, string>, value: string): string[] =>
    [...map].flatMap(([id, each]) => (each === value ? [id] : []));
  demand(
    encode(dismissed) === encode(draw('dismissed', having(outcome, 'flag-dismissed'))),
    null,
    'sample of dismissed flags',
  );
  demand(encode(excepted) === encode(draw('excepted', having(state, 'excepted'))), null, 'sample of excepted flags');
  if (unflagged === null) return;
  const ranks = unflagged.messages.map((each: Any) => each.rank);
  demand(
    ranks.join() === [...ranks].sort().join() && ranks.length === Math.min(size, unflagged.population),
    null,
    'order',
  );
  for (const { rank: given, messageRef } of unflagged.messages) {
    demand(messageRef === undefined || rank('unflagged', messageRef) === given, null, 'rank of a message');
  }
}

function verifyHead(rows: Row[], entries: Any[], head: string): void {
  const [hash, seq] = head.split('@');
  const found = entries.findIndex((entry) => String(entry.seq) === seq);
  demand(found !== -1, null, 'it does not reach the head');
  demand(rows[found]?.hash === hash, found + 2, 'it has another head');
}
