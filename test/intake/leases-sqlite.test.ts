import { describeLeases } from './leases-contract.ts';
import { makeSqlitePlace } from './places.ts';

describeLeases('SQLite', makeSqlitePlace);
