import type { Letter } from '../../../src/notify/transport/compose.ts';
import { NotifyError } from '../../../src/notify/transport/error.ts';
import type { Authentication, MailSettings } from '../../../src/settings/settings.ts';
import type { SmtpSink } from '../../support/smtp-sink.ts';

export const from = { name: 'Candour', address: 'candour@nether-barrow.example' };

export function letter(changes: Partial<Letter> = {}): Letter {
  return {
    messageId: '<alert.7f3a.clerk@nether-barrow.example>',
    date: new Date('2026-06-03T09:15:00Z'),
    to: { name: 'Ada Clerk', address: 'clerk@nether-barrow.example' },
    subject: 'Possible departure from the protocol: silent copy',
    text: 'A copy went to somebody whom the message does not name.\n\nRemedy: tell the recipients.\n',
    html: '<p>A copy went to somebody whom the message does not name.</p>',
    ...changes,
  };
}

export function smtpSettings(
  { host, port }: Pick<SmtpSink, 'host' | 'port'>,
  security: 'tls' | 'starttls' | 'none' = 'none',
  authentication: Authentication | null = null,
  timeoutMs = 5_000,
): MailSettings {
  return { from, transport: { kind: 'smtp', host, port, security, authentication, timeoutMs } };
}

/** What an attempt failed with; anything but a NotifyError fails the test. */
export async function failureOf(attempt: Promise<unknown>): Promise<NotifyError> {
  const outcome = await attempt.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  if (!(outcome instanceof NotifyError)) throw new Error(`not a NotifyError: ${String(outcome)}`, { cause: outcome });
  return outcome;
}
