/** What the contract suites of this folder share: databases to open, rows to begin with. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database, DatabaseAddress } from '../../src/database/open-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { registerListing } from '../../src/intake/copy-register.ts';
import type { ReadOutcome } from '../../src/intake/intake.ts';

/** Databases opened by one `place` are the same one. `address` is what another process opens it by. */
export type Place = { address: DatabaseAddress; open: () => Promise<Database> };
export type MakePlace = () => Promise<Place>;

export const council = 'one';
export const mailbox = 'clerk';
export const folder = 'INBOX';
/** 24 November 2026, noon. */
export const noon = Date.UTC(2026, 10, 24, 12);

export function placeOf(address: DatabaseAddress): Place {
  return { address, open: () => openDatabase(address) };
}

/** In a folder of the test's own, gone when the test is over. */
export async function makeSqlitePlace(): Promise<Place> {
  const path = mkdtempSync(join(tmpdir(), 'candour-intake-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return placeOf({ kind: 'sqlite', path: join(path, 'candour.db') });
}

export type Sighting = { validity: string; reference: string };

export function sightings(count: number, validity = '7'): Sighting[] {
  return Array.from({ length: count }, (_, index) => ({ validity, reference: String(index + 1) }));
}

export function register(
  database: Database,
  found: readonly Sighting[],
  at = noon,
  lastUid: number | null = null,
): Promise<string[]> {
  const cursor = lastUid === null ? null : { validity: found[0]?.validity ?? '7', lastUid };
  return registerListing(database, council, mailbox, { folder, isSent: false, found, cursor }, at);
}

export function readOutcome(name: string, changes: Partial<Extract<ReadOutcome, { state: 'read' }>> = {}): ReadOutcome {
  return {
    state: 'read',
    messageId: `<${name}@x>`,
    facts: new TextEncoder().encode(`facts of ${name}`),
    links: [`<${name}@x>`],
    notExamined: [],
    factsVersion: 'v1',
    contentKey: `key of ${name}`,
    sentAt: noon,
    ...changes,
  };
}
