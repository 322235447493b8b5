/** The packs that come with Candour, as tests read them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EffectiveRule, effectiveRules } from '../../src/protocol/effective-rules.ts';
import type { Pack } from '../../src/protocol/pack.ts';
import { parsePack } from '../../src/protocol/parse-pack.ts';
import { packFolder } from '../../src/sources/load-council.ts';

export const shippedPacks = readdirSync(packFolder).map((file) => file.replace(/\.yaml$/, ''));

export function readShipped(id: string): string {
  return readFileSync(join(packFolder, `${id}.yaml`), 'utf8');
}

export function loadShipped(id: string): Pack {
  const { pack, problems } = parsePack(readShipped(id), `${id}.yaml`);
  if (pack === null || problems.length > 0) throw new Error(JSON.stringify(problems));
  return pack;
}

/** Without anything that a council file may say. */
export function shippedRule(id: string, rule: string): EffectiveRule | undefined {
  return effectiveRules(loadShipped(id), { rules: {} }).find((effective) => effective.rule === rule);
}
