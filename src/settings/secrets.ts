/** Secrets stand in environment variables or files, and are read when they are needed: a changed one is found without a restart. */

import { readFileSync, statSync } from 'node:fs';
import { asRecord } from '../council/raw-value.ts';
import type { Secret } from './settings.ts';

export type SecretErrorCode =
  | 'secret-missing'
  | 'secret-unreadable'
  | 'secret-empty'
  | 'secret-too-long'
  | 'secret-malformed';

/** Its message names the variable or the file, never what is in it. */
export class SecretError extends Error {
  readonly code: SecretErrorCode;
  readonly temporary = false;
  readonly fields: Readonly<Record<string, string | number>> = {};

  constructor(code: SecretErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SecretError';
    this.code = code;
  }
}

/** A wrong path must not have us read a mailbox into memory; the longest secret meant is a private key. */
const longestBytes = 64 * 1024;

/**
 * Without the one newline that editors and `echo` put at the end of a file; everything else belongs to the secret.
 * @throws {SecretError}
 */
export function readSecret(secret: Secret): string {
  return 'variable' in secret ? readVariable(secret.variable) : readSecretFile(secret.file);
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new SecretError('secret-missing', `The environment variable ${name} is not set.`);
  if (value === '') throw new SecretError('secret-empty', `The environment variable ${name} is empty.`);
  return value;
}

function readSecretFile(file: string): string {
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > longestBytes)
      throw new SecretError('secret-too-long', `The file ${file} is too long for a secret: it has ${size} bytes.`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof SecretError ? error : describeFailure(file, error);
  }
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new SecretError('secret-empty', `The file ${file} is empty: write the secret into it.`);
  return secret;
}

function describeFailure(file: string, error: unknown): SecretError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    return new SecretError('secret-missing', `The file ${file}, which holds a secret, is not there.`);
  const why = code === 'EACCES' ? 'may not be read by this user' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
  return new SecretError('secret-unreadable', `The file ${file}, which holds a secret, ${why}.`, error);
}

/**
 * The private key (PEM) of a service account: `private_key` of the JSON file that Google gives out, or a PEM file as it is.
 * @throws {SecretError}
 */
export function readPrivateKey(secret: Secret): string {
  const text = readSecret(secret);
  if (text.trimStart().startsWith('-----BEGIN')) return text;
  const place = formatSecretPlace(secret);
  const refusal = `There is no private key in ${place}: it is not the key file of a service account from Google.`;
  let key: unknown;
  try {
    key = asRecord(JSON.parse(text)).private_key;
  } catch {
    // The parser's own message quotes the text.
    throw new SecretError('secret-malformed', refusal);
  }
  if (typeof key !== 'string' || !key.includes('-----BEGIN')) throw new SecretError('secret-malformed', refusal);
  return key;
}

/** Whether anybody on this machine may read the file. One that is not there is nobody's. */
export function isReadableByOthers(secret: Secret): boolean {
  if ('variable' in secret) return false;
  try {
    return (statSync(secret.file).mode & 0o004) !== 0;
  } catch {
    return false;
  }
}

/** For lines to people: where the secret stands. */
export function formatSecretPlace(secret: Secret): string {
  return 'variable' in secret ? `the environment variable ${secret.variable}` : `the file ${secret.file}`;
}
