/** Which machines may deliver. Who they are is all the proof there is that an envelope is true: grade A rests on this list. */

import { BlockList, isIP } from 'node:net';
import { DeliveryError } from './delivery.ts';

type Family = 'ipv4' | 'ipv6';
type Network = { address: string; prefix: number; family: Family };

/** @throws {DeliveryError} `configuration` for what is no address, and for addresses that are reached over the internet. */
export function parseAcceptedPeers(acceptFrom: readonly string[]): (peer: string) => boolean {
  if (acceptFrom.length === 0) {
    throw new DeliveryError('configuration', 'Nobody may deliver: `acceptFrom` names no address.');
  }
  const accepted = new BlockList();
  for (const entry of acceptFrom) {
    const network = parseNetwork(entry);
    checkNearby(network, entry);
    accepted.addSubnet(network.address, network.prefix, network.family);
  }
  return (peer) => {
    // The zone of a link-local address (RFC 4007) says by which way it came, not who it is.
    const address = peer.replace(/%.*$/, '');
    const family = familyOf(address);
    return family !== null && accepted.check(address, family);
  };
}

function parseNetwork(entry: string): Network {
  const [address = '', prefixText, ...rest] = entry.trim().split('/');
  const family = familyOf(address);
  const longest = family === 'ipv4' ? 32 : 128;
  const prefix = prefixText === undefined ? longest : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : -1;
  if (family === null || rest.length > 0 || prefix < 0 || prefix > longest) {
    throw new DeliveryError(
      'configuration',
      `\`acceptFrom\` holds ${entry}, which is neither an IP address nor a network.`,
    );
  }
  return { address, prefix, family };
}

function familyOf(address: string): Family | null {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null;
}

/** This machine, private networks (RFC 1918, RFC 4193), shared ones (RFC 6598, as overlay networks use them) and links. */
const nearby: readonly Network[] = [
  { address: '127.0.0.0', prefix: 8, family: 'ipv4' },
  { address: '10.0.0.0', prefix: 8, family: 'ipv4' },
  { address: '172.16.0.0', prefix: 12, family: 'ipv4' },
  { address: '192.168.0.0', prefix: 16, family: 'ipv4' },
  { address: '100.64.0.0', prefix: 10, family: 'ipv4' },
  { address: '169.254.0.0', prefix: 16, family: 'ipv4' },
  { address: '::1', prefix: 128, family: 'ipv6' },
  { address: 'fc00::', prefix: 7, family: 'ipv6' },
  { address: 'fe80::', prefix: 10, family: 'ipv6' },
];

/** The listener has no TLS: mail from further away comes through a mail server that has. */
function checkNearby(network: Network, entry: string): void {
  const isNearby = nearby.some((range) => {
    if (range.family !== network.family || network.prefix < range.prefix) return false;
    const list = new BlockList();
    list.addSubnet(range.address, range.prefix, range.family);
    return list.check(network.address, network.family);
  });
  if (isNearby) return;
  throw new DeliveryError(
    'configuration',
    `\`acceptFrom\` holds ${entry}, which lies outside this machine and its private network: let a mail server with TLS stand before Candour.`,
  );
}
