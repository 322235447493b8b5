import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { HttpError, type HttpParts, openHttp } from '../../src/operation/http.ts';

type Asked = { status: number; text: string; headers: Record<string, unknown> };

function ask(port: number, path: string, { method = 'GET', host = 'localhost' } = {}): Promise<Asked> {
  const { promise, resolve, reject } = Promise.withResolvers<Asked>();
  const asked = request({ host: '127.0.0.1', port, path, method, headers: { host }, agent: false }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
  });
  asked.on('error', reject).end();
  return promise;
}

const parts: HttpParts = {
  isReady: async () => ({ database: true, queue: true }),
  metrics: { format: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'candour_copies_total 1\n' }) },
};
const open = (more: Partial<HttpParts> = {}, host = '127.0.0.1') => openHttp({ host, port: 0 }, { ...parts, ...more });

describe('the health endpoints', () => {
  test('say that the process lives, that it is able, and what it counts', async () => {
    await using server = await open();
    expect(await ask(server.port, '/healthz')).toMatchObject({ status: 200, text: 'live\n' });
    const ready = await ask(server.port, '/readyz');
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      200,
      { ready: true, checks: { database: true, queue: true } },
    ]);
    expect(await ask(server.port, '/metrics?x=1')).toMatchObject({ status: 200, text: 'candour_copies_total 1\n' });
    expect(await ask(server.port, '/metrics', { method: 'HEAD' })).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '23', 'content-type': 'text/plain; version=0.0.4' },
    });
  });

  test('say what a process lacks that is not able', async () => {
    await using server = await open({ isReady: async () => ({ database: true, queue: false }) });
    const { status, text } = await ask(server.port, '/readyz');
    expect([status, JSON.parse(text)]).toEqual([503, { ready: false, checks: { database: true, queue: false } }]);
    expect((await ask(server.port, '/healthz')).status).toBe(200);
  });

  test('answer also where the checks themselves fail', async () => {
    const fail = async () => {
      throw new Error('no');
    };
    await using server = await open({ isReady: fail, metrics: { format: fail } });
    const { status, text } = await ask(server.port, '/readyz');
    expect([status, JSON.parse(text).ready]).toEqual([503, false]);
    expect(await ask(server.port, '/metrics')).toMatchObject({ status: 503 });
  });

  test.each([
    ['GET', '/', 404],
    ['GET', '/healthz/', 404],
    ['GET', '/%2e%2e/etc/passwd', 404],
    ['POST', '/healthz', 405],
    ['DELETE', '/metrics', 405],
  ])('%s %s is %i', async (method, path, status) => {
    await using server = await open();
    expect((await ask(server.port, path, { method })).status).toBe(status);
  });

  test.each(['localhost', 'localhost:8025', '127.0.0.1:1', '[::1]:8025', 'LOCALHOST.'])(
    'answer to %s',
    async (host) => {
      await using server = await open();
      expect((await ask(server.port, '/healthz', { host })).status).toBe(200);
    },
  );

  test.each(['rebound.example', '127.0.0.1.rebound.example', 'localhost.rebound.example:8025', '192.0.2.1', ':8025'])(
    'on loopback refuse the name %j',
    async (host) => {
      await using server = await open();
      expect((await ask(server.port, '/metrics', { host })).status).toBe(421);
    },
  );

  test('on another interface answer to any name', async () => {
    await using server = await open({}, '0.0.0.0');
    expect((await ask(server.port, '/healthz', { host: 'candour.internal' })).status).toBe(200);
  });
});

test('a port that is taken is one clear sentence', async () => {
  await using server = await open();
  const failure = await openHttp({ host: '127.0.0.1', port: server.port }, parts).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(HttpError);
  expect(failure).toMatchObject({ code: 'port-taken', temporary: false, fields: { port: server.port } });
});

test('a connection that is kept open does not hold the process', async () => {
  const server = await open();
  const { promise, resolve } = Promise.withResolvers<void>();
  const idle = request({
    host: '127.0.0.1',
    port: server.port,
    path: '/healthz',
    headers: { connection: 'keep-alive' },
  });
  idle.on('socket', (socket) => socket.on('close', () => resolve()));
  idle
    .on('response', (response) => response.resume())
    .on('error', () => undefined)
    .end();
  await new Promise((answered) => idle.once('response', answered));
  await server[Symbol.asyncDispose]();
  await promise;
});
