/** What a council file may say and probably does not mean: each is a warning, and the audit runs. */

import { normaliseAddress } from './addresses.ts';
import { isLocalDate } from './dates.ts';
import type { KeyPath, Problem, Remark } from './problem.ts';
import { asList, asRecord, asText } from './raw-value.ts';
import { isRuleId } from './rule-ids.ts';

type Raw = Record<string, unknown>;

export function checkSense(raw: unknown): Remark[] {
  const council = asRecord(raw);
  const people = asList(council.people).map(asRecord);
  return [
    ...checkRoster(people),
    ...people.flatMap(checkPerson),
    ...duplicateAddresses(council, people),
    ...checkMailboxes(council),
    ...checkLabels(council),
    ...checkRules(council),
  ];
}

function warning(code: Problem['code'], path: KeyPath, message: string): Remark {
  return { severity: 'warning', code, path, message };
}

function checkRoster(people: Raw[]): Remark[] {
  const remarks: Remark[] = [];
  if (!people.some((person) => person.role === 'councillor')) {
    remarks.push(
      warning('no-councillors', ['people'], 'Nobody in people is a councillor, so hardly any rule can fire.'),
    );
  }
  if (!people.some((person) => officesOf(person).includes('clerk'))) {
    remarks.push(warning('no-clerk', ['people'], 'Nobody in people holds the office of clerk.'));
  }
  return remarks;
}

function officesOf(person: Raw): (string | null)[] {
  return asList(person.offices).map((office) => asText(office) ?? asText(asRecord(office).office));
}

function checkPerson(person: Raw, index: number): Remark[] {
  const path: KeyPath = ['people', index];
  const remarks: Remark[] = [];
  if (asList(person.addresses).length === 0) {
    const name = asText(person.name) ?? asText(person.id) ?? 'This person';
    remarks.push(warning('no-addresses', path, `${name} has no addresses, so no message can be theirs.`));
  }
  asList(person.offices).forEach((office, at) => {
    if (overlaps(asRecord(office), person)) return;
    const message = 'The office lies wholly outside the person’s own term, so it is never held.';
    remarks.push(warning('empty-term', [...path, 'offices', at], message));
  });
  return remarks;
}

/** Whether two terms share a day; what is no date counts as no bound, and is reported elsewhere. */
function overlaps(left: Raw, right: Raw): boolean {
  const bound = (value: unknown): string | null => {
    const text = asText(value);
    return text !== null && isLocalDate(text) ? text : null;
  };
  const endsBefore = (a: Raw, b: Raw): boolean => {
    const [until, from] = [bound(a.until), bound(b.from)];
    return until !== null && from !== null && until < from;
  };
  return !endsBefore(left, right) && !endsBefore(right, left);
}

type Holder = { address: string; path: KeyPath; name: string; term: Raw };

function duplicateAddresses(council: Raw, people: Raw[]): Remark[] {
  const holders: Holder[] = [
    ...people.flatMap((person, index) =>
      asList(person.addresses).map((address, at) => ({
        address: normaliseAddress(asText(address) ?? ''),
        path: ['people', index, 'addresses', at],
        name: asText(person.name) ?? asText(person.id) ?? 'another person',
        term: person,
      })),
    ),
    ...roleAddresses(council, 'shared', 'a shared address'),
    ...roleAddresses(council, 'lists', 'a distribution list'),
  ];
  const seen = new Map<string, Holder[]>();
  return holders.flatMap((holder) => {
    const earlier = seen.get(holder.address) ?? [];
    seen.set(holder.address, [...earlier, holder]);
    // Successive clerks may well have the same address, one after the other.
    const clash = earlier.find((other) => other.path[1] !== holder.path[1] || other.path[0] !== holder.path[0]);
    if (holder.address === '' || clash === undefined || !overlaps(clash.term, holder.term)) return [];
    const message = `${holder.address} is written twice: it already belongs to ${clash.name}.`;
    return [warning('duplicate-address', holder.path, message)];
  });
}

function roleAddresses(council: Raw, key: string, name: string): Holder[] {
  return asList(council[key]).map((entry, index) => ({
    address: normaliseAddress(asText(asRecord(entry).address) ?? ''),
    path: [key, index, 'address'],
    name,
    term: {},
  }));
}

function checkMailboxes(council: Raw): Remark[] {
  return asList(council.mailboxes).flatMap((entry, index) => {
    const mailbox = asRecord(entry);
    if (mailbox.journal === true || mailbox.owner !== undefined) return [];
    const message = 'The mailbox has no owner and is no journal, so nothing can be told from whose copy it holds.';
    return [warning('mailbox-owner', ['mailboxes', index], message)];
  });
}

function checkLabels(council: Raw): Remark[] {
  const guid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
  return Object.keys(asRecord(council.labels))
    .filter((key) => !guid.test(key.trim()))
    .map((key) =>
      warning('label-guid', ['labels', key], `“${key}” is not shaped like the GUID of a sensitivity label.`),
    );
}

function checkRules(council: Raw): Remark[] {
  const unknown = (path: KeyPath, rule: string): Remark =>
    warning('unknown-rule', path, `Candour has no rule “${rule}”.`);
  return [
    ...Object.keys(asRecord(council.rules)).flatMap((rule) => (isRuleId(rule) ? [] : [unknown(['rules', rule], rule)])),
    ...asList(council.arrangements).flatMap((entry, index) => {
      const rule = asText(asRecord(entry).rule);
      return rule === null || isRuleId(rule) ? [] : [unknown(['arrangements', index, 'rule'], rule)];
    }),
  ];
}
