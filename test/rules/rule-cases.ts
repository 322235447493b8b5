/** How the tests of the rules are written: a table of cases, and the examples of the rule's own page. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../src/council/council.ts';
import type { RuleId } from '../../src/council/rule-ids.ts';
import type { Flag } from '../../src/rules/flag.ts';
import { projectFolder } from '../support/corpora.ts';
import { type FoundCopy, findCopy, judgeCopies, judgeMail, type Mail, messageId } from '../support/mail-kit.ts';
import { netherBarrow, type Protocol } from '../support/nether-barrow.ts';

/** What is left out of an expectation is: open, grade B, nobody, no exception, and the last message of the case at fault. */
export type Expected = {
  message?: string;
  status?: 'open' | 'excepted';
  grade?: Flag['grade'];
  by: string | null;
  affected?: string[];
  hidden?: string[];
  thirdParties?: string[];
  exception?: string;
};

export type RuleCase = {
  name: string;
  mail: Mail[];
  /** None: no flag of this rule. */
  flags?: Expected[];
  protocol?: Protocol;
  /** The council is a town, with a Mayor, under the model too. */
  isTown?: boolean;
  /** Further keys of the council file. */
  council?: string;
  asOf?: LocalDate;
};

type Summary = Required<Omit<Expected, 'exception'>> & { exception: string | null };

export function summarise({ messageId: message, status, grade, people, thirdParties, exception }: Flag): Summary {
  return { message, status, grade, ...people, thirdParties, exception };
}

function expected(flag: Expected, last: string): Summary {
  const { message = last, status = 'open', grade = 'B', by, affected = [], hidden = [], thirdParties = [] } = flag;
  return {
    message: messageId(message),
    status,
    grade,
    by,
    affected,
    hidden,
    thirdParties,
    exception: flag.exception ?? null,
  };
}

/** One test a case, and one an example. Every flag of a case must also speak as the house does. */
export function testRule(rule: RuleId, protocol: Protocol, groups: Record<string, RuleCase[]>): void {
  for (const [group, cases] of Object.entries(groups)) {
    describe(group, () => {
      test.each(cases)('$name', async (each) => {
        const council = netherBarrow(each.protocol ?? protocol, each.council, each.isTown);
        const judged = await judgeMail(each.mail, { council, ...(each.asOf && { asOf: each.asOf }) });
        expect(judged.errors).toEqual([]);
        const flags = judged.standing.map(({ flag }) => flag).filter((flag) => flag.rule === rule);
        const last = each.mail.at(-1)?.id ?? `m${each.mail.length}`;
        expect(flags.map(summarise)).toEqual((each.flags ?? []).map((flag) => expected(flag, last)));
        for (const flag of flags) expectHouseWords(flag);
      });
    });
  }
  describe('the examples of its page', () => {
    const examples = readExamples(rule);
    test.each(['departure', 'no-departure'])('there are two or more of %s', (kind) => {
      expect(examples.filter((example) => example.kind === kind).length).toBeGreaterThanOrEqual(2);
    });
    test.each(examples)('$kind, line $line', async (example) => {
      const council = netherBarrow(example.protocol ?? protocol, example.council);
      const { standing, notRead } = await judgeCopies(example.copies, { council, ...example.asOf });
      expect(notRead).toEqual([]);
      const statuses = standing.filter(({ flag }) => flag.rule === rule).map(({ flag }) => flag.status);
      const wanted = { departure: ['open'], excepted: ['excepted'], 'no-departure': [] };
      expect(statuses).toEqual(wanted[example.kind]);
    });
  });
}

function expectHouseWords({ explanation, remedy, evidence }: Flag): void {
  expect(explanation).toMatch(/^Possible departure from the protocol: /);
  expect(`${explanation} ${remedy}`).not.toMatch(/breach|guilty|undefined|null/i);
  expect(remedy).not.toBe('');
  expect(evidence.length).toBeGreaterThan(0);
  for (const { where, quote = '' } of evidence) {
    expect(where).not.toBe('');
    expect(quote.length).toBeLessThanOrEqual(200);
  }
}

type Example = {
  kind: 'departure' | 'excepted' | 'no-departure';
  line: number;
  protocol: Protocol | undefined;
  asOf: { asOf?: LocalDate };
  /** Further keys of the council file. */
  council: string | undefined;
  copies: FoundCopy[];
};

/**
 * The blocks fenced as `mail departure`, `mail excepted` and `mail no-departure` in docs/rules. A block holds one message or several,
 * each below a line `# mailbox: clerk Sent`, which a single message may go without; `# protocol: st-just` and `# as of: 2026-06-10` may stand at its head, and
 * further keys of the council file, such as `# council: rules: { chair-letter-frequency: { perQuarter: 2 } }`.
 */
export function readExamples(rule: string): Example[] {
  const page = readFileSync(join(projectFolder, `docs/rules/${rule}.md`), 'utf8');
  return [...page.matchAll(/^```mail (departure|excepted|no-departure)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, kind = '', block = ''] = match;
    const protocol = /^# protocol: (.*)$/m.exec(block)?.[1] as Protocol | undefined;
    const council = /^# council: (.*)$/m.exec(block)?.[1];
    const [, asOf] = /^# as of: (.*)$/m.exec(block) ?? [];
    const messages = block.replaceAll(/^# (?:protocol|council|as of): .*\n/gm, '').split(/^(?=# mailbox: )/m);
    const copies = messages.map((text, index) => {
      const where = /^# mailbox: (.*)\n/.exec(text)?.[1] ?? 'clerk Sent';
      return findCopy(where, withMessageId(text.replace(/^# mailbox: .*\n/, ''), index), index);
    });
    const line = page.slice(0, match.index).split('\n').length;
    return { kind: kind as Example['kind'], line, protocol, council, asOf: asOf === undefined ? {} : { asOf }, copies };
  });
}

/** An example is for people to read, and goes without fields that only machines look at. */
function withMessageId(text: string, index: number): string {
  return /^Message-ID:/im.test(text) ? text : `Message-ID: <example-${index}@netherbarrow.gov.uk>\n${text}`;
}
