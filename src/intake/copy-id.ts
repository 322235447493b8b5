/** The identity of a sighting: the same message at the same place is the same row, however often it is met. */

import { createHash } from 'node:crypto';

/** Copies that a mail server handed over lie in no folder; they are read once, and never fetched again. */
export const deliveredFolder = 'delivered';

/** A folder of a mailbox may bear the same name: what lies in it has a validity. */
export function isDelivered({ folder, validity }: Pick<CopySighting, 'folder' | 'validity'>): boolean {
  return folder === deliveredFolder && validity === '';
}

export type CopySighting = { mailbox: string; folder: string; validity: string; reference: string };

/** 32 hexadecimal digits. */
export function computeCopyId(council: string, { mailbox, folder, validity, reference }: CopySighting): string {
  return createHash('sha256')
    .update(JSON.stringify([council, mailbox, folder, validity, reference]))
    .digest('hex')
    .slice(0, 32);
}
