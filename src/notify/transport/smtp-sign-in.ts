/** How to sign in to a mail server: a password (RFC 4954), or an access token by XOAUTH2 as Microsoft and Google have it. */

import type {
  SMTPConnectionAuth,
  SMTPConnectionCustomAuthContext,
  SMTPConnectionCustomAuthHandlers,
} from 'nodemailer/lib/smtp-connection';
import type { AccessTokenSource } from '../../settings/access-token.ts';
import { readSecret } from '../../settings/secrets.ts';
import type { Authentication } from '../../settings/settings.ts';
import { NotifyError } from './error.ts';

/** For one connection: secrets are read anew each time, so that a changed one is found. */
export type SignIn = {
  /** Null: the server wants none. */
  credentials: SMTPConnectionAuth | null;
  handlers?: SMTPConnectionCustomAuthHandlers;
  /** What went wrong in a handler: nodemailer would write the server's words into an error that passes through it. */
  failure: () => NotifyError | null;
};

const noFailure = () => null;

/** @throws {NotifyError} `configuration` where a secret is not there or no source of tokens was given. */
export function buildSignIn(authentication: Authentication | null, accessToken: AccessTokenSource | null): SignIn {
  if (authentication === null) return { credentials: null, failure: noFailure };
  const { user } = authentication;
  if (authentication.kind === 'password') {
    return { credentials: { user, pass: readPassword(authentication.password) }, failure: noFailure };
  }
  if (accessToken === null) {
    throw new NotifyError('configuration', 'The mail settings sign in by access tokens, and nothing gives any.');
  }
  let failure: NotifyError | null = null;
  const signIn = async (context: SMTPConnectionCustomAuthContext) => {
    try {
      failure = await signInByToken(context, user, accessToken);
    } catch (error) {
      failure = new NotifyError('token', 'No access token for the mail server could be had.', { cause: error });
    }
    if (failure !== null) throw new Error('The sign-in failed.');
  };
  return { credentials: { user, method: 'XOAUTH2' }, handlers: { XOAUTH2: signIn }, failure: () => failure };
}

function readPassword(secret: Parameters<typeof readSecret>[0]): string {
  try {
    return readSecret(secret);
  } catch (error) {
    // The message names the variable or the file and what is wrong with it, never what is in it.
    const message = error instanceof Error ? error.message : 'The password of the mail server cannot be read.';
    throw new NotifyError('configuration', message, { cause: error });
  }
}

/** A token that was withdrawn before its time is refused once; a fresh one that is refused as well is a matter of rights. */
async function signInByToken(
  context: SMTPConnectionCustomAuthContext,
  user: string,
  accessToken: AccessTokenSource,
): Promise<NotifyError | null> {
  const first = await offerToken(context, user, await accessToken.token());
  if (first === 235) return null;
  accessToken.invalidate();
  const second = await offerToken(context, user, await accessToken.token());
  if (second === 235) return null;
  return new NotifyError('sign-in', `The mail server refused to let us sign in (${second}).`, {
    fields: { status: second, command: 'AUTH XOAUTH2' },
  });
}

async function offerToken(
  { sendCommand }: SMTPConnectionCustomAuthContext,
  user: string,
  token: string,
): Promise<number> {
  const response = Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64');
  const { status } = await sendCommand(`AUTH XOAUTH2 ${response}`);
  // The reason comes as a challenge, which has to be answered before the refusal itself is said.
  return status === 334 ? (await sendCommand('')).status : status;
}
