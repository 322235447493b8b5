/**
 * What a pack may tell each rule, with the words in which people read it. A rule takes no other setting: a misspelt one would
 * silently leave the rule at its default, and somebody would be judged by what the council never decided.
 */

import { formatChoice } from '../council/check-shape.ts';
import { isRuleId, type RuleId } from '../council/rule-ids.ts';

/**
 * Without `choices` the value is a whole number, `least` or more, and `milder` says which way it raises fewer flags; `isList`: any of
 * the choices, in a list.
 */
export type SettingShape = {
  label: string;
  choices?: Readonly<Record<string, string>>;
  isList?: boolean;
  least?: number;
  milder?: 'larger' | 'smaller';
};

const workingDays: SettingShape = { label: 'Working days', least: 1, milder: 'larger' };
const excused: SettingShape = {
  label: 'Not counted',
  isList: true,
  choices: {
    'chair-or-vice-chair-request': 'a request of the Chair or Vice-Chair that gives no instruction',
    'factual-enquiry': 'a purely factual enquiry',
  },
};

export const settingShapes: Readonly<Record<RuleId, Readonly<Record<string, SettingShape>>>> = {
  'silent-copy': {
    senders: { label: 'Messages of', isList: true, choices: { officer: 'officers', councillor: 'councillors' } },
  },
  'undisclosed-forward': { workingDays: { ...workingDays, label: 'Working days in which to tell' } },
  'cc-note-missing': {},
  'cc-note-mismatch': {},
  'copy-without-consent': {},
  'official-letter-councillor-name': {},
  'councillor-commitment': {},
  'capacity-not-stated': {},
  'confidential-to-third-party': {},
  'confidential-reason-missing': {},
  'staff-contact-bypasses-clerk': {
    covers: {
      label: 'What counts as contact',
      choices: {
        'any-communication': 'any communication on council business',
        'requests-and-concerns': 'requests, instructions and concerns',
      },
    },
    excused,
  },
  'document-request-not-via-clerk': { excused },
  'payment-authorised-by-councillor': {},
  'officer-response-overdue': { workingDays: { ...workingDays, label: 'Working days in which to answer' } },
  'councillor-response-overdue': { workingDays: { ...workingDays, label: 'Working days in which to answer' } },
  'complaint-response-overdue': { workingDays: { ...workingDays, label: 'Working days in which to answer' } },
  'group-report-not-shared': {
    occasion: {
      label: 'Looks for',
      choices: {
        'shared-report': 'a report or advice for one political group of which the others hear nothing',
        'declined-invitation': 'an invitation of one political group declined, another’s on the same matter accepted',
      },
    },
    workingDays: { ...workingDays, label: 'Working days in which to tell' },
  },
  'press-release-unapproved': {
    excused: {
      label: 'Not counted',
      isList: true,
      choices: { 'party-political-statement': 'a party political statement' },
    },
  },
  'media-contact-without-officer': {
    speaker: {
      label: 'Words to the media of',
      choices: { officer: 'officers other than the Clerk', councillor: 'councillors' },
    },
  },
  'member-left-off-distribution': {
    missingAtMost: { label: 'Members left off, at most', least: 1, milder: 'smaller' },
  },
  'chair-letter-frequency': { perQuarter: { label: 'Letters a quarter, at most', least: 0, milder: 'larger' } },
};

/** The number that a council can set for the rule; no rule has two. */
export type NumberSetting = { key: string; least: number; milder: 'larger' | 'smaller' };

export function numberSettingOf(rule: string): NumberSetting | null {
  const shapes = isRuleId(rule) ? Object.entries(settingShapes[rule]) : [];
  const [found] = shapes.flatMap(([key, { least = 0, milder }]) =>
    milder === undefined ? [] : [{ key, least, milder }],
  );
  return found ?? null;
}

/** What the text of a clause itself may excuse. The flag is kept, as excepted. */
export const exceptionWords: Readonly<Record<string, string>> = {
  'chair-to-minister': 'the Chair writing to a Minister',
  'mayor-own-name': 'the Mayor writing in the Mayor’s own name',
  'consent-of-author': 'the author’s consent in the thread',
  'required-by-law': 'a duty in law to pass it on',
};

export const exceptionsOf: Readonly<Partial<Record<RuleId, readonly string[]>>> = {
  'official-letter-councillor-name': ['chair-to-minister', 'mayor-own-name'],
  'confidential-to-third-party': ['consent-of-author', 'required-by-law'],
};

/** One sentence on what is wrong with the value; null where it is right. */
export function describeWrongSetting(shape: SettingShape, value: unknown): string | null {
  const { choices, isList = false, least = 0 } = shape;
  if (choices === undefined) {
    const isRight = Number.isSafeInteger(value) && (value as number) >= least;
    return isRight ? null : `This must be a whole number, ${least} or more.`;
  }
  const known = Object.keys(choices);
  if (isList && !Array.isArray(value)) return `This must be a list of ${formatChoice(known)}.`;
  if (!isList && Array.isArray(value)) return `This must be ${formatChoice(known)}, not a list.`;
  const wrong = (isList ? (value as unknown[]) : [value]).find((each) => !known.includes(String(each)));
  return wrong === undefined ? null : `This must be ${formatChoice(known)}, not “${String(wrong).slice(0, 60)}”.`;
}

/** Such as `Messages of: officers and councillors`; null where the setting says nothing. */
export function settingInWords(rule: RuleId, key: string, value: string | number | boolean | string[]): string | null {
  const shape = settingShapes[rule][key];
  const values = Array.isArray(value) ? value : [String(value)];
  if (values.length === 0) return null;
  return `${shape?.label ?? key}: ${formatAnd(values.map((each) => shape?.choices?.[each] ?? each))}`;
}

function formatAnd(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
