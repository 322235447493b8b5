import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openTransport } from '../../../src/notify/transport/transport.ts';
import type { AccessTokenSource } from '../../../src/settings/access-token.ts';
import type { Authentication } from '../../../src/settings/settings.ts';
import { openSmtpSink } from '../../support/smtp-sink.ts';
import { makeCertificate } from './certificate.ts';
import { failureOf, letter, smtpSettings } from './letters.ts';

const trusted = makeCertificate('IP:127.0.0.1');
const otherHost = makeCertificate('DNS:mail.elsewhere.example');
const unknown = makeCertificate('IP:127.0.0.1');
const usual = tls.getCACertificates('default');

beforeAll(() => {
  tls.setDefaultCACertificates([...usual, trusted.cert, otherHost.cert]);
  vi.stubEnv('CANDOUR_TEST_PASSWORD', 'correct horse');
});
afterAll(() => {
  tls.setDefaultCACertificates(usual);
  vi.unstubAllEnvs();
});

const user = 'candour@nether-barrow.example';
const password: Authentication = { kind: 'password', user, password: { variable: 'CANDOUR_TEST_PASSWORD' } };
const microsoft: Authentication = {
  kind: 'microsoft',
  user,
  tenant: 't',
  clientId: 'c',
  clientSecret: { variable: 'CANDOUR_TEST_PASSWORD' },
  authority: null,
};

describe('TLS', () => {
  test.each(['tls', 'starttls'] as const)('%s carries a letter with a password', async (security) => {
    await using sink = await openSmtpSink({ security, certificate: trusted, passwords: { [user]: 'correct horse' } });
    await using transport = await openTransport(smtpSettings(sink, security, password));
    await transport.verify();
    await transport.send(letter());
    expect(sink.messages).toHaveLength(1);
    expect(sink.connectionCount).toBe(1);
  });

  test.each([
    ['tls', unknown, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['starttls', unknown, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['tls', otherHost, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['starttls', otherHost, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)(
    '%s to a server whose certificate is not trusted ends before anything is said',
    async (security, certificate, reason) => {
      await using sink = await openSmtpSink({ security, certificate, passwords: {} });
      await using transport = await openTransport(smtpSettings(sink, security, password));
      expect(await failureOf(transport.send(letter()))).toMatchObject({
        code: 'tls',
        temporary: true,
        fields: { reason },
      });
      expect(sink.messages).toEqual([]);
    },
  );

  test('a server without TLS is refused where TLS is asked for', async () => {
    await using sink = await openSmtpSink({ passwords: { [user]: 'correct horse' } });
    for (const security of ['tls', 'starttls'] as const) {
      await using transport = await openTransport(smtpSettings(sink, security, password, 1_000));
      expect(await failureOf(transport.send(letter()))).toMatchObject({ code: 'tls', temporary: true });
    }
    expect(sink.messages).toEqual([]);
  });

  test.each(['mail.nether-barrow.example', '192.0.2.1', '::2', '0.0.0.0'])(
    'no TLS to %s is refused before connecting',
    async (host) => {
      const failure = await failureOf(openTransport(smtpSettings({ host, port: 25 }, 'none')));
      expect(failure).toMatchObject({ code: 'configuration' });
    },
  );

  test('no TLS to this machine by its name is allowed', async () => {
    await using sink = await openSmtpSink();
    await using transport = await openTransport(smtpSettings({ host: 'localhost', port: sink.port }));
    await transport.send(letter());
    expect(sink.messages).toHaveLength(1);
  });
});

describe('a password', () => {
  test('that is wrong is said without naming the user', async () => {
    await using sink = await openSmtpSink({ passwords: { [user]: 'another' } });
    await using transport = await openTransport(smtpSettings(sink, 'none', password));
    const failure = await failureOf(transport.verify());
    expect(failure).toMatchObject({ code: 'sign-in', temporary: true, fields: { status: 535 } });
    expect(failure.message).not.toContain('nether-barrow');
    expect(failure.cause).toBeUndefined();
  });

  test('that is not there is said before connecting', async () => {
    await using sink = await openSmtpSink({ passwords: {} });
    const missing: Authentication = { kind: 'password', user, password: { variable: 'CANDOUR_TEST_NOT_SET' } };
    await using transport = await openTransport(smtpSettings(sink, 'none', missing));
    const failure = await failureOf(transport.send(letter()));
    expect(failure).toMatchObject({ code: 'configuration' });
    expect(failure.message).toContain('CANDOUR_TEST_NOT_SET');
    expect(sink.connectionCount).toBe(0);
  });

  test('that a server does not ask for before MAIL is a matter of signing in', async () => {
    await using sink = await openSmtpSink({ passwords: {} });
    await using transport = await openTransport(smtpSettings(sink));
    expect(await failureOf(transport.send(letter()))).toMatchObject({ code: 'sign-in', temporary: true });
  });
});

describe('an access token', () => {
  const tokensOf = (...tokens: string[]): AccessTokenSource & { asked: string[] } => ({
    asked: [],
    async token() {
      this.asked.push(tokens[0] ?? 'none');
      return tokens[0] ?? 'none';
    },
    invalidate: () => void tokens.shift(),
  });

  test('signs in', async () => {
    await using sink = await openSmtpSink({ tokens: new Set(['good']) });
    await using transport = await openTransport(smtpSettings(sink, 'none', microsoft), {
      accessToken: tokensOf('good'),
    });
    await transport.send(letter());
    expect(sink.messages).toHaveLength(1);
  });

  test('that was withdrawn is fetched anew, once', async () => {
    await using sink = await openSmtpSink({ tokens: new Set(['good']) });
    const accessToken = tokensOf('withdrawn', 'good');
    await using transport = await openTransport(smtpSettings(sink, 'none', microsoft), { accessToken });
    await transport.send(letter());
    expect(accessToken.asked).toEqual(['withdrawn', 'good']);
    expect(sink.connectionCount).toBe(1);
  });

  test('that is refused anew is a matter of signing in', async () => {
    await using sink = await openSmtpSink({ tokens: new Set() });
    const accessToken = tokensOf('one', 'two', 'three');
    await using transport = await openTransport(smtpSettings(sink, 'none', microsoft), { accessToken });
    const failure = await failureOf(transport.send(letter()));
    expect(failure).toMatchObject({ code: 'sign-in', temporary: true, fields: { status: 535 } });
    expect(failure.message).toBe('The mail server refused to let us sign in (535).');
    expect(accessToken.asked).toEqual(['one', 'two']);
  });

  test('that cannot be had, or not within the time, is told apart', async () => {
    await using sink = await openSmtpSink({ tokens: new Set() });
    const failing = { token: () => Promise.reject(new Error('no network')), invalidate: () => {} };
    await using transport = await openTransport(smtpSettings(sink, 'none', microsoft), { accessToken: failing });
    expect(await failureOf(transport.send(letter()))).toMatchObject({ code: 'token', temporary: true });

    const never = { token: () => new Promise<string>(() => {}), invalidate: () => {} };
    await using waiting = await openTransport(smtpSettings(sink, 'none', microsoft, 300), { accessToken: never });
    expect(await failureOf(waiting.send(letter()))).toMatchObject({ code: 'timeout', fields: { stage: 'signing-in' } });
  });

  test('that nothing gives is refused at once', async () => {
    const settings = smtpSettings({ host: '127.0.0.1', port: 1 }, 'none', microsoft);
    expect(await failureOf(openTransport(settings))).toMatchObject({ code: 'configuration' });
  });
});
