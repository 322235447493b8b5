/** The whole chain read and verified anew, a piece at a time, so that other pages go on meanwhile. One check of a council at once. */

import { setImmediate } from 'node:timers/promises';
import type { Database } from '../database/open-database.ts';
import { FlagLogError } from '../flaglog/error.ts';
import { openFlagLog } from '../flaglog/flag-log.ts';

/** `seq`: how far it holds; where it does not, the entry that is wrong, as far as that can be told. */
export type ChainCheck = { at: number; ms: number; isGood: boolean; seq: number; reason: string | null };

const running = new WeakMap<Database, Map<string, Promise<ChainCheck>>>();

export function checkChain(database: Database, council: string, now: () => number): Promise<ChainCheck> {
  const ofDatabase = running.get(database) ?? new Map<string, Promise<ChainCheck>>();
  running.set(database, ofDatabase);
  const known = ofDatabase.get(council);
  if (known !== undefined) return known;
  const check = checkAnew(database, council, now).finally(() => ofDatabase.delete(council));
  ofDatabase.set(council, check);
  return check;
}

/** Opened a second time, since an open log does not read again what it knows. */
async function checkAnew(database: Database, council: string, now: () => number): Promise<ChainCheck> {
  const began = performance.now();
  const about = () => ({ at: now(), ms: Math.round(performance.now() - began) });
  await setImmediate();
  try {
    await using log = await openFlagLog({ database, keyPath: '', councilId: council, readOnly: true });
    const { events } = await log.catchUp();
    return { ...about(), isGood: true, seq: events.length, reason: null };
  } catch (error) {
    if (!(error instanceof FlagLogError) || error.code !== 'log-unverified') throw error;
    const { seq, reason } = error.fields;
    return { ...about(), isGood: false, seq: Number(seq), reason: String(reason) };
  }
}
