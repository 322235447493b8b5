/** The open database: one schema, two kinds. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql, type Transaction } from 'kysely';
import { toDatabaseError } from './error.ts';
import type { Tables } from './tables.ts';

export interface Database extends AsyncDisposable {
  readonly kind: 'sqlite' | 'postgresql';
  /** For reading, and for single statements that need no lock. Never within the work of `transact`: that would wait for itself. */
  readonly kysely: Kysely<Tables>;
  /**
   * One writing transaction that holds the council's lock until it ends; null: no lock. What `work` throws takes all back.
   * Rejects with DatabaseError, or with what `work` throws.
   */
  transact<Result>(
    council: string | null,
    work: (transaction: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result>;
  /** Milliseconds since 1970 by the clock of PostgreSQL, which all machines share; by this machine's for SQLite. */
  now(): Promise<number>;
}

/** Keeps the council locks apart from advisory locks that others may take in the same database. */
const lockSpace = 0x0ca_d02;

const heldCouncils = new WeakMap<object, string>();

/** Whether this transaction was begun by `transact` with the lock of this council. */
export function holdsCouncil(transaction: Kysely<Tables>, council: string): boolean {
  return heldCouncils.get(transaction) === council;
}

export class OpenDatabase implements Database {
  readonly kind: Database['kind'];
  readonly #kysely: Kysely<Tables>;
  readonly #close: () => Promise<void>;
  readonly #current = new AsyncLocalStorage<{ isOpen: boolean }>();

  constructor(kind: Database['kind'], kysely: Kysely<Tables>, close: () => Promise<void>) {
    this.kind = kind;
    this.#kysely = kysely;
    this.#close = close;
  }

  get kysely(): Kysely<Tables> {
    this.#refuseWithin();
    return this.#kysely;
  }

  async transact<Result>(
    council: string | null,
    work: (transaction: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result> {
    this.#refuseWithin();
    const current = { isOpen: true };
    try {
      return await this.#kysely.transaction().execute(async (transaction) => {
        if (council !== null) await this.#lock(transaction, council);
        return this.#current.run(current, () => work(transaction));
      });
    } catch (cause) {
      throw toDatabaseError(cause);
    } finally {
      current.isOpen = false;
    }
  }

  async now(): Promise<number> {
    if (this.kind === 'sqlite') return Date.now();
    const { rows } = await sql<{ now: number }>`
      SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now`.execute(this.#kysely);
    return rows[0]?.now ?? Number.NaN;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  /**
   * SQLite has one writer at a time, and BEGIN IMMEDIATE has made us it. With PostgreSQL, READ COMMITTED (its default) matters:
   * each statement behind this one sees what the last holder of the lock has committed, as a snapshot taken before would not.
   */
  async #lock(transaction: Transaction<Tables>, council: string): Promise<void> {
    heldCouncils.set(transaction, council);
    if (this.kind === 'sqlite') return;
    await sql`SELECT pg_advisory_xact_lock(${sql.lit(lockSpace)}, hashtext(${council}))`.execute(transaction);
  }

  /** SQLite has one connection, for which such a query would wait for ever; PostgreSQL would read past the transaction. */
  #refuseWithin(): void {
    if (this.#current.getStore()?.isOpen !== true) return;
    throw new TypeError('Within a transaction the database is used through the transaction only.');
  }
}
