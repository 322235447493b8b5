/** Addresses and domains as the council file and the roster compare them. */

const addressPattern =
  /^[^\s@<>()[\],;:"\\]+@(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u;
const domainPattern =
  /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u;

export function isAddress(text: string): boolean {
  return text.length <= 320 && addressPattern.test(text);
}

export function isDomain(text: string): boolean {
  return text.length <= 253 && domainPattern.test(text);
}

export function normaliseAddress(text: string): string {
  return text.trim().toLowerCase();
}

/** What follows the last `@`, lower case; '' where there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** `name+tag@domain` without its tag (RFC 5233); the address itself where it has none. */
export function withoutTag(address: string): string {
  const at = address.lastIndexOf('@');
  const plus = address.indexOf('+');
  return plus > 0 && plus < at ? address.slice(0, plus) + address.slice(at) : address;
}

/** Whether the address belongs to one of the domains or to a subdomain of one. */
export function isOnDomain(address: string, domains: ReadonlySet<string>): boolean {
  if (!address.includes('@')) return false;
  let domain = domainOf(address);
  while (domain !== '') {
    if (domains.has(domain)) return true;
    const dot = domain.indexOf('.');
    if (dot < 0) return false;
    domain = domain.slice(dot + 1);
  }
  return false;
}
