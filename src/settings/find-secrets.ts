/** Every secret that settings name, so that `check` can look whether each is there and well kept. */

import { formatSecretPlace, isReadableByOthers, readSecret, SecretError } from './secrets.ts';
import type { Secret } from './settings.ts';

export function findSecrets(settings: unknown): Secret[] {
  const found = new Map(walk(settings).map((secret) => [formatSecretPlace(secret), secret]));
  return [...found.values()];
}

function walk(value: unknown): Secret[] {
  if (isSecret(value)) return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(walk);
}

/** A council has a `file` too, and never that alone. */
function isSecret(value: unknown): value is Secret {
  if (value === null || typeof value !== 'object') return false;
  const [[key, place] = ['', null], ...others] = Object.entries(value);
  return (key === 'file' || key === 'variable') && typeof place === 'string' && others.length === 0;
}

/** One sentence, or null where nothing is amiss. */
export function checkSecret(secret: Secret): string | null {
  try {
    readSecret(secret);
  } catch (error) {
    if (error instanceof SecretError) return error.message;
    throw error;
  }
  if (!isReadableByOthers(secret)) return null;
  return `Everybody on this machine can read ${formatSecretPlace(secret)}, which holds a secret: chmod 600 mends it.`;
}
