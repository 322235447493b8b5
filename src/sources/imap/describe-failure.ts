import type { ImapSettings } from '../../settings/settings.ts';
import { ImapError, type ImapErrorCode } from './imap-error.ts';

/** What imapflow, Node and OpenSSL put on their errors. Their messages may hold addresses: they are not repeated. */
type Failure = {
  name?: string;
  code?: string;
  message?: string;
  authenticationFailed?: boolean;
  serverResponseCode?: string;
  response?: unknown;
  responseText?: string;
  responseStatus?: string;
  mailboxMissing?: boolean;
  reason?: string;
};

type Place = Pick<ImapSettings, 'host' | 'port' | 'security' | 'authentication'>;
type Description = { code: ImapErrorCode; message: string; temporary?: boolean };

/** Any failure of a connection to `place`, in one sentence that says how to mend it. */
export function describeImapFailure(error: unknown, place: Place): ImapError {
  if (error instanceof ImapError) return error;
  const failure = (error ?? {}) as Failure;
  const { code, message, temporary = true } = describe(failure, place);
  const reason = failure.serverResponseCode ?? failure.code ?? failure.responseStatus;
  return new ImapError(code, message, {
    temporary,
    cause: error,
    ...(reason === undefined ? {} : { fields: { reason } }),
  });
}

function describe(failure: Failure, place: Place): Description {
  if (failure.name === 'SecretError') return { code: 'secret', message: failure.message ?? '' };
  if (failure.name === 'TokenError')
    return { code: failure.code === 'token-refused' ? 'token' : 'unreachable', message: failure.message ?? '' };
  if (failure.authenticationFailed) return describeSignIn(failure, place);
  if (failure.code === 'ETHROTTLE' || /throttl|too many|rate limit/i.test(saidBy(failure)))
    return {
      code: 'throttled',
      message: `${place.host} asks to be left alone for a while; Candour waits and goes on.`,
    };
  if (failure.mailboxMissing || failure.code === 'NotFound')
    return {
      code: 'missing-folder',
      message: 'A folder is no longer in the mailbox; Candour looks for its folders again.',
    };
  return describeConnection(failure.code ?? '', place) ?? describeAnswer(failure, place);
}

function describeSignIn(failure: Failure, { host, authentication }: Place): Description {
  const said = saidBy(failure);
  if (/too many|simultaneous|rate limit|throttl|\[LIMIT\]/i.test(said) || failure.serverResponseCode === 'LIMIT')
    return {
      code: 'throttled',
      message: `${host} has too many connections from this mailbox; Candour waits and goes on.`,
    };
  if (failure.serverResponseCode === 'UNAVAILABLE' || failure.serverResponseCode === 'INUSE')
    return { code: 'not-available', message: `${host} cannot check passwords just now; Candour waits and goes on.` };
  return { code: 'sign-in', message: `${host} does not let Candour in: ${adviceOn(authentication.kind, said)}` };
}

function adviceOn(kind: Place['authentication']['kind'], said: string): string {
  if (kind === 'microsoft') {
    if (/not connected/i.test(said))
      return 'the application has no rights to this mailbox: give it IMAP.AccessAsApp and full access to the mailbox in Exchange.';
    return 'check that the application has IMAP.AccessAsApp with consent, and that IMAP is switched on for the mailbox.';
  }
  if (kind === 'password')
    return 'check user and password; providers with two-step verification want an app password or oauth2.';
  return 'check that the account has given its consent for mail, and that IMAP is switched on for the mailbox.';
}

const certificateCodes =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w*(?:CERT|SIGNATURE|CRL)\w*|CERT_\w+|CRL_\w+|INVALID_CA|ERR_TLS_CERT_\w+|HOSTNAME_MISMATCH)$/;

function describeConnection(code: string, { host, port }: Place): Description | null {
  if (code === 'CERT_HAS_EXPIRED')
    return { code: 'certificate', message: `The certificate of ${host} has expired: its operator has to renew it.` };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      code: 'certificate',
      message: `The certificate is not for ${host}: write the host as its certificate names it.`,
    };
  if (certificateCodes.test(code)) {
    const message = `The certificate of ${host} is signed by nobody this machine trusts: name its authority with certificateFile.`;
    return { code: 'certificate', message };
  }
  if (code === 'ENOENT' || code === 'EACCES')
    return {
      code: 'certificate',
      message: 'The file that certificateFile names cannot be read: check its path and rights.',
    };
  if (/^(?:ERR_SSL_|EPROTO)/.test(code))
    return {
      code: 'no-tls',
      message: `${host} does not speak TLS on port ${port}: check port and security (tls, starttls).`,
    };
  if (code === 'ENOTFOUND')
    return { code: 'unknown-host', message: `There is no host ${host}: check how it is spelt.` };
  if (code === 'EAI_AGAIN')
    return { code: 'unknown-host', message: `The name ${host} cannot be looked up: check that this machine has DNS.` };
  if (code === 'ECONNREFUSED')
    return {
      code: 'connection-refused',
      message: `Nothing answers at ${host} on port ${port}: check port, and that the server runs.`,
    };
  if (/^E(?:HOST|NET)(?:UNREACH|DOWN)$/.test(code))
    return { code: 'unreachable', message: `No way leads to ${host}: check that this machine is on the network.` };
  if (/TIMED?_?OUT/.test(code))
    return { code: 'timeout', message: `${host} does not answer in time: check port, security and firewall, or wait.` };
  if (/^(?:ECONNRESET|EPIPE|NoConnection|EConnectionClosed|StateLogout|ClosedAfterConnect\w+)$/.test(code))
    return { code: 'disconnected', message: `${host} ended the connection; Candour connects again.` };
  return null;
}

function describeAnswer(failure: Failure, { host }: Place): Description {
  if (failure.responseStatus === 'NO' || failure.responseStatus === 'BAD')
    return { code: 'command-refused', message: `${host} refused a command; Candour tries again.` };
  if (/STARTTLS/i.test(`${failure.code} ${failure.message}`))
    return { code: 'no-tls', message: `${host} offers no TLS on this port: write security: tls with port 993.` };
  return { code: 'odd-answer', message: `${host} gave an answer that Candour does not understand.`, temporary: false };
}

/** What the server wrote, for looking at only. */
function saidBy({ response, responseText, reason }: Failure): string {
  return [response, responseText, reason].filter((each) => typeof each === 'string').join(' ');
}
