/** Registers copies until it is killed, beginning at the cursor as a watcher does; prints the cursor after each listing. */

import { openDatabase } from '../../src/database/open-database.ts';
import { readCursor } from '../../src/intake/copy-register.ts';
import { council, folder, mailbox, noon, register } from './places.ts';

await using database = await openDatabase(JSON.parse(process.argv[2] ?? ''));
for (;;) {
  const from = (await readCursor(database, council, mailbox, folder))?.lastUid ?? 0;
  const count = 1 + Math.floor(Math.random() * 400);
  const found = Array.from({ length: count }, (_, index) => ({ validity: '7', reference: String(from + index + 1) }));
  await register(database, found, noon, from + count);
  process.stdout.write(`${from + count}\n`);
}
