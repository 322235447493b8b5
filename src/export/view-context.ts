/** What an entry of an export is read with: the settings in force, and what the entries before it in the same file say of its flag. */

import { isLocalDate, localDate } from '../council/dates.ts';
import { isWorkingDay } from '../council/working-days.ts';
import type { Entry } from '../flaglog/entry.ts';
import type { LogEvent } from '../flaglog/events.ts';
import { type FlagFacts, flagEventTypes, readWords } from '../flaglog/flag-state.ts';
import { settingsEventType } from '../flaglog/settings-record.ts';
import { readObject, readObjects, readText } from './read-value.ts';

type SettingsInForce = {
  program: string;
  protocol: { id: string; adopted: string };
  /** Clause → what it asks, in our own words. */
  paraphrases: ReadonlyMap<string, string>;
  /** Rule → the exceptions that it looks for. */
  exceptions: ReadonlyMap<string, readonly string[]>;
  calendar: Parameters<typeof isWorkingDay>[1];
};

type KnownFlag = { facts: Pick<FlagFacts, 'rule' | 'clause' | 'severity' | 'grade'>; raisedOn: string | null };

const decidingEvents: readonly string[] = ['flag-dismissed', 'flag-confirmed', 'flag-referred'];
/** More than thirty years are a clock that was wrong. */
const mostDays = 11_000;
const dayMs = 86_400_000;

export class ViewContext {
  readonly timezone: string;
  #settings: SettingsInForce | null = null;
  readonly #flags = new Map<string, KnownFlag>();

  /** `before`: the record of the settings that was in force before the first entry of the file. */
  constructor(timezone: string, before: LogEvent | null) {
    this.timezone = timezone;
    if (before !== null) this.take(before);
  }

  get settings(): SettingsInForce | null {
    return this.#settings;
  }

  take({ entry }: LogEvent): void {
    if (entry.type === settingsEventType) this.#settings = readSettings(entry.data);
    if (!flagEventTypes.includes(entry.type)) return;
    const { flag, rule, severity, grade } = entry.data;
    const clause = readObject(entry.data.clause);
    const id = readText(flag);
    const raisedOn = entry.type === 'flag-raised' ? this.#dayOf(entry) : (this.#flags.get(id)?.raisedOn ?? null);
    const facts = {
      rule: readText(rule),
      clause: { protocol: readText(clause.protocol), ref: readText(clause.ref) },
      severity: readText(severity) as FlagFacts['severity'],
      grade: readText(grade) as FlagFacts['grade'],
    };
    this.#flags.set(id, { facts, raisedOn });
  }

  /** Null for an event about no flag, or about one of which this file has nothing yet. */
  flagOf({ data }: Entry): KnownFlag['facts'] | null {
    return this.#flags.get(readText(data.flag))?.facts ?? null;
  }

  /** On a decision, from the day on which the flag was raised, where both stand in this file. Day 1 is the first working day after it. */
  workingDaysTaken({ entry }: LogEvent): string {
    if (!decidingEvents.includes(entry.type) || this.#settings === null) return '';
    const raisedOn = this.#flags.get(readText(entry.data.flag))?.raisedOn;
    if (typeof raisedOn !== 'string') return '';
    const [from, until] = [Date.parse(`${raisedOn}T00:00:00Z`), Date.parse(`${this.#dayOf(entry)}T00:00:00Z`)];
    if ((until - from) / dayMs > mostDays) return '';
    let count = 0;
    for (let day = from + dayMs; day <= until; day += dayMs) {
      if (isWorkingDay(new Date(day).toISOString().slice(0, 10), this.#settings.calendar)) count += 1;
    }
    return String(count);
  }

  #dayOf({ time }: Entry): string {
    return localDate(new Date(time), this.timezone);
  }
}

const nations = ['england', 'wales', 'scotland', 'northern-ireland'] as const;

function readSettings(data: Entry['data']): SettingsInForce {
  const protocol = readObject(data.protocol);
  const nation = nations.find((each) => each === data.nation) ?? 'england';
  return {
    program: readText(data.program),
    protocol: { id: readText(protocol.id), adopted: readText(protocol.adopted) },
    paraphrases: new Map(readObjects(data.clauses).map(({ ref, paraphrase }) => [readText(ref), readText(paraphrase)])),
    exceptions: new Map(readObjects(data.rules).map(({ rule, exceptions }) => [readText(rule), readWords(exceptions)])),
    calendar: { nation, closures: readWords(data.closures).filter(isLocalDate) },
  };
}
