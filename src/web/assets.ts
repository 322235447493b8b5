/** Style sheets and scripts, in memory under names that change with their content: browsers may keep them for ever. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Asset = { contentType: string; body: Buffer };
export type Assets = {
  /** By file name, such as `console.1a2b3c4d5e6f7081.css`. */
  files: ReadonlyMap<string, Asset>;
  /** Address of an asset by its plain name, such as `console.css`. */
  urls: Readonly<Record<string, string>>;
};

export const govukFolder = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist');

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const systemFonts = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif';

export function loadAssets(): Assets {
  const own = (name: string): string => readFileSync(join(import.meta.dirname, 'assets', name), 'utf8');
  const govuk = readFileSync(join(govukFolder, 'govuk/govuk-frontend.min.css'), 'utf8');
  return buildAssets({
    'govuk.css': withoutCrown(govuk),
    'console.css': own('console.css'),
    'candour.svg': own('candour.svg'),
  });
}

export function buildAssets(texts: Readonly<Record<string, string>>): Assets {
  const named = Object.entries(texts).map(([name, text]) => {
    const body = Buffer.from(text);
    const [stem = '', extension = ''] = name.split('.');
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
    return { name, file: `${stem}.${hash}.${extension}`, body, contentType: contentTypes[extension] ?? 'text/plain' };
  });
  return {
    files: new Map(named.map(({ file, body, contentType }) => [file, { body, contentType }])),
    urls: Object.fromEntries(named.map(({ name, file }) => [name, `/assets/${file}`])),
  };
}

/** The typeface and the crest are the Crown's, and not for others to use. */
export function withoutCrown(css: string): string {
  return css
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', systemFonts)
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none')
    .replaceAll(/\/\*# sourceMappingURL=[^*]*\*\//g, '');
}
