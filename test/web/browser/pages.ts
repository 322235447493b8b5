/** Every page of the table of routes, with its address for a test: a page that is new is tested as soon as it is in the table. */

import { type Route, routes } from '../../../src/web/routes.ts';

/** GETs that answer with a page of their own, and not with a file or with the way to another page. */
export const pages: readonly Route[] = routes.filter(
  ({ name, method, path }) => method === 'GET' && name !== 'asset' && !isDownload(path),
);

/** A file is saved, not shown. */
function isDownload(path: string): boolean {
  return /\.\w+$|:file$|:format$|\/download$/.test(path);
}

/** @throws where a route has a part that no test knows a value for: give it one here. */
export function addressOfPage({ path }: Pick<Route, 'path'>, values: Readonly<Record<string, string>>): string {
  const known: Readonly<Record<string, string>> = { council: 'little-wickham', token: 'A'.repeat(43), ...values };
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`The tests know no :${name} for ${path}.`);
    return encodeURIComponent(value);
  });
}
