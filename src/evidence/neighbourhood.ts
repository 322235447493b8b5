import type { Entry, Survey } from './survey.ts';

/** How far apart in time two messages on one subject may belong together: a subject such as "Agenda" comes back for years. */
export const sameMatterMs = 31 * 86_400_000;

/**
 * Keys of the messages whose judgement a new or changed copy of one message may change at once: the message itself with whatever
 * shares its Message-ID; what was written in its conversation; and what was written on its subject, or quoting something of its time.
 * Nothing that was written more than a month before is looked at, nor what text alone connects: the sweep finds the rest.
 */
export function neighbourhoodOf(messageId: string, survey: Survey, root: string): string[] {
  const keys = new Set<string>();
  const place = (entries: Iterable<Entry>, from: number): void => {
    for (const { summary } of entries) if (summary.date >= from) keys.add(summary.key);
  };
  const variants = survey.withId(messageId);
  for (const { summary } of variants) keys.add(summary.key);
  for (const { summary } of variants) {
    const { date, subject, author } = summary;
    const from = date - sameMatterMs;
    place(survey.inThread(root), from);
    // Only what the council's people write is looked for by subject, or as what somebody quotes.
    if (author.role === 'outside') continue;
    if (subject !== '') place(survey.onSubject(subject, from, date + sameMatterMs), from);
    place(survey.quoting(date), from);
  }
  return [...keys];
}
