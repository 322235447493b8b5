/**
 * The tables of the flag log, append-only by triggers. Those are a seat-belt against accidents: whoever can write to the database
 * can drop them. The proof is the chain and its heads.
 */

import type { Database } from './database.ts';

export function flagLogSchema(kind: Database['kind']): string[] {
  return kind === 'sqlite' ? sqliteSchema : postgresqlSchema;
}

/** As release 0.1.0 made them, where they are not there yet: its logs are taken over as they are. */
const sqliteSchema = [
  'CREATE TABLE IF NOT EXISTS flag_log_schema (version INTEGER NOT NULL PRIMARY KEY) STRICT',
  'INSERT OR IGNORE INTO flag_log_schema (version) VALUES (1)',
  `CREATE TABLE IF NOT EXISTS flag_log_entry (
    council TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (council, seq)
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS flag_log_sealed (
    council TEXT NOT NULL, seq INTEGER NOT NULL, field TEXT NOT NULL, item INTEGER NOT NULL, value BLOB, salt BLOB,
    PRIMARY KEY (council, seq, field, item), CHECK ((value IS NULL) = (salt IS NULL))
  ) STRICT`,
  `CREATE TRIGGER IF NOT EXISTS flag_log_entry_no_update BEFORE UPDATE ON flag_log_entry
    BEGIN SELECT RAISE(ABORT, 'the flag log is append-only'); END`,
  `CREATE TRIGGER IF NOT EXISTS flag_log_entry_no_delete BEFORE DELETE ON flag_log_entry
    BEGIN SELECT RAISE(ABORT, 'the flag log is append-only'); END`,
  // REPLACE deletes without firing the trigger above.
  `CREATE TRIGGER IF NOT EXISTS flag_log_entry_only_next BEFORE INSERT ON flag_log_entry
    WHEN NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM flag_log_entry WHERE council = NEW.council)
    BEGIN SELECT RAISE(ABORT, 'the flag log is append-only'); END`,
  `CREATE TRIGGER IF NOT EXISTS flag_log_sealed_only_erase BEFORE UPDATE ON flag_log_sealed
    WHEN NEW.value IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.council <> OLD.council OR NEW.seq <> OLD.seq
      OR NEW.field <> OLD.field OR NEW.item <> OLD.item
    BEGIN SELECT RAISE(ABORT, 'a sealed item can only be erased'); END`,
  `CREATE TRIGGER IF NOT EXISTS flag_log_sealed_no_delete BEFORE DELETE ON flag_log_sealed
    BEGIN SELECT RAISE(ABORT, 'a sealed item can only be erased'); END`,
];

/** Collation C sorts and compares text by its bytes, as SQLite does. */
const postgresqlSchema = [
  `CREATE TABLE flag_log_entry (
    council TEXT COLLATE "C" NOT NULL, seq BIGINT NOT NULL, hash TEXT COLLATE "C" NOT NULL, entry BYTEA NOT NULL,
    PRIMARY KEY (council, seq)
  )`,
  `CREATE TABLE flag_log_sealed (
    council TEXT COLLATE "C" NOT NULL, seq BIGINT NOT NULL, field TEXT COLLATE "C" NOT NULL, item BIGINT NOT NULL,
    value BYTEA, salt BYTEA,
    PRIMARY KEY (council, seq, field, item), CHECK ((value IS NULL) = (salt IS NULL))
  )`,
  `CREATE FUNCTION flag_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$`,
  `CREATE FUNCTION flag_log_entry_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM flag_log_entry WHERE council = NEW.council) THEN
        RAISE EXCEPTION 'the flag log is append-only';
      END IF;
      RETURN NEW;
    END $$`,
  `CREATE TRIGGER flag_log_entry_no_change BEFORE UPDATE OR DELETE ON flag_log_entry FOR EACH ROW
    EXECUTE FUNCTION flag_log_refuse('the flag log is append-only')`,
  `CREATE TRIGGER flag_log_entry_no_truncate BEFORE TRUNCATE ON flag_log_entry FOR EACH STATEMENT
    EXECUTE FUNCTION flag_log_refuse('the flag log is append-only')`,
  `CREATE TRIGGER flag_log_entry_only_next BEFORE INSERT ON flag_log_entry FOR EACH ROW
    EXECUTE FUNCTION flag_log_entry_next()`,
  `CREATE TRIGGER flag_log_sealed_only_erase BEFORE UPDATE ON flag_log_sealed FOR EACH ROW
    WHEN (NEW.value IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.council <> OLD.council OR NEW.seq <> OLD.seq
      OR NEW.field <> OLD.field OR NEW.item <> OLD.item)
    EXECUTE FUNCTION flag_log_refuse('a sealed item can only be erased')`,
  `CREATE TRIGGER flag_log_sealed_no_delete BEFORE DELETE ON flag_log_sealed FOR EACH ROW
    EXECUTE FUNCTION flag_log_refuse('a sealed item can only be erased')`,
  `CREATE TRIGGER flag_log_sealed_no_truncate BEFORE TRUNCATE ON flag_log_sealed FOR EACH STATEMENT
    EXECUTE FUNCTION flag_log_refuse('a sealed item can only be erased')`,
];
