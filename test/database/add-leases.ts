/** Opens the SQLite file and adds twenty rows, one a transaction; test/database/sqlite.test.ts starts several of these. */

import { openDatabase } from '../../src/database/open-database.ts';

const [path = '', name = ''] = process.argv.slice(2);
await using database = await openDatabase({ kind: 'sqlite', path });
for (let index = 0; index < 20; index += 1) {
  await database.transact('one', async (transaction) => {
    await transaction
      .insertInto('lease')
      .values({ name: `${name}${index}`, holder: name, expires_at: 0 })
      .execute();
  });
}
