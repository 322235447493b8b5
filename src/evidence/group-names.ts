import type { Council } from '../council/council.ts';
import { escapePattern, foldText } from './words.ts';

/**
 * Names of political groups are many, and wordings about them few. So names are looked for first, in the text as it is written, since
 * capitals tell "the Greens" from greens; they are replaced by words that the wordings know:
 * `polgroup3` for the fourth group of the council file, `polgroupyours` and `polgroupours` for "your group" and "our group", and
 * `polgroupthe` for "the group" where one was spoken of.
 */
export const anyGroup = 'polgroup(?:\\d+|yours|ours|the)';
export const namedGroup = 'polgroup\\d+';

/** The parties that sit on councils up and down the country, by all the names that they go by. `plain` may be written small. */
const families: { key: RegExp; name: string; plain: string }[] = [
  {
    key: /^(?:the )?(?:conservatives?|tory|tories)(?: and unionists?)?$/,
    name: 'Conservatives?(?: (?:and|&) Unionists?)?|CONSERVATIVES?|Tory|Tories|Cons',
    plain: 'tories',
  },
  {
    key: /^(?:the )?labour$/,
    name: 'Labour|LABOUR|Lab',
    plain: 'labour(?= (?:asked|ask|want|wants|wanted|have|has|had|got|invite|invitation|members|cllrs)\\b)',
  },
  {
    key: /^(?:the )?lib(?:eral)?[ -]?dem(?:ocrat)?s?$/,
    name: 'Lib(?:eral)?[ -]?Dem(?:ocrat)?s?|LIB(?:ERAL)?[ -]?DEM(?:OCRAT)?S?',
    plain: 'lib(?:eral)?[ -]?dem(?:ocrat)?s?',
  },
  {
    key: /^(?:the )?greens?$/,
    name: 'Greens|GREENS|Greens?(?= Party)',
    plain: 'the greens(?= (?:asked|want|wanted|have|had|got)\\b)',
  },
  { key: /^(?:the )?independents?$/, name: 'Independents|INDEPENDENTS|Indies|Inds', plain: 'indies|independents' },
  { key: /^(?:the )?plaid(?: cymru)?$/, name: 'Plaid(?: Cymru)?|PLAID(?: CYMRU)?', plain: 'plaid(?: cymru)?' },
  { key: /^(?:the )?reform(?: uk)?$/, name: 'Reform(?: UK)?|REFORM(?: UK)?', plain: 'reform uk' },
  { key: /^(?:the )?(?:snp|scottish national)$/, name: 'SNP|Scottish National(?:ist)?s?', plain: 'snp' },
  { key: /^(?:the )?mebyon kernow$/, name: 'Mebyon Kernow|MEBYON KERNOW|MK', plain: 'mebyon kernow' },
];

/** What makes a group of whatever is named before it. */
const groupNoun = '(?:party |political )?(?:groups?|grps?|party|members|councillors|cllrs|benches|caucus|lot)\\b';

/** Groups of a parish that are not political: beside one of these "your group" may mean it. */
const otherGroups =
  /\b(?:working|steering|planning|project|task|focus|user|users'?|friends'?|reading|walking|gardening|residents' action|action|support|study|parents'?|youth|scout|community|history|heritage|neighbourhood|peer|wildlife|flood|speedwatch|liaison|advisory|local|whatsapp|facebook|drop-in|toddler|play|art|craft|transport|library|path|footpath|tree|pond) (?:\w+ )?(?:groups?|grps?)\b|\bgroup (?:of|booking|photo\w*)\b|\bfriends of\b|\bworking part(?:y|ies)\b/i;

type Form = { index: number; pattern: RegExp };

/** Finds the political groups of one council in a text. Built once. */
export class GroupNames {
  /** As the council file names them. */
  readonly groups: readonly string[];
  readonly #forms: Form[] = [];
  readonly #hint: RegExp;

  constructor(council: Pick<Council, 'people'>) {
    this.groups = [...new Set(council.people.flatMap(({ group }) => (group === null ? [] : [group])))].sort();
    const hints = ['\\b(?:groups?|grps?)\\b'];
    for (const [index, group] of this.groups.entries()) {
      for (const pattern of this.#patternsOf(group)) {
        this.#forms.push({ index, pattern: new RegExp(pattern.source, `g${pattern.flags}`) });
      }
      const core = coreOf(group);
      hints.push(
        `\\b${escapePattern(foldText(core).replace(/s$/, ''))}`,
        `\\bthe ${escapePattern(foldText(core).split(' ').at(-1) ?? '')}`,
      );
      const family = familyOf(core);
      if (family) hints.push(`\\b(?:${family.name})`);
    }
    this.#hint = new RegExp(hints.join('|'), 'i');
  }

  /** Whether the text may speak of any group at all: one look spares the rest. */
  mayBeIn(text: string): boolean {
    return this.#hint.test(text);
  }

  /** `known`: a group was spoken of around this text, so that "the group" is one. */
  tag(text: string, known = false): string {
    let tagged = text.replace(/[\u2018\u2019`\u00b4]/g, "'");
    for (const { index, pattern } of this.#forms) tagged = tagged.replace(pattern, ` polgroup${index} `);
    const isNamed = /polgroup\d/.test(tagged);
    if (isNamed || !otherGroups.test(text)) tagged = tagUnnamed(tagged, known);
    return tagged.replace(/(polgroup\w+) +(?=')/g, '$1');
  }

  /** The groups named in a tagged text, each once. */
  namedIn(tagged: string): string[] {
    const found = [...tagged.matchAll(/polgroup(\d+)/g)].flatMap(([, index]) => this.groups[Number(index)] ?? []);
    return [...new Set(found)];
  }

  #patternsOf(group: string): RegExp[] {
    const written = coreOf(group);
    const core = foldText(written);
    if (core === '') return [];
    const family = familyOf(written);
    const singular = core.replace(/s$/, '');
    const stem = `${escapePattern(singular)}(?:s|'s|s')?`;
    const patterns = [
      // "Harbour Independent group", in whatever letters.
      new RegExp(`\\b(?:the )?${stem} ${groupNoun}(?: ${groupNoun})?`, 'i'),
      new RegExp(`\\b(?:the )?${groupNoun}[,:]? \\(?${stem}\\)?(?![\\w'])`, 'i'),
    ];
    if (family) {
      // "The Labour and Co-operative group".
      patterns.push(
        new RegExp(`\\b(?:the )?(?:${family.name}|${family.plain})(?: (?:and|&) [\\w-]+)? ${groupNoun}`, 'i'),
      );
      patterns.push(
        new RegExp(
          `\\b(?:[Tt]he )?(?:${family.name}|${family.plain})\\b(?:'(?!s))?(?! (?:[Cc]lub|[Aa]ssociation|costs?|market))`,
          '',
        ),
      );
      return patterns;
    }
    const words = written.split(/\s+/);
    const capitals = words.map(capitalised);
    const alone =
      words.length > 1 ? capitals.join(' ') : `(?<=(?:the|The|for|For|to|To|by|from|of|with|and) )${capitals[0]}`;
    const end = "(?:'(?!s))?(?! (?:[A-Z]\\w+|hall|green|street))";
    patterns.push(new RegExp(`(?<![\\w'])(?:[Tt]he )?(?:${alone})(?![\\w])${end}`, ''));
    const last = words.at(-1) ?? '';
    if (words.length > 1 && this.#isOwnEnding(last)) {
      const lastFold = foldText(last).replace(/s$/, '');
      patterns.push(new RegExp(`\\b(?:the )?${escapePattern(lastFold)}(?:s|'s|s')? (?:group|grp)\\b`, 'i'));
      patterns.push(new RegExp(`\\b[Tt]he ${capitalised(last)}(?![\\w])${end}`, ''));
    }
    if (words.length > 1 && /^independents?$/i.test(last)) {
      const before = escapePattern(foldText(words.slice(0, -1).join(' ')));
      patterns.push(new RegExp(`\\b(?:the )?${before} (?:inds?|indies)\\b`, 'i'));
    }
    const initials = words.map((word) => word.charAt(0).toUpperCase()).join('');
    if (words.length > 1)
      patterns.push(new RegExp(`\\b(?:the )?${initials} (?:group|grp|members|councillors|cllrs)\\b`, ''));
    return patterns;
  }

  /** "The Alliance" means the Progressive Alliance where no other group ends so. */
  #isOwnEnding(last: string): boolean {
    const ending = foldText(last);
    return (
      ending.length > 4 &&
      this.groups.filter((group) =>
        foldText(group)
          .replace(/ (?:group|party)$/, '')
          .endsWith(ending),
      ).length === 1
    );
  }
}

/** "Your group", "our group", and "the group" where one was spoken of. */
function tagUnnamed(text: string, known: boolean): string {
  const tagged = text
    .replace(
      /\b(?:your|yr) (?:own |political |party )*(?:groups?|grps?)\b(?! (?:of|booking|photo))/gi,
      ' polgroupyours ',
    )
    .replace(
      /\b(?:our|my) (?:own |political |party )*(?:groups?|grps?)\b(?! (?:of|booking|photo))/gi,
      ' polgroupours ',
    );
  if (!known && !/polgroup/.test(tagged)) return tagged.replace(/\bgroup (?=meeting|leader)/gi, ' polgroupthe ');
  return tagged
    .replace(
      /\b(?:the|this|that|tonight's|tomorrow's|\w+day's) (?:whole )?groups?\b(?! (?:of|booking|photo))/gi,
      ' polgroupthe ',
    )
    .replace(
      /\b(?<!(?:polgroup\w* |one|each|any|every|other|another|working|no) )group (?=meeting|leader)/gi,
      ' polgroupthe ',
    );
}

/** "Residents" for "The Residents' Group". */
function coreOf(group: string): string {
  const bare = group.trim().replace(/^the /i, '');
  const core = bare.replace(/['\u2019]? (?:political )?(?:group|party|councillors|members)$/i, '').trim();
  return core === '' ? bare : core;
}

function familyOf(core: string): (typeof families)[number] | undefined {
  return families.find(({ key }) => key.test(foldText(core)));
}

/** "Village", also where the whole line is in capitals. */
function capitalised(word: string): string {
  const bare = escapePattern(word);
  const capital = bare.charAt(0).toUpperCase() + bare.slice(1);
  return `(?:${capital}|${bare.toUpperCase()})`;
}
