import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { NodeSqliteDialect } from '../../src/database/node-sqlite-dialect.ts';

type Tables = { item: { id: number; name: string; bytes: Uint8Array | null } };

async function openItems(): Promise<Kysely<Tables>> {
  const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(new DatabaseSync(':memory:')) });
  await sql`CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes BLOB) STRICT`.execute(kysely);
  return kysely;
}

describe('Kysely over node:sqlite', () => {
  it('reads a row back: the stock dialect would return none', async () => {
    await using items = await openItems();
    await items
      .insertInto('item')
      .values({ id: 1, name: 'one', bytes: new Uint8Array([1, 2]) })
      .execute();
    const rows = await items.selectFrom('item').selectAll().where('name', '=', 'one').execute();
    expect(rows).toEqual([{ id: 1, name: 'one', bytes: new Uint8Array([1, 2]) }]);
  });

  it('returns the rows of INSERT … RETURNING, and counts what UPDATE changed', async () => {
    await using items = await openItems();
    const inserted = await items.insertInto('item').values({ id: 7, name: 'x', bytes: null }).returning('id').execute();
    const [updated] = await items.updateTable('item').set({ name: 'y' }).execute();
    expect(inserted).toEqual([{ id: 7 }]);
    expect(updated?.numUpdatedRows).toBe(1n);
  });

  it('takes back a transaction that fails, and keeps its neighbours out of it', async () => {
    await using items = await openItems();
    const failing = items.transaction().execute(async (transaction) => {
      await transaction.insertInto('item').values({ id: 1, name: 'lost', bytes: null }).execute();
      throw new Error('as planned');
    });
    const other = items
      .transaction()
      .execute((transaction) => transaction.insertInto('item').values({ id: 2, name: 'kept', bytes: null }).execute());
    await expect(failing).rejects.toThrow('as planned');
    await other;
    expect(await items.selectFrom('item').select('name').execute()).toEqual([{ name: 'kept' }]);
  });
});
