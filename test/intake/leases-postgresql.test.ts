import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPostgresql, type TestPostgresql } from '../support/postgresql.ts';
import { describeLeases, now, openKeeper } from './leases-contract.ts';
import { type Place, placeOf } from './places.ts';

let postgresql: TestPostgresql;
let databases = 0;

beforeAll(async () => {
  postgresql = await startPostgresql();
});

afterAll(() => postgresql[Symbol.asyncDispose]());

async function makePlace(): Promise<Place> {
  databases += 1;
  return placeOf({ kind: 'postgresql', url: await postgresql.createDatabase(`leases_${databases}`) });
}

describeLeases('PostgreSQL', makePlace);

describe('a holder whose database is away for longer than its leases last', () => {
  it('ends its work in time, and goes on when the database is there again', async () => {
    const place = await makePlace();
    await using database = await place.open();
    const events: { what: 'taken' | 'ended'; at: number }[] = [];
    const errors: unknown[] = [];
    await using keeper = openKeeper(database, 'me', {
      names: ['a'],
      onTaken: async (_name, signal) => {
        events.push({ what: 'taken', at: now() });
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        events.push({ what: 'ended', at: now() });
      },
      onError: (error) => errors.push(error),
    });
    await vi.waitFor(() => expect(keeper.held).toEqual(['a']), { timeout: 5_000 });
    await postgresql.kill();
    const killed = now();
    await vi.waitFor(() => expect(keeper.held).toEqual([]), { timeout: 5_000, interval: 5 });
    const [, ended] = events;
    // By the database's clock the lease runs out 1.5 s after its last renewal, which was before the server died.
    expect((ended?.at ?? 0) - killed).toBeLessThan(1_500);
    expect(errors.length).toBeGreaterThan(0);
    await postgresql.start();
    await vi.waitFor(() => expect(keeper.held).toEqual(['a']), { timeout: 15_000 });
    expect(events.map(({ what }) => what)).toEqual(['taken', 'ended', 'taken']);
  });
});
