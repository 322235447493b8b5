/** Keys that say where a secret stands: `passwordFile` or `passwordVariable`, and never `password`. */

import { resolve } from 'node:path';
import { z } from 'zod';
import type { KeyPath, Remark } from '../council/problem.ts';
import type { Secret } from './settings.ts';
import { path } from './shape-parts.ts';

export type SecretName = 'password' | 'clientSecret' | 'refreshToken' | 'postgresqlUrl' | 'redisUrl';
const secretNames: readonly SecretName[] = ['password', 'clientSecret', 'refreshToken', 'postgresqlUrl', 'redisUrl'];

type SecretKeys<Name extends SecretName> = Record<`${Name}File` | `${Name}Variable`, z.ZodOptional<z.ZodString>>;

// What was written is not repeated: it may be the secret itself.
const variable = z.string({ error: 'This must be the name of an environment variable.' }).regex(/^[A-Za-z_]\w*$/, {
  error: 'This must be the name of an environment variable, such as CANDOUR_SMTP_PASSWORD.',
});

export function secretKeys<Name extends SecretName>(name: Name): SecretKeys<Name> {
  const keys = { [`${name}File`]: path.optional(), [`${name}Variable`]: variable.optional() };
  return keys as SecretKeys<Name>;
}

/** `at` is the path of the block that holds the keys; files are relative to `folder`. */
export function takeSecret(
  block: Readonly<Record<string, unknown>>,
  name: SecretName,
  { at, folder }: { at: KeyPath; folder: string },
): { secret: Secret | null; remarks: Remark[] } {
  const [file, named] = [block[`${name}File`], block[`${name}Variable`]];
  if (typeof file === 'string' && typeof named === 'string') {
    const message = `The secret has two places: keep ${name}File or ${name}Variable.`;
    return { secret: null, remarks: [mistake([...at, `${name}Variable`], message)] };
  }
  if (typeof file === 'string') return { secret: { file: resolve(folder, file) }, remarks: [] };
  if (typeof named === 'string') return { secret: { variable: named }, remarks: [] };
  return { secret: null, remarks: [] };
}

export function missingSecret(name: SecretName, at: KeyPath, forWhat: string): Remark {
  return mistake(at, `${forWhat} needs a secret: write ${name}File or ${name}Variable.`);
}

export function mistake(path: KeyPath, message: string): Remark {
  return { severity: 'error', code: 'shape', path, message };
}

/** Every secret that is written out, wherever it stands. */
export function findWrittenSecrets(value: unknown, at: KeyPath = []): Remark[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => findWrittenSecrets(inner, [...at, index]));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = secretNames.find((known) => isSameWord(known, key));
    if (name !== undefined) return [mistake([...at, key], refusal(name))];
    return key === 'privateKey' ? [mistake([...at, key], privateKeyRefusal)] : findWrittenSecrets(inner, [...at, key]);
  });
}

function isSameWord(name: SecretName, key: string): boolean {
  return key.replaceAll(/[-_]/g, '').toLowerCase() === name.toLowerCase();
}

function refusal(name: SecretName): string {
  const words = `write ${name}File with the path of a file that holds it, or ${name}Variable with the name of an environment variable`;
  return `A secret does not belong in this file: ${words}.`;
}

const privateKeyRefusal =
  'A secret does not belong in this file: write serviceAccountFile with the path of the key file from Google.';
