import { describe, expect, test } from 'vitest';
import { type Connection, checkConnections, describeMailbox } from '../../src/operation/check-connections.ts';
import { SecretError } from '../../src/settings/secrets.ts';

const connection = (id: string, work: Connection['try']): Connection => ({ id, try: work });
const fail = (id: string, error: unknown): Connection => connection(id, () => Promise.reject(error));

describe('trying connections', () => {
  test('tells each in the order given, whatever comes of it', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const last = connection('mail', async () => {
      resolve('connected, 3 folders');
      return 'accepts mail';
    });
    const mailboxes = [
      connection('clerk', () => promise),
      fail('office', new SecretError('secret-empty', 'The file /s/office is empty: write the secret into it.')),
      fail('assistant', Object.assign(new Error('getaddrinfo ENOTFOUND imap'), { code: 'ENOTFOUND' })),
      fail('journal', new Error('* BAD hale@example.org said no')),
      connection('hasty', () => {
        throw Object.assign(new Error('x'), { code: 'EODD' });
      }),
    ];
    const reports = await checkConnections({ mailboxes, others: [last] });
    expect(reports.map(({ isWell, line }) => [isWell, line])).toEqual([
      [true, 'clerk: connected, 3 folders'],
      [false, 'office: The file /s/office is empty: write the secret into it.'],
      [false, 'assistant: no such host: is its name spelt right?'],
      [false, 'journal: it failed, and nothing is known of why.'],
      [false, 'hasty: it failed with EODD.'],
      [true, 'mail: accepts mail'],
    ]);
  });

  test('gives up on one that does not answer, and tells it so', async () => {
    let isTold = false;
    const deaf = connection('clerk', (signal) => {
      signal.addEventListener('abort', () => (isTold = true));
      return new Promise<string>(() => undefined);
    });
    const [report] = await checkConnections({ mailboxes: [deaf], others: [] }, { timeoutMs: 20 });
    expect(report).toMatchObject({ isWell: false, line: expect.stringContaining('no answer within 0.02 seconds') });
    expect(isTold).toBe(true);
  });

  test('tries at most four at a time', async () => {
    let [now, most] = [0, 0];
    const mailboxes = Array.from({ length: 11 }, (_, index) =>
      connection(`m${index}`, async () => {
        most = Math.max(most, ++now);
        await new Promise(setImmediate);
        now--;
        return 'connected';
      }),
    );
    expect(await checkConnections({ mailboxes, others: [] })).toHaveLength(11);
    expect(most).toBe(4);
  });
});

test('a mailbox is told of in plain words', () => {
  const newest = new Date('2026-06-02T23:30:00Z');
  expect(describeMailbox({ folders: 3, newest }, 'Europe/London')).toBe(
    'connected, 3 folders, newest message 3 June 2026',
  );
  expect(describeMailbox({ folders: 1, newest: null }, 'Europe/London')).toBe('connected, 1 folder, no messages');
});
