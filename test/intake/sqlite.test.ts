import { describeIntake } from './intake-contract.ts';
import { makeSqlitePlace } from './places.ts';

describeIntake('SQLite', makeSqlitePlace);
