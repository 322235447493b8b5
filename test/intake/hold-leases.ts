/**
 * Holds leases until it is killed. Prints `taken NAME TIME` and `ended NAME TIME`, with the time in milliseconds by the clock that all
 * processes of a machine share and nobody sets.
 */

import { once } from 'node:events';
import { openDatabase } from '../../src/database/open-database.ts';
import { LeaseKeeper } from '../../src/intake/lease-keeper.ts';

const [address = '', holder = '', ttlMs = '', ...names] = process.argv.slice(2);
const say = (what: string, name: string): void => {
  process.stdout.write(`${what} ${name} ${Number(process.hrtime.bigint()) / 1e6}\n`);
};

const database = await openDatabase(JSON.parse(address));
new LeaseKeeper({
  database,
  names,
  holder,
  ttlMs: Number(ttlMs),
  onTaken: async (name, signal) => {
    say('taken', name);
    if (!signal.aborted) await once(signal, 'abort');
    say('ended', name);
  },
  onError: () => undefined,
});
