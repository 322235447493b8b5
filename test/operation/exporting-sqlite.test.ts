import { TempFolder } from '../flaglog/support.ts';
import { describeExporting } from './exporting-contract.ts';

describeExporting('SQLite', async () => {
  const folder = new TempFolder();
  return {
    address: { kind: 'sqlite', path: folder.log },
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
});
