import type { Council, LocalDate, Office, Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import { escapePattern, foldText } from './words.ts';

/**
 * Whom a piece of text means on a given day. One mention may fit several people ("Cllr Smith" where two Smiths sit); then
 * all of them are named, and either counts (contract, section 4).
 */
export type NameMention = {
  /** Ids of the people whom the mention may mean; for a group, its members. */
  people: string[];
  /** `group` names several people at once; `first-name` is too weak to accuse anybody with. */
  kind: 'name' | 'office' | 'group' | 'first-name' | 'address';
};

type PersonForms = {
  person: Person;
  first: string;
  surname: string;
  initials: string;
  full: string;
  /** Compiled once: a council's mail asks for every name in every signature. */
  fullPattern: RegExp | null;
  surnamePattern: RegExp;
  firstPattern: RegExp | null;
};

const titles =
  /^(?:cllrs?|councillors?|cyng|cynghorydd|mr|mrs|ms|miss|mx|dr|revd?|rev|sir|dame|lady|lord|the|prof|professor|alderman|ald|capt|captain|major|col|colonel)\.?$/;

/** Words that may stand before a surname without being somebody else's first name. */
const notFirstNames =
  /^(?:and|or|to|cc|bcc|copy|copied|copies|both|with|from|for|by|of|in|at|as|also|that|is|are|dear|hi|hello|regards|wishes|chair|chairman|chairwoman|chairperson|mayor|vice|deputy|leader|member|members|colleagues?|fellow|ask|asked|told|let|sent|forwarded|passed|shown|given|including|namely|ie|eg|plus|via|y|a|i|information|info|circulation|distribution)$/;

const officeWords: Array<[Office, RegExp]> = [
  ['deputy-mayor', /\bdeputy (?:town )?mayor\b/],
  ['vice-chair', /\b(?:vice|deputy)[- ]?(?:chair(?:man|woman|person)?)\b/],
  ['mayor', /(?<!deputy |deputy town )\b(?:town )?mayor(?:ess)?\b(?!-)/],
  [
    'chair',
    /(?<!vice[- ]|deputy |committee |\btak(?:e|es|en|ing) the |\btook the )\b(?:chair(?:man|woman|person)?|cadeirydd)\b(?! of (?:the )?(?!the\b|council|parish|town)\w+)/,
  ],
  [
    'committee-chair',
    /\bchair(?:man|woman|person)? of (?:the )?(?!the\b|council|parish|town)\w+|\b\w+ committee chair(?:man|woman|person)?\b/,
  ],
  ['deputy-clerk', /\bdeputy (?:town |parish )?clerk\b/],
  ['clerk', /(?<!deputy |deputy town |deputy parish |assistant |assistant to the )\b(?:town |parish )?clerk\b/],
  ['rfo', /\b(?:rfo|responsible financ(?:ial|e) officer)\b/],
];

const wholeCouncil =
  /\b(?:all|every) (?:the )?(?:other )?(?:parish |town )?(?:members?|councillors?|cllrs?|colleagues|of (?:you|us))\b|\b(?:full|whole|entire) (?:parish |town )?council\b|\ball (?:of )?(?:the )?(?:council|cllrs)\b|\bmembers of the (?:parish |town )?council\b|\bcllrs - all\b/;

/** Reads names, offices and groups out of text, for one council. Built once; the day is given with each question. */
export class NameReader {
  readonly #council: Council;
  readonly #roster: Roster;
  readonly #forms: PersonForms[];
  readonly #lists: Array<{ pattern: RegExp; index: number }>;

  constructor(council: Council, roster: Roster) {
    this.#council = council;
    this.#roster = roster;
    this.#forms = council.people.flatMap((person) =>
      [person.name, ...person.aliases].map((name) => formsOf(person, name)),
    );
    this.#lists = council.lists.map((list, index) => ({ index, pattern: listPattern(list.name, list.address) }));
  }

  /** Everybody whom the text names, who is on the roster that day. Officers and councillors alike. */
  mentions(text: string, date: LocalDate): NameMention[] {
    const folded = foldText(text);
    const mentions: NameMention[] = [];
    for (const address of folded.match(/[^\s<>(),;:"[\]]+@[^\s<>(),;:"[\]]+/g) ?? []) {
      const mention = this.#mentionOfAddress(address.replace(/\.$/, ''), date);
      if (mention) mentions.push(mention);
    }
    const bare = folded.replace(/\S+@\S+/g, ' ');
    if (wholeCouncil.test(bare)) mentions.push({ kind: 'group', people: ids(this.#roster.councillorsOn(date)) });
    for (const { pattern, index } of this.#lists) {
      const list = this.#council.lists[index];
      if (list && pattern.test(bare))
        mentions.push({ kind: 'group', people: ids(this.#roster.membersOfList(list, date)) });
    }
    mentions.push(...this.#surnames(bare, date));
    for (const [office, pattern] of officeWords) {
      if (!pattern.test(bare)) continue;
      const holders = ids(this.#roster.holdersOf(office, date));
      if (holders.length > 0) mentions.push({ kind: 'office', people: holders });
      else if (office === 'chair') {
        const mayors = ids(this.#roster.holdersOf('mayor', date));
        if (mayors.length > 0) mentions.push({ kind: 'office', people: mayors });
      } else if (office === 'vice-chair') {
        const deputies = ids(this.#roster.holdersOf('deputy-mayor', date));
        if (deputies.length > 0) mentions.push({ kind: 'office', people: deputies });
      }
    }
    mentions.push(...this.#firstNames(bare, date, mentions));
    return mentions;
  }

  /** Whether the text may name this person that day, on the reading most favourable to whoever wrote it. */
  names(text: string, personId: string, date: LocalDate): boolean {
    return this.mentions(text, date).some((mention) => mention.people.includes(personId));
  }

  #mentionOfAddress(address: string, date: LocalDate): NameMention | null {
    const person = this.#roster.personOfAddress(address);
    if (person) return { kind: 'address', people: [person.id] };
    const list = this.#roster.listOfAddress(address);
    if (list) return { kind: 'group', people: ids(this.#roster.membersOfList(list, date)) };
    const shared = this.#roster.sharedOfAddress(address);
    return shared ? { kind: 'group', people: shared.heldBy } : null;
  }

  /** Only people named, by surname or first name: for signatures. */
  people(text: string, date: LocalDate): NameMention[] {
    const folded = foldText(text).replace(/\S+@\S+/g, ' ');
    const named = this.#surnames(folded, date);
    return [...named, ...this.#firstNames(folded, date, named)];
  }

  #surnames(text: string, date: LocalDate): NameMention[] {
    const found = new Map<number, Set<string>>();
    for (const form of this.#forms) {
      if (!text.includes(form.surname) || !this.#roster.isInTerm(form.person, date)) continue;
      for (const match of form.fullPattern ? text.matchAll(form.fullPattern) : [])
        place(found, match.index + match[0].length, form.person.id);
      for (const match of text.matchAll(form.surnamePattern)) {
        if (precedingNameAllows(text.slice(0, match.index), form))
          place(found, match.index + match[0].length, form.person.id);
      }
    }
    return [...found.values()].map((people) => ({ kind: 'name' as const, people: [...people] }));
  }

  /** A bare first name counts only where nothing stronger named its bearer, and only if it is not somebody's surname. */
  #firstNames(text: string, date: LocalDate, stronger: NameMention[]): NameMention[] {
    const known = new Set(stronger.flatMap((mention) => (mention.kind === 'group' ? [] : mention.people)));
    const mentions: NameMention[] = [];
    for (const form of this.#forms) {
      if (form.firstPattern === null || known.has(form.person.id) || !this.#roster.isInTerm(form.person, date))
        continue;
      if (form.firstPattern?.test(text)) mentions.push({ kind: 'first-name', people: [form.person.id] });
    }
    return mentions;
  }
}

function ids(people: Person[]): string[] {
  return people.map((person) => person.id);
}

function formsOf(person: Person, name: string): PersonForms {
  const parts = foldText(name)
    .split(' ')
    .filter((part) => !titles.test(part));
  const particle = parts.findIndex(
    (part, index) => index > 0 && /^(?:de|da|di|du|van|von|der|den|la|le|ap|ab|ferch|st|mac|o)$/.test(part),
  );
  const cut = particle > 0 ? particle : Math.max(parts.length - 1, 0);
  const surname = parts.slice(cut).join(' ');
  const given = parts.slice(0, cut);
  const initials = given.map((part) => part.charAt(0)).join('');
  const first = given[0] ?? '';
  const full = parts.length > 1 ? parts.join(' ') : '';
  return {
    person,
    first,
    surname,
    initials,
    full,
    fullPattern: full === '' ? null : wholeWord(full, 'gu'),
    surnamePattern: surname === '' ? /(?!)/g : wholeWord(surname, 'gu'),
    firstPattern: first.length < 2 ? null : firstNamePattern(first, surname),
  };
}

/** "Kev" is Kevin: three letters or more of a longer first name are read as the name. */
function firstNamePattern(first: string, surname: string): RegExp {
  const short = first.length > 4 ? [...first.slice(3)].map((_letter, at) => escapePattern(first.slice(0, at + 3))) : [];
  return new RegExp(`\\b(?:${[...short, escapePattern(first)].join('|')})\\b(?! [a-z]*${escapePattern(surname)})`);
}

function wholeWord(word: string, flags: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(word)}(?![\\p{L}\\p{N}])`, flags);
}

function listPattern(name: string, address: string): RegExp {
  const local = foldText(address.split('@')[0] ?? '').replace(/[._-]+/g, ' ');
  const words = foldText(name);
  const forms = [
    words,
    local.length >= 4
      ? `${local}(?: (?:committee|cttee|working (?:party|group)|group|team|members|sub[- ]?committee|panel|board))`
      : '',
  ];
  const known = forms.filter((form) => form !== '').map((form) => (form === words ? escapePattern(form) : form));
  return new RegExp(`\\b(?:${known.length > 0 ? known.join('|') : '(?!)'})\\b`);
}

function place(found: Map<number, Set<string>>, end: number, id: string): void {
  const there = found.get(end);
  if (there) there.add(id);
  else found.set(end, new Set([id]));
}

/** "W. Crowe" and "Wendy Crowe" are not Brian Crowe; "Cllr Crowe", "B Crowe", "Crowe" and "Cllr Mrs Crowe" may be. */
function precedingNameAllows(before: string, form: PersonForms): boolean {
  const list = /(?:^|[\s(])((?:[a-z]\.?(?:\s*,\s*|\s+(?:and|&)\s+))+[a-z]\.?)\s*$/.exec(before);
  // "Cllrs D & L Kerr" are two people of one surname.
  if (list?.[1] !== undefined)
    return list[1]
      .replace(/\band\b/g, '&')
      .split(/[^a-z]+/)
      .some((initial) => initial !== '' && form.initials.startsWith(initial));
  const words = before.trimEnd().split(/[\s]+/);
  const last = words.at(-1) ?? '';
  if (last === '' || /[,;:/&()\-"|]$/.test(last)) return true;
  const word = last.replace(/^[("'[]+|[.']+$/g, '');
  if (titles.test(word) || notFirstNames.test(word)) return true;
  if (/^[a-z]{1,3}$/.test(word.replace(/\./g, '')) && (last.includes('.') || word.length === 1)) {
    const initials = word.replace(/\./g, '');
    return form.initials.startsWith(initials.charAt(0));
  }
  if (/^[a-z'-]+$/.test(word)) return word === form.first || !isNameLike(word);
  return true;
}

/** Folded text has lost its capitals, so common words are listed and anything else is taken for a first name. */
function isNameLike(word: string): boolean {
  return !/^(?:on|but|so|if|when|then|than|this|it|he|she|they|we|you|me|him|her|them|who|has|have|had|was|were|will|would|may|might|can|could|should|shall|do|does|did|be|been|not|no|yes|too|here|there|see|saw|know|knows|think|thinks|said|says|say|asks|tell|tells|thank|thanks|email|emails|letter|note|notes|copying|forwarding|forward|telling|telephone|call|ring|rang|spoke|speak|meet|met|your|my|our|their|his|its|because|while|since|after|before|only|just|new|old|both|all|each|either|neither|between|about|cyng|well)$/.test(
    word,
  );
}
