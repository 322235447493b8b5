/** What a mail server was given of the flags: by their short ids, as people read them. */

import { simpleParser } from 'mailparser';
import type { ReceivedLetter } from '../../test/support/smtp-sink.ts';

export type AlertLetter = { messageId: string; flags: string[]; receivedAt: number };

/** Alerts only, each as often as it came. */
export async function readAlerts(letters: readonly ReceivedLetter[]): Promise<AlertLetter[]> {
  const alerts: AlertLetter[] = [];
  for (const { raw, messageId, receivedAt } of letters) {
    const { subject = '', text = '' } = await simpleParser(raw);
    if (!/serious possible departure/.test(subject)) continue;
    alerts.push({ messageId, flags: shortIdsIn(text), receivedAt });
  }
  return alerts;
}

/** In full, as `(flag 0a1b2c3d …)`, and of a long conversation the rest in one list. */
function shortIdsIn(text: string): string[] {
  const inFull = [...text.matchAll(/\(flag ([0-9a-f]{8})/g)].map(([, id = '']) => id);
  const [, list = ''] = /more flags?: ([0-9a-f,\s]+)\./.exec(text) ?? [];
  return [...inFull, ...(list.match(/[0-9a-f]{8}/g) ?? [])];
}
