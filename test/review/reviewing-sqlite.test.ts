import { openDatabase } from '../../src/database/open-database.ts';
import { TempFolder } from '../flaglog/support.ts';
import { describeReviewing } from './reviewing-contract.ts';

describeReviewing('SQLite', async () => {
  const folder = new TempFolder();
  return {
    open: () => openDatabase({ kind: 'sqlite', path: folder.log }),
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
});
