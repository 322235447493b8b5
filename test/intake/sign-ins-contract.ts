/** Links and sessions of the console, and conversations, in every database. */

import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { findConversation } from '../../src/intake/conversation.ts';
import { recordReading } from '../../src/intake/evidence-register.ts';
import { createSession, endSession, idleMs, longestMs, readSession } from '../../src/intake/session-store.ts';
import {
  consumeSignIn,
  createSignIn,
  isSignInLetter,
  linksPerAddress,
  newSecret,
  signInMs,
} from '../../src/intake/sign-in-store.ts';
import { council, type MakePlace, noon, readOutcome, register, sightings } from './places.ts';

const address = 'clerk@example.gov.uk';

async function ask(database: Database, browser: string | null, at = noon): Promise<{ id: string; token: string }> {
  const link = await createSignIn(database, { address, browser, next: '/one/flags', at });
  if (link === null) throw new Error('There was no link.');
  return link;
}

export function describeSignIns(name: string, makePlace: MakePlace): void {
  describe(`links to sign in with: ${name}`, () => {
    it('work once, also for those who try at the same time', async () => {
      await using database = await (await makePlace()).open();
      const browser = newSecret();
      const { token } = await ask(database, browser);
      const tries = Array.from({ length: 8 }, () => consumeSignIn(database, { token, browser, at: noon + 1 }));
      const used = (await Promise.all(tries)).filter((each) => each !== null);
      expect(used).toEqual([{ address, next: '/one/flags' }]);
    });

    it('are good for the browser that asked, until their time is over', async () => {
      await using database = await (await makePlace()).open();
      const browser = newSecret();
      const { token } = await ask(database, browser);
      expect(await consumeSignIn(database, { token, browser: newSecret(), at: noon })).toBeNull();
      expect(await consumeSignIn(database, { token: newSecret(), browser, at: noon })).toBeNull();
      expect(await consumeSignIn(database, { token, browser, at: noon + signInMs })).toBeNull();
      expect(await consumeSignIn(database, { token, browser, at: noon + signInMs - 1 })).not.toBeNull();
      const shown = await ask(database, null);
      expect(await consumeSignIn(database, { token: shown.token, browser: newSecret(), at: noon })).not.toBeNull();
    });

    it('are so many an hour for an address, not counting those that the terminal shows', async () => {
      await using database = await (await makePlace()).open();
      for (let count = 0; count < linksPerAddress; count += 1) await ask(database, newSecret());
      const again = { address, browser: newSecret(), next: '', at: noon + 3_599_999 };
      expect(await createSignIn(database, again)).toBeNull();
      expect(await createSignIn(database, { ...again, address: 'chair@example.gov.uk' })).not.toBeNull();
      expect(await createSignIn(database, { ...again, browser: null })).not.toBeNull();
      expect(await createSignIn(database, { ...again, at: noon + 3_600_001 })).not.toBeNull();
    });

    it('leave no token in the database, and their letters are known for a while', async () => {
      await using database = await (await makePlace()).open();
      const browser = newSecret();
      const { id, token } = await ask(database, browser);
      const secret = await createSession(database, address, noon);
      const rows = [
        ...(await database.kysely.selectFrom('sign_in').selectAll().execute()),
        ...(await database.kysely.selectFrom('web_session').selectAll().execute()),
      ];
      for (const each of [token, browser, secret]) expect(JSON.stringify(rows)).not.toContain(each);
      expect([await isSignInLetter(database, id), await isSignInLetter(database, 'sign-in.0')]).toEqual([true, false]);
      await ask(database, browser, noon + 91 * 86_400_000);
      expect(await isSignInLetter(database, id)).toBe(false);
    });
  });

  describe(`sessions: ${name}`, () => {
    it('end without use, at their time, and when somebody ends them', async () => {
      await using database = await (await makePlace()).open();
      const secret = await createSession(database, address, noon);
      const at = (ms: number) => readSession(database, secret, noon + ms);
      expect(await at(idleMs - 1)).toEqual({ address, createdAt: noon });
      expect(await at(2 * idleMs - 2)).not.toBeNull();
      expect(await at(3 * idleMs)).toBeNull();
      const busy = await createSession(database, address, noon);
      for (let ms = 0; ms < longestMs; ms += idleMs / 2)
        expect(await readSession(database, busy, noon + ms)).not.toBeNull();
      expect(await readSession(database, busy, noon + longestMs)).toBeNull();
      const short = await createSession(database, address, noon);
      await endSession(database, short);
      expect(await readSession(database, short, noon)).toBeNull();
      expect(await readSession(database, newSecret(), noon)).toBeNull();
    });
  });

  describe(`conversations: ${name}`, () => {
    it('join what refers to the same messages, also by way of others', async () => {
      await using database = await (await makePlace()).open();
      const links: Record<string, string[]> = {
        a: ['<root@x>'],
        b: ['<a@x>'],
        c: ['<root@x>'],
        d: ['<else@x>'],
        e: [],
      };
      const ids = await register(database, sightings(5));
      for (const [index, [key, found]] of Object.entries(links).entries())
        await database.transact(council, (transaction) =>
          recordReading(transaction, council, ids[index] ?? '', readOutcome(key, { links: found }), noon, 'gate'),
        );
      const others = ['<b@x>', '<c@x>', '<d@x>', '<e@x>'];
      const found = await findConversation(database.kysely, council, '<a@x>', others);
      expect([...found].sort()).toEqual(['<b@x>', '<c@x>']);
      expect(await findConversation(database.kysely, council, '<e@x>', others)).toEqual(new Set());
      expect(await findConversation(database.kysely, council, '<unknown@x>', [])).toEqual(new Set());
    });
  });
}
