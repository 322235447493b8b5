/** What is lost and what is doubled: flags against an audit of the same mail, alerts against the flags. */

import type { LoggedFlag } from '../../src/flaglog/flag-state.ts';
import type { Flag } from '../../src/rules/flag.ts';
import type { ReceivedLetter } from '../../test/support/smtp-sink.ts';
import { readAlerts } from '../support/alert-letters.ts';
import type { Death } from './crew.ts';

export type FlagAccount = { standing: number; lost: string[]; doubled: string[]; different: string[] };

/** By rule and message. */
export function accountFlags(expected: readonly Flag[], standing: readonly LoggedFlag[]): FlagAccount {
  const wanted = new Map(expected.map((flag) => [keyOf(flag), essence(flag)]));
  const found = Map.groupBy(standing, keyOf);
  return {
    standing: standing.length,
    lost: [...wanted.keys()].filter((key) => !found.has(key)),
    doubled: [...found].filter(([key, flags]) => !wanted.has(key) || flags.length > 1).map(([key]) => key),
    different: [...found]
      .filter(([key, [flag]]) => wanted.has(key) && flag !== undefined && essence(flag) !== wanted.get(key))
      .map(([key, [flag]]) => `${wanted.get(key)} ≠ ${flag === undefined ? '' : essence(flag)}`),
  };
}

type Told = Pick<Flag, 'rule' | 'status' | 'severity' | 'grade' | 'exception' | 'people' | 'thirdParties'> & {
  messageId: string | null;
};

function keyOf({ rule, messageId }: Told): string {
  return `${rule} ${messageId}`;
}

function essence({ rule, messageId, status, severity, grade, exception, people, thirdParties }: Told): string {
  return JSON.stringify({ rule, messageId, status, severity, grade, exception, people, thirdParties });
}

export type AlertAccount = {
  serious: number;
  /** Letters of alert, each Message-ID once. */
  alerts: number;
  lost: string[];
  doubled: string[];
  /** Alerts of what was withdrawn or excepted later. */
  overtaken: number;
  /** Message-IDs that came more than once: why, or that nobody knows. */
  repeated: number;
  unexplained: string[];
};

export type Causes = { deaths: readonly Death[]; cuts: readonly number[] };

/** By short id, as people read it. */
export async function accountAlerts(
  standing: readonly LoggedFlag[],
  letters: readonly ReceivedLetter[],
  causes: Causes,
): Promise<AlertAccount> {
  const byMessageId = Map.groupBy(await readAlerts(letters), ({ messageId }) => messageId);
  const told = new Map<string, number>();
  for (const [letter] of byMessageId.values())
    for (const flag of letter?.flags ?? []) told.set(flag, (told.get(flag) ?? 0) + 1);
  const serious = standing
    .filter(({ status, severity }) => status === 'open' && severity === 'serious')
    .map(({ id }) => id.slice(0, 8));
  const open = new Set(serious);
  return {
    serious: serious.length,
    alerts: byMessageId.size,
    lost: serious.filter((flag) => !told.has(flag)),
    doubled: [...told].filter(([, times]) => times > 1).map(([flag]) => flag),
    overtaken: [...told.keys()].filter((flag) => !open.has(flag)).length,
    ...accountRepetitions(letters, causes),
  };
}

/** A sender learns of the 250, and commits, within this time. Milliseconds. */
const answerMs = 5_000;

/** Each repetition has to follow a death between DATA and the commit: of the server, of the connection, or of the sender. */
function accountRepetitions(
  letters: readonly ReceivedLetter[],
  { deaths, cuts }: Causes,
): Pick<AlertAccount, 'repeated' | 'unexplained'> {
  const ends = [...cuts, ...deaths.filter(({ worker }) => worker === 'notify').map(({ at }) => at)];
  const unexplained: string[] = [];
  let repeated = 0;
  for (const [messageId, copies] of Map.groupBy(letters, (letter) => letter.messageId)) {
    for (const { fault, receivedAt } of copies.slice(0, -1)) {
      repeated += 1;
      const isOfServer = fault === 'die-after-taking' || fault === 'die-after-answer';
      const isOfSender = ends.some((at) => at >= receivedAt && at - receivedAt <= answerMs);
      if (!isOfServer && !isOfSender) unexplained.push(messageId);
    }
  }
  return { repeated, unexplained };
}
