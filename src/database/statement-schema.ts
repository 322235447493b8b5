/** Lets the outbox hold letters that give somebody a link for a statement: both databases keep the kinds of notices in a check. */

import type { Database } from './database.ts';

const kinds = "'alert', 'overflow', 'correction', 'digest', 'heartbeat', 'head', 'report', 'statement'";

export function statementSchema(kind: Database['kind']): string[] {
  if (kind === 'postgresql')
    return [
      'ALTER TABLE notice DROP CONSTRAINT notice_kind_check',
      `ALTER TABLE notice ADD CONSTRAINT notice_kind_check CHECK (kind IN (${kinds}))`,
    ];
  // SQLite changes no check of a table: the rows move to a new one (https://sqlite.org/lang_altertable.html, 7).
  return [
    `CREATE TABLE notice_anew (
      council TEXT NOT NULL,
      id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN (${kinds})),
      recipient TEXT NOT NULL,
      thread TEXT NOT NULL,
      parameters TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given-up')),
      created_at INTEGER NOT NULL,
      not_before INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      next_attempt_at INTEGER NOT NULL,
      sent_at INTEGER,
      code TEXT NOT NULL,
      PRIMARY KEY (council, id)
    ) STRICT`,
    `INSERT INTO notice_anew (council, id, kind, recipient, thread, parameters, state, created_at, not_before, attempts, next_attempt_at, sent_at, code)
      SELECT council, id, kind, recipient, thread, parameters, state, created_at, not_before, attempts, next_attempt_at, sent_at, code FROM notice`,
    'DROP TABLE notice',
    'ALTER TABLE notice_anew RENAME TO notice',
    'CREATE INDEX notice_by_state ON notice (council, state, next_attempt_at)',
    'CREATE INDEX notice_by_time ON notice (council, kind, created_at)',
  ];
}
