/** Everything that the tables of the intake must do, whichever database holds them; each kind's test file runs this. */

import { describeCopies } from './copies-contract.ts';
import { describeEvidence } from './evidence-contract.ts';
import { describeMailboxes } from './mailboxes-contract.ts';
import { describeNotices } from './notices-contract.ts';
import type { MakePlace } from './places.ts';
import { describeSignIns } from './sign-ins-contract.ts';

export function describeIntake(name: string, makePlace: MakePlace): void {
  describeCopies(name, makePlace);
  describeEvidence(name, makePlace);
  describeMailboxes(name, makePlace);
  describeNotices(name, makePlace);
  describeSignIns(name, makePlace);
}
