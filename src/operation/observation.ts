import type { CouncilSettings } from '../settings/settings.ts';

const dayMs = 86_400_000;

/** When the first immediate alert may go out. Instants in milliseconds since 1970; `openedAt`: of the log's first entry. */
export function computeObservationEnd({ observeDays }: Pick<CouncilSettings, 'observeDays'>, openedAt: number): number {
  return openedAt + observeDays * dayMs;
}
