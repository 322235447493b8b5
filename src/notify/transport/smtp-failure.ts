/** From what nodemailer reports to one sentence that can be logged. Its own messages repeat the server's, and those name people. */

import { TLSSocket } from 'node:tls';
import { getSystemErrorName } from 'node:util';
import type { NodemailerError } from 'nodemailer/lib/errors';
import { NotifyError } from './error.ts';

/** Where it ended: `handed-over` once the letter's first byte may have gone. */
export type SmtpStage = 'connecting' | 'signing-in' | 'sending' | 'handed-over';

export class DeadlinePassed extends Error {}

/** @param error What nodemailer reported, or DeadlinePassed. @param socket As it was when that happened. */
export function describeFailure(error: unknown, stage: SmtpStage, socket: unknown): NotifyError {
  if (error instanceof NotifyError) return error;
  const failure = (error instanceof Error ? error : new Error('unknown')) as NodemailerError & SystemDetails;
  if (failure.responseCode !== undefined) return describeReply(failure, failure.responseCode, stage);
  const reason = { reason: reasonOf(failure, socket) };
  if (stage === 'handed-over') {
    return new NotifyError('unclear', 'The mail server took the letter over and did not say what became of it.', {
      fields: reason,
    });
  }
  if (failure instanceof DeadlinePassed || failure.code === 'ETIMEDOUT') {
    return new NotifyError('timeout', 'The mail server did not answer in time.', { fields: { stage } });
  }
  if (isTlsFailure(failure, socket)) {
    return new NotifyError('tls', `No trustworthy TLS connection to the mail server came about (${reason.reason}).`, {
      fields: reason,
    });
  }
  if (failure.code === 'EAUTH') {
    return new NotifyError('sign-in', 'The mail server offers no way to sign in that the settings allow.', {
      fields: reason,
    });
  }
  if (failure.code === 'EMESSAGE') {
    return new NotifyError('refused', 'The letter is larger than the mail server takes.', { temporary: false });
  }
  return new NotifyError('unreachable', `The mail server cannot be reached (${reason.reason}).`, { fields: reason });
}

type SystemDetails = { errno?: unknown; library?: unknown; reason?: unknown };

function describeReply(failure: NodemailerError, status: number, stage: SmtpStage): NotifyError {
  const command = typeof failure.command === 'string' ? failure.command : '';
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(failure.response ?? '')?.[1];
  const fields = { status, ...(enhanced === undefined ? {} : { enhanced }), command };
  if (failure.code === 'ETLS') {
    return new NotifyError('tls', `The mail server offers no TLS (${status}), which the settings ask for.`, { fields });
  }
  // RFC 4954, 6: what a server says of credentials, also when it asks for them only at MAIL.
  if (stage === 'signing-in' || [530, 534, 535, 538].includes(status)) {
    return new NotifyError('sign-in', `The mail server refused to let us sign in (${status}).`, { fields });
  }
  if (stage === 'connecting' || status === 421) {
    return new NotifyError('unavailable', `The mail server turns us away for now (${status}).`, { fields });
  }
  const temporary = status < 500;
  const howLong = temporary ? 'for now' : 'for good';
  return new NotifyError('refused', `The mail server refused the letter ${howLong} (${status} at ${command}).`, {
    temporary,
    fields,
  });
}

/** A code or a few words of Node or OpenSSL, never text from the server. nodemailer writes its own `code` over theirs. */
function reasonOf(failure: NodemailerError & SystemDetails, socket: unknown): string {
  const distrust = socket instanceof TLSSocket ? (socket.authorizationError as unknown) : null;
  if (typeof distrust === 'string') return distrust;
  if (distrust instanceof Error) return (distrust as NodeJS.ErrnoException).code ?? 'certificate';
  if (typeof failure.errno === 'number' && failure.errno < 0) return getSystemErrorName(failure.errno);
  if (typeof failure.reason === 'string' && failure.library !== undefined) return failure.reason;
  if (failure instanceof DeadlinePassed) return 'ETIMEDOUT';
  return typeof failure.code === 'string' ? failure.code : 'closed';
}

function isTlsFailure(failure: NodemailerError & SystemDetails, socket: unknown): boolean {
  if (failure.code === 'ETLS' || failure.library === 'SSL routines') return true;
  return (
    socket instanceof TLSSocket &&
    !socket.authorized &&
    socket.authorizationError !== null &&
    socket.authorizationError !== undefined
  );
}
