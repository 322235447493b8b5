import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deduplicationId, formatRecord, parseRecord } from '../../src/queue/job-record.ts';
import type { Job } from '../../src/queue/queue.ts';

const reference = fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^[0-9:._-]{1,20}$/));
const job: fc.Arbitrary<Job> = fc.oneof(
  fc.record({ kind: fc.constant('audit-copy' as const), council: reference, copy: reference }),
  fc.record({ kind: fc.constant('deliver-alert' as const), council: reference, notice: reference }),
  fc.record({ kind: fc.constant('send-digest' as const), council: reference }),
  fc.record({ kind: fc.constant('sweep-mailbox' as const), council: reference, mailbox: reference }),
);

describe('a job in Redis', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(job, (each) => {
        expect(parseRecord(each.kind, JSON.parse(JSON.stringify(formatRecord(each))))).toEqual(each);
      }),
    );
  });

  test('has an id that BullMQ takes, of its own', () => {
    fc.assert(
      fc.property(job, job, (one, other) => {
        expect(deduplicationId(one)).toMatch(/^job-[\w-]{43}$/);
        const isSameWork = JSON.stringify({ ...one, kind: '' }) === JSON.stringify({ ...other, kind: '' });
        if (one.kind === other.kind) expect(deduplicationId(one) === deduplicationId(other)).toBe(isSameWork);
      }),
    );
  });

  test.each([
    ['of a newer version', { version: 2, council: 'a', copy: '1' }],
    ['without a reference', { version: 1, council: 'a' }],
    ['of another kind', { version: 1, council: 'a', notice: '1' }],
    ['with more than references', { version: 1, council: 'a', copy: '1', subject: 'Pay review' }],
    ['that is no record', null],
  ])('is not read: one %s', (_, data) => {
    expect(parseRecord('audit-copy', data)).toBeNull();
  });
});
