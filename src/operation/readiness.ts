/** Whether this process is able to do its work: what `/readyz` answers. */

import { sql } from 'kysely';
import type { Installation } from './installation.ts';

export async function isAble({ database, queue }: Installation): Promise<Record<string, boolean>> {
  const [isDatabase, isQueue] = await Promise.all([
    sql`SELECT 1`.execute(database.kysely).then(
      () => true,
      () => false,
    ),
    queue.isReachable().catch(() => false),
  ]);
  return { database: isDatabase, queue: isQueue };
}
