/** The tables of the console, one description for both databases; what they mean is said in tables.ts. */

import type { Database } from './database.ts';

export function consoleSchema(kind: Database['kind']): string[] {
  const isSqlite = kind === 'sqlite';
  const integer = isSqlite ? 'INTEGER' : 'BIGINT';
  const text = isSqlite ? 'TEXT' : 'TEXT COLLATE "C"';
  const end = isSqlite ? 'STRICT' : '';
  return [
    `CREATE TABLE sign_in (
      id ${text} NOT NULL PRIMARY KEY,
      token_hash ${text} NOT NULL UNIQUE,
      browser_hash ${text},
      address ${text} NOT NULL,
      next ${text} NOT NULL,
      created_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL,
      used_at ${integer}
    ) ${end}`,
    'CREATE INDEX sign_in_by_address ON sign_in (address, created_at)',
    'CREATE INDEX sign_in_by_time ON sign_in (created_at)',
    `CREATE TABLE web_session (
      token_hash ${text} NOT NULL PRIMARY KEY,
      address ${text} NOT NULL,
      created_at ${integer} NOT NULL,
      seen_at ${integer} NOT NULL
    ) ${end}`,
    'CREATE INDEX web_session_by_time ON web_session (created_at)',
    // A flag's page shows the other flags of its conversation.
    'CREATE INDEX copy_by_message ON copy (council, message_id)',
  ];
}
