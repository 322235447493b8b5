/** The tables of the live service, one description for both databases; what they mean is said in tables.ts. */

import type { Database } from './database.ts';

export function liveSchema(kind: Database['kind']): string[] {
  const isSqlite = kind === 'sqlite';
  const integer = isSqlite ? 'INTEGER' : 'BIGINT';
  // Collation C sorts and compares text by its bytes, as SQLite does.
  const text = isSqlite ? 'TEXT' : 'TEXT COLLATE "C"';
  const bytes = isSqlite ? 'BLOB' : 'BYTEA';
  const end = isSqlite ? 'STRICT' : '';
  return [
    // What is long comes last: SQLite reads a row from its start, and as far as it must.
    `CREATE TABLE copy (
      council ${text} NOT NULL,
      id ${text} NOT NULL,
      mailbox ${text} NOT NULL,
      folder ${text} NOT NULL,
      is_sent ${integer} NOT NULL,
      validity ${text} NOT NULL,
      reference ${text} NOT NULL,
      state ${text} NOT NULL CHECK (state IN ('waiting', 'read', 'left-aside', 'unreadable', 'gone', 'same')),
      opening ${text} NOT NULL CHECK (opening IN ('gate', 'all')),
      seen_at ${integer} NOT NULL,
      attempts ${integer} NOT NULL,
      next_attempt_at ${integer} NOT NULL,
      reason ${text} NOT NULL,
      content_key ${text},
      message_id ${text},
      evidence_seq ${integer},
      facts_version ${text},
      read_at ${integer},
      sent_at ${integer},
      links ${text},
      not_examined ${text},
      facts ${bytes},
      PRIMARY KEY (council, id)
    ) ${end}`,
    'CREATE INDEX copy_by_state ON copy (council, state, next_attempt_at, seen_at)',
    // Counting by mailbox and state is answered by this one alone.
    'CREATE INDEX copy_by_mailbox ON copy (council, mailbox, state, seen_at, read_at)',
    'CREATE INDEX copy_by_folder ON copy (council, mailbox, folder, content_key)',
    'CREATE UNIQUE INDEX copy_by_evidence ON copy (council, evidence_seq)',
    'CREATE INDEX copy_by_date ON copy (council, sent_at)',
    'CREATE INDEX copy_not_examined ON copy (council, mailbox) WHERE not_examined IS NOT NULL',
    `CREATE TABLE digest_day (council ${text} NOT NULL PRIMARY KEY, day ${text} NOT NULL) ${end}`,
    `CREATE TABLE folder_cursor (
      council ${text} NOT NULL,
      mailbox ${text} NOT NULL,
      folder ${text} NOT NULL,
      validity ${text} NOT NULL,
      last_uid ${integer} NOT NULL,
      PRIMARY KEY (council, mailbox, folder)
    ) ${end}`,
    `CREATE TABLE mailbox (
      council ${text} NOT NULL,
      mailbox ${text} NOT NULL,
      state ${text} NOT NULL CHECK (state IN ('starting', 'catching-up', 'watching', 'failing')),
      code ${text} NOT NULL,
      reason ${text} NOT NULL,
      state_since ${integer} NOT NULL,
      synced_at ${integer},
      last_seen_at ${integer},
      listed_at ${integer},
      swept_seq ${integer} NOT NULL,
      swept_day ${text} NOT NULL,
      swept_version ${text} NOT NULL,
      swept_at ${integer},
      PRIMARY KEY (council, mailbox)
    ) ${end}`,
    `CREATE TABLE lease (
      name ${text} NOT NULL PRIMARY KEY,
      holder ${text} NOT NULL,
      expires_at ${integer} NOT NULL
    ) ${end}`,
    `CREATE TABLE notice (
      council ${text} NOT NULL,
      id ${text} NOT NULL,
      kind ${text} NOT NULL
        CHECK (kind IN ('alert', 'overflow', 'correction', 'digest', 'heartbeat', 'head', 'report')),
      recipient ${text} NOT NULL,
      thread ${text} NOT NULL,
      parameters ${text} NOT NULL,
      state ${text} NOT NULL CHECK (state IN ('waiting', 'sent', 'given-up')),
      created_at ${integer} NOT NULL,
      not_before ${integer} NOT NULL,
      attempts ${integer} NOT NULL,
      next_attempt_at ${integer} NOT NULL,
      sent_at ${integer},
      code ${text} NOT NULL,
      PRIMARY KEY (council, id)
    ) ${end}`,
    'CREATE INDEX notice_by_state ON notice (council, state, next_attempt_at)',
    'CREATE INDEX notice_by_time ON notice (council, kind, created_at)',
    `CREATE TABLE notice_flag (
      council ${text} NOT NULL,
      flag ${text} NOT NULL,
      kind ${text} NOT NULL CHECK (kind IN ('alert', 'correction', 'digest')),
      notice ${text} NOT NULL,
      PRIMARY KEY (council, flag, kind)
    ) ${end}`,
    'CREATE INDEX notice_flag_by_notice ON notice_flag (council, notice)',
  ];
}
