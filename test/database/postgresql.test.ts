import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { startPostgresql, type TestPostgresql } from '../support/postgresql.ts';
import { copyRow, describeDatabase } from './database-contract.ts';

let postgresql: TestPostgresql;
let databases = 0;

beforeAll(async () => {
  postgresql = await startPostgresql();
});

afterAll(() => postgresql[Symbol.asyncDispose]());

const createDatabase = (): Promise<string> => {
  databases += 1;
  return postgresql.createDatabase(`contract_${databases}`);
};
const openPostgresql = (url: string, readOnly = false) => openDatabase({ kind: 'postgresql', url }, { readOnly });

describeDatabase('PostgreSQL', async () => {
  const url = await createDatabase();
  return { open: () => openPostgresql(url), [Symbol.asyncDispose]: async () => {} };
});

describe('a PostgreSQL database', () => {
  it('lets councils write at the same time', async () => {
    await using database = await openPostgresql(await createDatabase());
    const order: string[] = [];
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = database.transact('one', async () => {
      await released;
      order.push('one');
    });
    await database.transact('two', async () => {
      order.push('two');
    });
    await database.transact(null, async () => {
      order.push('none');
    });
    release();
    await first;
    expect(order).toEqual(['two', 'none', 'one']);
  });

  it('read only is changed by nothing, and made by nobody', async () => {
    const url = await createDatabase();
    await expect(openPostgresql(url, true)).rejects.toMatchObject({ code: 'not-there' });
    await (await openPostgresql(url))[Symbol.asyncDispose]();
    await using database = await openPostgresql(url, true);
    await expect(database.kysely.insertInto('copy').values(copyRow('a')).execute()).rejects.toMatchObject({
      code: 'database',
      fields: { sqlstate: '25006' },
    });
  });

  it('with migrations of a newer version is left alone', async () => {
    const url = await createDatabase();
    {
      await using database = await openPostgresql(url);
      await sql`INSERT INTO kysely_migration VALUES ('9999-of-the-future', '2036-01-01T00:00:00.000Z')`.execute(
        database.kysely,
      );
    }
    await expect(openPostgresql(url)).rejects.toMatchObject({ code: 'newer-format' });
  });

  it('that is not there, or no URL at all, is refused without telling the password', async () => {
    const [, address] = postgresql.url.split('candour@');
    const url = `postgresql://candour:secret-word@${address?.replace(/postgres$/, 'nowhere')}`;
    for (const wrong of [url, 'secret-word']) {
      const error: unknown = await openPostgresql(wrong).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'DatabaseError', code: 'refused', temporary: false });
      expect(JSON.stringify(error) + String(error instanceof Error && error.stack)).not.toContain('secret-word');
    }
  });

  it('shows no value of a row in an error', async () => {
    await using database = await openPostgresql(await createDatabase());
    const row = { ...copyRow('a'), reference: 'mrs-stroud' };
    await database.kysely.insertInto('copy').values(row).execute();
    const error: unknown = await database.kysely
      .insertInto('copy')
      .values({ ...row, mailbox: 'mrs-stroud' })
      .execute()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'constraint', fields: { sqlstate: '23505', table: 'copy' } });
    expect(JSON.stringify(error)).not.toContain('stroud');
    expect(error instanceof Error ? error.cause : null).toBeUndefined();
  });

  it('that keeps somebody waiting too long may be tried again', async () => {
    await using database = await openPostgresql(await createDatabase());
    const { kysely } = database;
    await kysely.insertInto('copy').values(copyRow('a')).execute();
    const blocked = database.transact('one', async (transaction) => {
      await transaction.updateTable('copy').set({ attempts: 1 }).execute();
      await kysely.transaction().execute(async (other) => {
        await sql`SET LOCAL lock_timeout = 20`.execute(other);
        await other.updateTable('copy').set({ attempts: 2 }).execute();
      });
    });
    await expect(blocked).rejects.toMatchObject({ code: 'busy', temporary: true, fields: { sqlstate: '55P03' } });
  });
});

describe('a PostgreSQL server that dies', () => {
  it('takes back what was not committed, and is used again as soon as it is there', async () => {
    await using database = await openPostgresql(await createDatabase());
    await database.transact('one', async (transaction) => {
      await transaction.insertInto('copy').values(copyRow('kept')).execute();
    });
    const cut = database.transact('one', async (transaction) => {
      await transaction.insertInto('copy').values(copyRow('lost')).execute();
      await postgresql.kill();
      await transaction.insertInto('copy').values(copyRow('never')).execute();
    });
    await expect(cut).rejects.toMatchObject({ name: 'DatabaseError', code: 'unreachable', temporary: true });
    const reading = database.kysely.selectFrom('copy').select('id').execute();
    await expect(reading).rejects.toMatchObject({ code: 'unreachable', temporary: true });
    await postgresql.start();
    await vi.waitFor(
      async () => expect(await database.kysely.selectFrom('copy').select('id').execute()).toEqual([{ id: 'kept' }]),
      { timeout: 10_000 },
    );
    expect(await database.transact('one', async () => 'again')).toBe('again');
  });
});
