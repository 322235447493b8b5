/**
 * What a shape cannot see: names that must point at something, ids that must be unique, mailboxes that need one source.
 * It reads the raw value, so that a mistake in the shape does not hide these.
 */

import { normaliseAddress } from './addresses.ts';
import { checkRouting } from './check-routing.ts';
import { isLocalDate } from './dates.ts';
import type { KeyPath, Problem, Remark } from './problem.ts';
import { asList, asRecord, asText } from './raw-value.ts';

export function checkReferences(raw: unknown): Remark[] {
  const council = asRecord(raw);
  const people = asList(council.people).map((person) => asText(asRecord(person).id));
  const mailboxes = asList(council.mailboxes);
  return [
    ...duplicateIds(people, 'people', 'person'),
    ...duplicateIds(
      mailboxes.map((mailbox) => asText(asRecord(mailbox).id)),
      'mailboxes',
      'mailbox',
    ),
    ...unknownPeople(council, new Set(people)),
    ...checkRouting(council, asList(council.people).map(asRecord)),
    ...mailboxes.flatMap((mailbox, index) => checkMailbox(asRecord(mailbox), index, council, new Set(people))),
    ...checkTerms(council),
  ];
}

function remark(code: Problem['code'], path: KeyPath, message: string): Remark {
  return { severity: 'error', code, path, message };
}

function duplicateIds(ids: (string | null)[], list: string, kind: string): Remark[] {
  return ids.flatMap((id, index) =>
    id !== null && ids.indexOf(id) < index
      ? [remark('duplicate-id', [list, index, 'id'], `The id “${id}” already belongs to another ${kind}.`)]
      : [],
  );
}

function unknownPeople(council: Record<string, unknown>, people: ReadonlySet<string | null>): Remark[] {
  const named: [KeyPath, unknown][] = [
    ...asList(council.shared).flatMap((shared, index) => each(['shared', index, 'heldBy'], asRecord(shared).heldBy)),
    ...asList(council.lists).flatMap((list, index) => each(['lists', index, 'members'], asRecord(list).members)),
    ...asList(council.arrangements).flatMap((item, index) =>
      each(['arrangements', index, 'people'], asRecord(item).people),
    ),
    ...asList(council.spokespersons).map((item, index): [KeyPath, unknown] => [
      ['spokespersons', index, 'person'],
      asRecord(item).person,
    ]),
  ];
  return named.flatMap(([path, value]) => {
    const id = asText(value);
    return id === null || people.has(id) ? [] : [unknownPerson(path, id)];
  });
}

function each(path: KeyPath, list: unknown): [KeyPath, unknown][] {
  return asList(list).map((value, index): [KeyPath, unknown] => [[...path, index], value]);
}

function unknownPerson(path: KeyPath, id: string): Remark {
  return remark('reference', path, `Nobody in people has the id “${id}”.`);
}

function checkMailbox(
  mailbox: Record<string, unknown>,
  index: number,
  council: Record<string, unknown>,
  people: ReadonlySet<string | null>,
): Remark[] {
  const path: KeyPath = ['mailboxes', index];
  const remarks: Remark[] = [];
  const sources = ['path', 'imap'].filter((key) => mailbox[key] !== undefined);
  if (sources.length === 0) {
    remarks.push(remark('mailbox-source', path, 'The mailbox has no source: give it a path or imap.'));
  } else if (sources.length === 2) {
    remarks.push(remark('mailbox-source', path, 'The mailbox has two sources: keep path or imap.'));
  }
  const owner = asText(mailbox.owner);
  if (owner !== null && mailbox.journal === true) {
    const message = 'A journal mailbox has no owner: it holds reports about everybody’s mail.';
    remarks.push(remark('mailbox-owner', [...path, 'owner'], message));
  } else if (owner !== null && !people.has(owner) && !isSharedAddress(council, owner)) {
    const message = `“${owner}” is neither the id of somebody in people nor a shared address.`;
    remarks.push(remark('mailbox-owner', [...path, 'owner'], message));
  }
  return remarks;
}

function isSharedAddress(council: Record<string, unknown>, owner: string): boolean {
  return asList(council.shared).some(
    (shared) => normaliseAddress(asText(asRecord(shared).address) ?? '') === normaliseAddress(owner),
  );
}

function checkTerms(council: Record<string, unknown>): Remark[] {
  const people = asList(council.people);
  return [
    ...people.flatMap((person, index) => checkTerm(person, ['people', index])),
    ...people.flatMap((person, index) =>
      asList(asRecord(person).offices).flatMap((office, at) => checkTerm(office, ['people', index, 'offices', at])),
    ),
    ...asList(council.arrangements).flatMap((item, index) => checkTerm(item, ['arrangements', index])),
  ];
}

function checkTerm(term: unknown, path: KeyPath): Remark[] {
  const { from, until } = asRecord(term);
  const [first, last] = [asText(from), asText(until)];
  if (first === null || last === null || !isLocalDate(first) || !isLocalDate(last) || first <= last) return [];
  return [remark('empty-term', [...path, 'until'], `The term ends on ${last}, before it begins on ${first}.`)];
}
