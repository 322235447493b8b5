/** `mailboxes[].imap` of a council file (contract, section 1), checked. */

import { resolve } from 'node:path';
import { z } from 'zod';
import { checkShape } from '../council/check-shape.ts';
import { formatKey, type Remark } from '../council/problem.ts';
import { authenticationKeys, parseAuthentication } from './authentication.ts';
import { findWrittenSecrets, mistake } from './secret-keys.ts';
import type { ImapSettings } from './settings.ts';
import { host, isLoopback, path, remotePort, security, text } from './shape-parts.ts';

export const imapShape = z.strictObject({
  host,
  port: remotePort.optional(),
  security: security.optional(),
  certificateFile: path.optional(),
  ...authenticationKeys,
  user: text,
  folders: z
    .array(text, { error: 'This must be a list of folders, such as [INBOX, "\\\\Sent"].' })
    .min(1, { error: 'Name at least one folder, or leave folders out.' })
    .optional(),
});

/**
 * Paths in `imap` are absolute, as in a Council. Remarks have key paths relative to the block; settings are null where one of them
 * is an error, and an unknown key is a warning.
 */
export function parseImapSettings(imap: Readonly<Record<string, unknown>>): {
  settings: ImapSettings | null;
  remarks: Remark[];
} {
  const written = findWrittenSecrets(imap);
  const { data, remarks: shapeRemarks } = checkShape(imapShape, imap);
  const remarks = joinRemarks(written, shapeRemarks);
  if (data === null) return { settings: null, remarks };
  const { authentication, remarks: more } = parseAuthentication(data, { at: [], folder: '' });
  // Whoever wrote the secret out has been told of the other key already.
  remarks.push(...(written.length > 0 ? more.filter(({ path }) => path.length > 0) : more));
  const port = data.port ?? (data.security === 'starttls' ? 143 : 993);
  const chosen = data.security ?? (port === 143 ? 'starttls' : 'tls');
  if (chosen === 'none' && !isLoopback(data.host)) remarks.push(plainTextRefusal);
  if (authentication === null || remarks.some(({ severity }) => severity === 'error'))
    return { settings: null, remarks };
  const certificateFile = data.certificateFile === undefined ? null : resolve(data.certificateFile);
  const folders = data.folders ?? null;
  const settings = { host: data.host, port, security: chosen, certificateFile, authentication, folders };
  return { settings, remarks };
}

export const plainTextRefusal = mistake(
  ['security'],
  'Without TLS everybody on the way could read the mail: none is only for a server on this machine.',
);

/** Of several remarks on one key the first says enough. */
export function joinRemarks(...lists: readonly Remark[][]): Remark[] {
  const seen = new Set<string>();
  return lists.flat().filter(({ path }) => {
    const key = formatKey(path);
    const isNew = key === '' || !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
