import type { Council, LocalDate } from '../council/council.ts';
import type { Wording } from './wording.ts';

/** What a message says of political groups, and whether it is meant for every member of the council. */
export type GroupFacts = {
  /** A report or advice that by its own words was prepared for, or asked for by, a political group; `group` as the council file names it, or null. */
  report: { quote: string; group: string | null } | null;
  /** Words that tell of such a report. */
  notice: string | null;
  /** The answer to a group's invitation to advise it. */
  invitation: { answer: 'accepts' | 'declines'; quote: string } | null;
  /** Words that show that it is meant for all members. */
  allMembers: string | null;
};

export function readGroups(_wording: Wording, _council: Council, _date: LocalDate): GroupFacts {
  return { report: null, notice: null, invitation: null, allMembers: null };
}
