/** What the shapes of the settings file and of `imap` blocks have in common. */

import { isIP } from 'node:net';
import { z } from 'zod';
import { isAddress } from '../council/addresses.ts';

export const text = z.string({ error: 'This must be text.' }).trim().min(1, { error: 'This must not be empty.' });
export const path = z.string({ error: 'This must be a path.' }).trim().min(1, { error: 'This must not be empty.' });
export const address = text
  .toLowerCase()
  .refine(isAddress, { error: 'This is no email address: write it alone, such as candour@example.gov.uk.' });
export const host = text.regex(/^[A-Za-z0-9_.:[\]-]+$/, {
  error: 'This is no host: write a name such as mail.example.org, or an IP address.',
});
export const security = z.enum(['tls', 'starttls', 'none']);

const portError = 'This must be a port, a whole number up to 65535.';
export const remotePort = z.int({ error: portError }).min(1, { error: portError }).max(65_535, { error: portError });
/** 0: any that is free. */
export const localPort = z.int({ error: portError }).min(0, { error: portError }).max(65_535, { error: portError });

export function wholeNumber(least: number) {
  return z.int({ error: 'This must be a whole number.' }).min(least, { error: `This must be ${least} or more.` });
}

/** Whether nobody else can listen on the way there (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3; RFC 6761, 6.3). */
export function isLoopback(name: string): boolean {
  const bare = name
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (bare === 'localhost' || bare === '::1') return true;
  return isIP(bare) === 4 && bare.startsWith('127.');
}
