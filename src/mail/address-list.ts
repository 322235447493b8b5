import { domainToASCII } from 'node:url';
import parseList from 'nodemailer/lib/addressparser';
import { decodeWords } from './header-fields.ts';
import type { Address } from './message.ts';

/** More addresses in one field than any council has: the rest of a hostile field is not looked at. */
const maximumListLength = 100_000;

/**
 * One form for one mailbox: lower case, without `mailto:`, angle brackets and comments, an international domain in its
 * ASCII form (RFC 5890). '' where there is no `@`.
 */
export function normaliseAddress(text: string): string {
  let address = text.trim().toLowerCase();
  if (address.startsWith('mailto:')) address = address.slice(7);
  if (/[<>\s"']/.test(address)) address = address.replace(/^[<\s'"]+|[>\s'"]+$/g, '');
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) return '';
  const question = address.indexOf('?', at);
  if (question > 0) address = address.slice(0, question);
  const domain = address.slice(at + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is exactly whether the domain is ASCII
  if (/^[\x00-\x7f]*$/.test(domain)) return domain.endsWith('.') ? address.slice(0, -1) : address;
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

/**
 * The mailboxes of an address field (RFC 5322 section 3.4). Members of groups come as if written alone, an empty group
 * such as `undisclosed-recipients:;` gives none, and what holds no address is left out.
 */
export function parseAddressList(value: string): Address[] {
  if (value === '') return [];
  const addresses: Address[] = [];
  // Some programs separate by blanks only: without angle brackets, an address in the place of a name is one more.
  const isBare = !value.includes('<');
  for (const entry of parseEntries(value.slice(0, maximumListLength))) {
    const address = normaliseAddress(entry.address ?? '');
    if (address === '') continue;
    const name = cleanName(entry.name ?? '', address);
    const more = isBare && name.includes('@') ? name.split(' ').map(normaliseAddress) : [];
    if (more.length > 0 && !more.includes('')) {
      addresses.push({ address, name: '' });
      for (const other of more) addresses.push({ address: other, name: '' });
    } else addresses.push({ address, name });
  }
  return addresses;
}

type Entry = { name?: string; address?: string };

function parseEntries(value: string): Entry[] {
  try {
    return parseList(value, { flatten: true }) as Entry[];
  } catch {
    return [];
  }
}

/** Several fields of one name (RFC 5322 allows one, senders write more) are one list; each address once. */
export function parseAddressFields(values: readonly string[]): Address[] {
  if (values.length === 0) return [];
  if (values.length === 1) return withoutRepeats(parseAddressList(values[0] as string));
  return withoutRepeats(values.flatMap(parseAddressList));
}

function withoutRepeats(addresses: Address[]): Address[] {
  if (addresses.length < 2) return addresses;
  const seen = new Set<string>();
  return addresses.filter(({ address }) => !seen.has(address) && seen.add(address));
}

/** The display name as people see it; '' where it only repeats the address. */
export function cleanName(text: string, address: string): string {
  const name = decodeWords(text)
    .replace(/^['"\s]+|['"\s]+$/g, '')
    .replace(/\s+/g, ' ');
  return name.toLowerCase() === address ? '' : name;
}
