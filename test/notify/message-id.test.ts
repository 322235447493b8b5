import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NoticeKind } from '../../src/database/tables.ts';
import { buildNoticeId, computeMessageId, parseMessageId } from '../../src/notify/message-id.ts';

test('a notice has one id and one Message-ID', () => {
  const notice = buildNoticeId('digest', '2026-11-24', 'clerk');
  expect(notice).toBe('digest.2026-11-24.clerk');
  const messageId = computeMessageId('upper-sallow', notice, 'UpperSallow.gov.uk');
  expect(messageId).toBe('<candour+upper-sallow+digest.2026-11-24.clerk@uppersallow.gov.uk>');
  expect(parseMessageId(messageId)).toBe(notice);
});

test('whatever people are called, ids differ where they do, and are safe in a Message-ID and a queue', () => {
  const kind = fc.constantFrom<NoticeKind>('alert', 'overflow', 'correction', 'digest', 'heartbeat', 'head', 'report');
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(kind, name, name, (each, one, other) => {
      const [first, second] = [one, other].map((person) => buildNoticeId(each, '2026-11-24', person));
      expect(first === second).toBe(one === other);
      expect(first).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
      expect(parseMessageId(computeMessageId('upper-sallow', first ?? '', 'x.example'))).toBe(first);
    }),
  );
});

test.each([
  '<abc@uppersallow.gov.uk>',
  '<candour+upper-sallow@x.example>',
  '<candour+upper-sallow+digest@x.example>',
  '<candour+upper-sallow+rumour.2026-11-24.clerk@x.example>',
  '<candour+upper-sallow+digest.2026:11.clerk@x.example>',
  'digest.2026-11-24.clerk',
])('%s is none of ours', (messageId) => {
  expect(parseMessageId(messageId)).toBeNull();
});

test('what is no notice gets no Message-ID', () => {
  expect(() => computeMessageId('a', 'digest.x.y>\r\nBcc: z', 'x.example')).toThrow(TypeError);
  expect(() => computeMessageId('a', 'digest.x.y', 'x.example>\r\nBcc: z')).toThrow(TypeError);
});
