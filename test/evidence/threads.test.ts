/** Which copies are one message, and which messages one conversation. */

import { describe, expect, test } from 'vitest';
import type { MessageEvidence } from '../../src/evidence/message-evidence.ts';
import { judgeMail, type Mail, messageId } from '../support/mail-kit.ts';
import { netherBarrow } from '../support/nether-barrow.ts';

const council = netherBarrow('nalc-model-2026');
const first: Mail = {
  id: 'first',
  from: 'clerk',
  to: 'adair',
  subject: 'Depot',
  text: 'Dear Ruth\n\nThe rent is due.',
};

async function messagesOf(
  ...mails: Mail[]
): Promise<{ messages: MessageEvidence[]; shared: string[]; threadOf: (id: string) => string[] }> {
  const { evidence } = await judgeMail(mails, { council });
  const messages = [...evidence.messages()];
  const threadOf = (id: string): string[] => {
    const message = messages.find((each) => each.messageId === messageId(id));
    if (!message) throw new Error(`no message ${id}`);
    return [...evidence.threadOf(message)].map((each) => each.messageId).sort();
  };
  return { messages, shared: [...evidence.sharedMessageIds], threadOf };
}

describe('copies that share a Message-ID', () => {
  test('are one message where they say the same', async () => {
    const { messages, shared } = await messagesOf(first, { ...first, in: 'adair' }, { ...first, in: 'bell' });
    expect(messages.map(({ key, copies }) => [key, copies.length])).toEqual([[messageId('first'), 3]]);
    expect(shared).toEqual([]);
  });

  test('are one message where a server added a banner to the text', async () => {
    const { messages } = await messagesOf(first, { ...first, in: 'adair', text: `[EXTERNAL]\n\n${first.text}` });
    expect(messages).toHaveLength(1);
  });

  test.each<[string, Partial<Mail>]>([
    ['date and text', { date: '2026-06-09', text: 'Cheap watches.', subject: 'Watches' }],
    ['From, date and text', { from: 'builder', date: '2026-06-09', text: 'Cheap watches.', subject: 'Watches' }],
    ['From and text', { from: 'builder', text: 'Cheap watches.', subject: 'Watches' }],
  ])('and differ in %s are two messages, and reported', async (_what, changes) => {
    const { messages, shared } = await messagesOf(first, { ...first, ...changes, in: 'bell' });
    expect(messages).toHaveLength(2);
    expect(new Set(messages.map(({ key }) => key)).size).toBe(2);
    expect(messages.map((message) => message.messageId)).toEqual([messageId('first'), messageId('first')]);
    expect(shared).toEqual([messageId('first')]);
  });

  test('a message without Message-ID is known by its content', async () => {
    const bare = { ...first, id: '' };
    const { messages } = await messagesOf(bare, { ...bare, in: 'adair' }, { ...bare, text: 'Something else.' });
    expect(messages.map((message) => message.copies.length).sort()).toEqual([1, 2]);
    for (const message of messages) expect(message.messageId).toMatch(/^<sha256[0-9a-f]{64}@candour\.invalid>$/);
  });
});

test('messages stand oldest first, whenever they came', async () => {
  const older = { ...first, id: 'older', date: '2026-06-01' };
  const sameTime = { ...first, id: 'another' };
  const ids = ['older', 'another', 'first'].map(messageId);
  for (const mails of [
    [first, older, sameTime],
    [sameTime, first, older],
  ]) {
    expect((await messagesOf(...mails)).messages.map((message) => message.messageId)).toEqual(ids);
  }
});

describe('the best copy speaks', () => {
  test.each<[string, Mail[], string]>([
    ["a recipient's copy is C", [{ ...first, in: 'adair' }], 'C adair'],
    ["the sender's own is B", [{ ...first, in: 'adair' }, first], 'B clerk'],
    ['a journal report is A', [{ ...first, in: 'adair' }, first, { ...first, journal: 'To: adair' }], 'A journal'],
  ])('%s', async (_what, mails, expected) => {
    const { messages } = await messagesOf(...mails);
    expect(messages.map(({ grade, mailbox }) => `${grade} ${mailbox}`)).toEqual([expected]);
  });
});

describe('a conversation', () => {
  const answer: Mail = {
    id: 'answer',
    from: 'adair',
    to: 'clerk',
    subject: 'Re: Depot',
    answers: 'first',
    date: '2026-06-04',
  };
  const other: Mail = { id: 'other', from: 'clerk', to: 'adair', subject: 'Precept', date: '2026-06-04' };
  const all = [messageId('answer'), messageId('first')];

  test.each<[string, Partial<Mail>]>([
    ['References', {}],
    ['In-Reply-To', { answers: undefined as never, fields: `In-Reply-To: ${messageId('first')}` }],
    [
      'the Message-ID that Thunderbird forwards',
      { answers: undefined as never, fields: `X-Forwarded-Message-Id: ${messageId('first')}` },
    ],
    ['a message that it encloses', { answers: undefined as never, enclosed: [{ message: first }] }],
  ])('holds together by %s, in either order of arrival', async (_how, changes) => {
    const mail = { ...answer, ...changes };
    expect((await messagesOf(first, mail, other)).threadOf('first')).toEqual(all);
    expect((await messagesOf(mail, other, first)).threadOf('answer')).toEqual(all);
  });

  test('holds together by the root of Thread-Index', async () => {
    const fields = (tail: string) => `Thread-Index: ${Buffer.from(`${'0'.repeat(22)}${tail}`).toString('base64')}`;
    const { answers: _none, ...apart } = answer;
    const { threadOf } = await messagesOf({ ...first, fields: fields('') }, { ...apart, fields: fields('11111') });
    expect(threadOf('first')).toEqual(all);
  });

  test('holds together through a message that no mailbox holds', async () => {
    const { threadOf } = await messagesOf({ ...first, answers: 'lost' }, { ...answer, answers: 'lost' });
    expect(threadOf('first')).toEqual(all);
  });

  test('is not made by a subject alone', async () => {
    const { answers: _none, ...apart } = answer;
    expect((await messagesOf(first, apart)).threadOf('first')).toEqual([messageId('first')]);
  });
});
