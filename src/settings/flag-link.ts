/** Where a flag can be seen in a browser, for the links in alerts and digests. */

import type { CouncilSettings, WebSettings } from './settings.ts';

/** Null where there is no console, or where its port is only known once it listens. */
export function consoleUrlOf(web: WebSettings | null): string | null {
  if (web === null || (web.publicUrl === null && web.port === 0)) return null;
  return web.publicUrl ?? `http://${web.host}:${web.port}`;
}

/** What the council's own settings name goes before the console's page. */
export function withFlagLink(settings: CouncilSettings, web: WebSettings | null, councilId: string): CouncilSettings {
  const url = consoleUrlOf(web);
  return settings.flagLink === null && url !== null
    ? { ...settings, flagLink: `${url}/${councilId}/flags/` }
    : settings;
}
