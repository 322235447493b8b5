/** What the same mail gives under two sets of rules. */

import type { Flag, StandingFlag } from '../rules/flag.ts';

/** `changed`: what of the flag is another under the new rules, apart from the clause that it cites. */
export type StayingFlag = { before: Flag; after: Flag; changed: ('status' | 'severity' | 'people')[] };

export type FlagComparison = { come: Flag[]; go: Flag[]; stay: StayingFlag[] };

/** A flag is the same one where rule and message are (src/rules/flag.ts). The order of the audit is kept. */
export function compareFlags(before: readonly StandingFlag[], after: readonly StandingFlag[]): FlagComparison {
  const keyOf = ({ messageKey, flag }: StandingFlag): string => `${flag.rule} ${messageKey}`;
  const [earlier, later] = [before, after].map((standing) => new Map(standing.map((each) => [keyOf(each), each.flag])));
  return {
    come: after.filter((each) => !earlier?.has(keyOf(each))).map(({ flag }) => flag),
    go: before.filter((each) => !later?.has(keyOf(each))).map(({ flag }) => flag),
    stay: after.flatMap((each) => {
      const flag = earlier?.get(keyOf(each));
      return flag === undefined ? [] : [{ before: flag, after: each.flag, changed: changesOf(flag, each.flag) }];
    }),
  };
}

function changesOf(before: Flag, after: Flag): StayingFlag['changed'] {
  const whom = ({ people, thirdParties }: Flag): string => JSON.stringify([people, thirdParties]);
  return [
    ...(before.status === after.status && before.exception === after.exception ? [] : (['status'] as const)),
    ...(before.severity === after.severity ? [] : (['severity'] as const)),
    ...(whom(before) === whom(after) ? [] : (['people'] as const)),
  ];
}
