/** What the block `web` means: where the console is, and that nobody can read along on the way to it. */

import type { KeyPath } from '../council/problem.ts';
import type { Built } from './build-settings.ts';
import { mistake } from './secret-keys.ts';
import type { WebSettings } from './settings.ts';
import type { WrittenWeb } from './settings-shape.ts';
import { isLoopback } from './shape-parts.ts';

export function buildWeb(written: WrittenWeb | null): Built<WebSettings> {
  if (written === null) return { value: null, remarks: [] };
  const found = findMistake(written);
  if (found !== null) return { value: null, remarks: [mistake(['web', ...found.path], found.message)] };
  const publicUrl = written.publicUrl === null ? null : new URL(written.publicUrl).origin;
  return { value: { ...written, publicUrl }, remarks: [] };
}

/** Candour speaks plain HTTP: to a browser on this machine, or to a proxy that has the certificate. */
function findMistake({ host, publicUrl, proxies }: WrittenWeb): { path: KeyPath; message: string } | null {
  const url = publicUrl === null ? null : URL.parse(publicUrl);
  if (publicUrl !== null && (url === null || url.href !== `${url.origin}/` || publicUrl.includes('?')))
    return { path: ['publicUrl'], message: 'Write scheme and host only, such as https://candour.example.gov.uk.' };
  if (url?.protocol === 'http:' && !isLoopback(url.hostname))
    return {
      path: ['publicUrl'],
      message: 'Only to this machine may the console be served without TLS: write https://, and put a proxy in front.',
    };
  if (url?.protocol === 'https:' && proxies.length === 0)
    return {
      path: [],
      message:
        'Name under proxies who brings the requests: Candour has no certificate of its own, so https:// needs a proxy.',
    };
  if (!isLoopback(host) && url?.protocol !== 'https:')
    return {
      path: ['host'],
      message:
        'Listening beyond this machine needs publicUrl with https://, and proxies: what goes over the network must be encrypted.',
    };
  return null;
}
