import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { checkSecret, findSecrets } from '../../src/settings/find-secrets.ts';
import { readPrivateKey, readSecret, SecretError } from '../../src/settings/secrets.ts';
import { makeFolder, writeInto } from '../sources/scratch-folder.ts';

function secretFile(content: string | Uint8Array, mode = 0o600): string {
  const file = join(makeFolder({ password: content }), 'password');
  chmodSync(file, mode);
  return file;
}

function failureOf(work: () => string): SecretError {
  try {
    work();
  } catch (error) {
    if (error instanceof SecretError) return error;
    throw error;
  }
  throw new Error('It gave a secret.');
}

describe('a secret', () => {
  test('in a file loses its final newline, and nothing else', () => {
    const folder = makeFolder();
    const property = fc.property(fc.string({ minLength: 1 }), fc.constantFrom('', '\n', '\r\n'), (text, end) => {
      fc.pre(!text.endsWith('\n') && !(text.endsWith('\r') && end === '\n'));
      writeInto(folder, 'password', text + end);
      expect(readSecret({ file: join(folder, 'password') })).toBe(text.toWellFormed());
    });
    fc.assert(property, { numRuns: 60 });
  });

  test('is read anew each time', () => {
    const folder = makeFolder({ password: 'first\n' });
    const secret = { file: join(folder, 'password') };
    expect(readSecret(secret)).toBe('first');
    writeInto(folder, 'password', 'second\n');
    expect(readSecret(secret)).toBe('second');
  });

  test('in an environment variable is taken as it is', () => {
    vi.stubEnv('CANDOUR_TEST_SECRET', ' s p\n');
    expect(readSecret({ variable: 'CANDOUR_TEST_SECRET' })).toBe(' s p\n');
    vi.stubEnv('CANDOUR_TEST_SECRET', '');
    expect(failureOf(() => readSecret({ variable: 'CANDOUR_TEST_SECRET' })).code).toBe('secret-empty');
    vi.stubEnv('CANDOUR_TEST_SECRET', undefined);
    const { code, message } = failureOf(() => readSecret({ variable: 'CANDOUR_TEST_SECRET' }));
    expect([code, message]).toEqual(['secret-missing', 'The environment variable CANDOUR_TEST_SECRET is not set.']);
    vi.unstubAllEnvs();
  });

  test.each([
    ['an empty file', () => secretFile(''), 'secret-empty'],
    ['a file of one newline', () => secretFile('\n'), 'secret-empty'],
    ['a file that is not there', () => join(makeFolder(), 'password'), 'secret-missing'],
    ['a folder', () => makeFolder(), 'secret-unreadable'],
    ['a file as long as a mailbox', () => secretFile(new Uint8Array(100_000)), 'secret-too-long'],
  ])('%s is an error that names the file', (_, make, code) => {
    const file = make();
    const error = failureOf(() => readSecret({ file }));
    expect(error).toMatchObject({ code, temporary: false });
    expect(error.message).toContain(file);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
  });
});

describe('the private key of a service account', () => {
  const pem = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n';

  test('is taken from the key file of Google, or from a PEM file', () => {
    expect(readPrivateKey({ file: secretFile(JSON.stringify({ private_key: pem })) })).toBe(pem);
    expect(readPrivateKey({ file: secretFile(`${pem}\n`) })).toBe(pem);
  });

  test.each(['hunter2', '{"private_key": 1}', '{"private_key": "hunter2"}', '[]'])('%s is none', (content) => {
    const error = failureOf(() => readPrivateKey({ file: secretFile(content) }));
    expect(error.code).toBe('secret-malformed');
    expect(`${error.message}${String(error.cause)}`).not.toContain('hunter2');
  });
});

test('every secret of settings is found once, and one that others can read is mentioned', () => {
  const [open, closed] = [{ file: secretFile('a', 0o644) }, { file: secretFile('b') }];
  const settings = {
    councils: [{ file: '/council.yaml', observeDays: 1 }],
    database: { kind: 'postgresql', url: open },
    queue: { url: { variable: 'PATH' } },
    mail: { transport: { authentication: { password: closed, again: open } } },
  };
  expect(findSecrets(settings)).toEqual([open, { variable: 'PATH' }, closed]);
  expect(checkSecret(open)).toBe(
    `Everybody on this machine can read the file ${open.file}, which holds a secret: chmod 600 mends it.`,
  );
  expect(checkSecret(closed)).toBeNull();
  expect(checkSecret({ file: '/nowhere/password' })).toMatch(/is not there/);
});
