import type { AccessTokenSource } from '../../settings/access-token.ts';
import type { MailSettings } from '../../settings/settings.ts';
import type { Letter } from './compose.ts';
import { openFileTransport } from './file-transport.ts';
import { openSmtpTransport } from './smtp-transport.ts';

export type { Letter } from './compose.ts';
export { NotifyError, type NotifyErrorCode } from './error.ts';

/** All reject with a NotifyError and nothing else. */
export interface MailTransport extends AsyncDisposable {
  /** Resolves when the letter is durably in other hands. Never hands it over twice by itself, unless it was certainly not taken. */
  send(letter: Letter): Promise<void>;
  /** Tries everything but a letter. */
  verify(): Promise<void>;
}

export type TransportOptions = {
  /** Needed where the settings sign in by anything but a password. */
  accessToken?: AccessTokenSource;
};

/** Connects to nothing yet. @throws {NotifyError} `configuration` or `folder`. */
export async function openTransport(settings: MailSettings, options: TransportOptions = {}): Promise<MailTransport> {
  const { from, transport } = settings;
  return transport.kind === 'file'
    ? openFileTransport(from, transport.folder)
    : openSmtpTransport(from, transport, options);
}
