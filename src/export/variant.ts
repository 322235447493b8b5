/** How much of what is sealed an export gives away; what it withholds stays committed to, and the file verifies without it. */

import type { Canonical } from '../flaglog/canonical.ts';
import { decodeCanonical, isCanonicalObject } from '../flaglog/canonical.ts';
import type { Opening, SealedItem } from '../flaglog/sealed.ts';
import { settingsEventType } from '../flaglog/settings-record.ts';

/**
 * `names-withheld`: people as roles with a number that holds in this file only. `roster-ids`: people by roster id and role, outside
 * parties by class. `with-names`: everything that is open.
 */
export const variants = ['names-withheld', 'roster-ids', 'with-names'] as const;
export type Variant = (typeof variants)[number];

/** `addresses` and `quotes` open more of `roster-ids`; `with-names` opens both. */
export type OpenChoice = { variant: Variant; addresses: boolean; quotes: boolean };

export function isVariant(value: Canonical | undefined): value is Variant {
  return variants.some((variant) => variant === value);
}

/** Counts, dates and classes: nothing that says who. */
const neverNaming = ['messageDate', 'thirdPartyClasses', 'months', 'sourceDate'];

/** Roster ids, references and settings. */
const ofTheCouncil = [
  ...neverNaming,
  'messageKey',
  'messageId',
  'mailbox',
  'by',
  'affected',
  'hidden',
  'mailboxes',
  'roster',
  'actor',
  'recipient',
  'passedOver',
  'people',
  'thread',
];

/** Free text and whatever else may hold an address; those of `texts` are opened with the quotes only. */
const mayHoldAddress = ['evidence', 'routing', 'arrangements', 'subject', 'destination'];
const texts = ['quotes', 'reasonText', 'statement', 'source'];
const named = ['names', 'thirdParties'];

export function withhold(sealed: readonly SealedItem[], choice: OpenChoice): SealedItem[] {
  return sealed.map(({ field, item, opening }) => ({
    field,
    item,
    opening: isOpen(field, opening, choice) ? opening : 'withheld',
  }));
}

/** Whatever field a later release seals is withheld until it is listed here. */
function isOpen(field: string, opening: Opening, { variant, addresses, quotes }: OpenChoice): boolean {
  if (typeof opening === 'string' || neverNaming.includes(field)) return true;
  if (variant === 'names-withheld') return false;
  const isKnown = [ofTheCouncil, mayHoldAddress, texts, named].some((fields) => fields.includes(field));
  if (variant === 'with-names') return isKnown;
  if (ofTheCouncil.includes(field)) return true;
  if (field === 'thirdParties') return addresses;
  const text = new TextDecoder().decode(opening.value);
  if (text === 'null') return isKnown;
  // The mail's own words may hold the very addresses that are withheld.
  if (!addresses && /\S@\S/.test(text)) return false;
  return mayHoldAddress.includes(field) || (texts.includes(field) && quotes);
}

/** Which pseudonym stands for an id or a mailbox in this file. */
export type Pseudonyms = (kind: string, id: string) => string;

/** Of these kinds; a cell of such a column shows them, `[withheld]` or `[erased]`. */
const pseudonymPattern = /^(?:officer|councillor|person|mailbox)-[1-9][0-9]{0,5}$/;

export function isPseudonym(word: string): boolean {
  return pseudonymPattern.test(word);
}

type Named = { kind: string; id: string };

/**
 * Numbers in an order that `rank` gives, so that they say nothing of the order of the roster or of the events. `rank` should rest on a
 * key that is thrown away: with the ids, which are few, nobody could then try which is which.
 */
export function makePseudonyms(
  sealed: Iterable<readonly SealedItem[]>,
  types: Iterable<string>,
  rank: (id: string) => string,
): Pseudonyms {
  const roles = new Map<string, string>();
  const found = new Map<string, Named>();
  const eventTypes = [...types];
  for (const [index, items] of [...sealed].entries()) {
    for (const each of items) {
      const name = readNamed(each, eventTypes[index] ?? '');
      if (name === null) continue;
      if (name.kind === 'officer' || name.kind === 'councillor') roles.set(name.id, name.kind);
      found.set(`${name.kind === 'mailbox'} ${name.id}`, name);
    }
  }
  const numbers = new Map<string, number>();
  const words = new Map<string, string>();
  const ranked = [...found.values()].sort((left, right) => (rank(left.id) < rank(right.id) ? -1 : 1));
  for (const { kind, id } of ranked) {
    const shown = kind === 'mailbox' ? kind : (roles.get(id) ?? 'person');
    numbers.set(shown, (numbers.get(shown) ?? 0) + 1);
    words.set(`${kind === 'mailbox'} ${id}`, `${shown}-${numbers.get(shown)}`);
  }
  return (kind, id) => words.get(`${kind === 'mailbox'} ${id}`) ?? '[withheld]';
}

function readNamed({ field, opening }: SealedItem, type: string): Named | null {
  if (typeof opening === 'string') return null;
  const value = decodeCanonical(opening.value);
  if (field === 'mailbox' && typeof value === 'string') return { kind: 'mailbox', id: value };
  if (!isCanonicalObject(value)) return null;
  if (field === 'mailboxes' && typeof value.mailbox === 'string') return { kind: 'mailbox', id: value.mailbox };
  const isOfPeople = ['by', 'affected', 'hidden', 'actor', 'recipient', 'passedOver'].includes(field);
  if (!isOfPeople && !(field === 'roster' && type === settingsEventType)) return null;
  return typeof value.id === 'string' ? { kind: String(value.role ?? 'person'), id: value.id } : null;
}
