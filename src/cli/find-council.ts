/** The council file that belongs to a flag log. */

import type { Council } from '../council/council.ts';
import type { Pack } from '../protocol/pack.ts';
import { defaultSettingsPath, loadSettings } from '../settings/load-settings.ts';
import { loadCouncil } from '../sources/load-council.ts';
import type { LogOptions } from './log-options.ts';

export type FoundCouncil = { council: Council; pack: Pack; file: string };

/** The one given, or that of the settings with the same council; null where neither is without mistakes. */
export async function findCouncilOf(
  id: string,
  { config, council: given }: Pick<LogOptions, 'config' | 'council'>,
): Promise<FoundCouncil | null> {
  const isFile = given !== undefined && config === undefined;
  const { settings } = isFile ? { settings: null } : loadSettings(config ?? defaultSettingsPath);
  const files = isFile ? [given] : (settings?.councils.map(({ file }) => file) ?? []);
  for (const file of files) {
    const { council, pack } = await loadCouncil(file);
    if (council?.id === id && pack !== null) return { council, pack, file };
  }
  return null;
}
