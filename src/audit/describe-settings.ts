/** What an audit runs with, in the words that the flag log keeps: protocol, rules, who is who, who is told. Pure. */

import type { Council } from '../council/council.ts';
import { ruleIds } from '../council/rule-ids.ts';
import type { RuleRecord, SettingsRecord } from '../flaglog/settings-record.ts';
import { effectiveRules } from '../protocol/effective-rules.ts';
import type { Pack } from '../protocol/pack.ts';
import { ruleOf } from '../rules/all-rules.ts';
import { hashConfiguration, hashRoster } from './settings-hash.ts';

export function describeSettings(council: Council, pack: Pack, program: string): SettingsRecord {
  const { timezone, nation, closures, people, routing, arrangements } = council;
  return {
    program,
    configHash: hashConfiguration(council, pack),
    rosterHash: hashRoster(council),
    timezone,
    nation,
    closures,
    protocol: { id: pack.id, version: pack.version, adopted: pack.adopted },
    clauses: pack.clauses.map(({ ref, paraphrase }) => ({ ref, paraphrase })),
    rules: describeRules(council, pack),
    roster: people.map(({ id, role, offices, from, until }) => ({ id, role, offices, from, until })),
    names: people.map(({ name }) => name),
    routing: [
      { key: 'clerk-flags', to: routing.clerkFlags },
      { key: 'alternate', to: routing.alternate },
      { key: 'auditor', to: routing.auditor },
    ],
    arrangements,
  };
}

/** An auditor asks of each rule that did not run why it did not. */
function describeRules(council: Council, pack: Pack): RuleRecord[] {
  const effective = new Map(effectiveRules(pack, council).map((rule) => [rule.rule, rule]));
  return ruleIds.map((rule) => {
    const found = effective.get(rule);
    if (found === undefined) {
      const because = 'No clause of the adopted protocol asks for it.';
      return { rule, clause: null, severity: null, exceptions: [], isOn: false, because };
    }
    const { clauseRef: clause, severity, exceptions, offBecause } = found;
    const because = offBecause || (ruleOf(rule) === null ? 'This version of Candour does not have the rule yet.' : '');
    return { rule, clause, severity, exceptions, isOn: because === '', because };
  });
}
