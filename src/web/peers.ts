/** Who may bring requests, and under which name they must ask. */

import { BlockList, isIP } from 'node:net';
import { isLoopback } from '../settings/shape-parts.ts';

/** `proxies`: checked IP addresses and ranges; where there are none, whoever reaches the port is a browser on this machine. */
export function isAcceptedPeer(proxies: readonly string[]): (peer: string | undefined) => boolean {
  if (proxies.length === 0) return () => true;
  const list = new BlockList();
  for (const entry of proxies) {
    const [address = '', length] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, length === undefined ? (family === 'ipv6' ? 128 : 32) : Number(length), family);
  }
  return (peer = '') => {
    const address = peer.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/, '');
    return isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  };
}

/**
 * A page elsewhere may point a name of its own at this machine and would then be of the same origin as the console (DNS
 * rebinding); and links are never built from what a request says. `host` is the Host field, `publicHost` null on loopback.
 */
export function isAcceptedHost(host: string | undefined, publicHost: string | null): boolean {
  if (host === undefined) return false;
  return publicHost === null ? isLoopback(host.replace(/:\d*$/, '')) : host.toLowerCase() === publicHost;
}
