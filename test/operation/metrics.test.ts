import { expect, test } from 'vitest';
import { createMetrics } from '../../src/operation/metrics.ts';
import type { JobCounts } from '../../src/queue/queue.ts';

const idle = { waiting: 0, active: 0 };
const counts: JobCounts = {
  'audit-copy': { waiting: 7, active: 2 },
  'deliver-alert': idle,
  'send-digest': idle,
  'sweep-mailbox': idle,
};

async function linesOf(metrics: ReturnType<typeof createMetrics>): Promise<string[]> {
  const { contentType, text } = await metrics.format();
  expect(contentType).toContain('text/plain');
  return text.split('\n').filter((line) => line.startsWith('candour_') && !/_bucket|_sum/.test(line));
}

test('what happened is counted under the ids of council and mailbox', async () => {
  using metrics = createMetrics();
  metrics.noteCopy('a', 'clerk', 'read');
  metrics.noteCopy('a', 'clerk', 'read');
  metrics.noteCopy('a', 'clerk', 'unreadable');
  metrics.timeCopy('a')('read');
  metrics.timeSweep()();
  metrics.noteSeenToAlert('a', 50);
  metrics.noteEvents('a', 3);
  metrics.noteNotice('alert', 'sent');
  metrics.noteSynced('a', 'clerk', 1_780_000_000_000);
  metrics.noteEvidence('a', 251);
  expect(await linesOf(metrics)).toEqual([
    'candour_copies_total{council="a",mailbox="clerk",outcome="read"} 2',
    'candour_copies_total{council="a",mailbox="clerk",outcome="unreadable"} 1',
    'candour_copy_seconds_count{council="a",outcome="read"} 1',
    'candour_sweep_seconds_count 1',
    'candour_seen_to_alert_seconds_count{council="a"} 1',
    'candour_flag_events_total{council="a"} 3',
    'candour_notices_total{kind="alert",outcome="sent"} 1',
    'candour_mailbox_synced_timestamp_seconds{council="a",mailbox="clerk"} 1780000000',
    'candour_evidence_messages{council="a"} 251',
  ]);
  expect((await metrics.format()).text).toMatch(/seen_to_alert_seconds_bucket\{le="0\.05",council="a"\} 1/);
});

test('a mailbox is in one state, until another process watches it', async () => {
  using metrics = createMetrics();
  metrics.noteMailboxState('a', 'clerk', 'starting');
  metrics.noteMailboxState('a', 'clerk', 'watching');
  const states = (await linesOf(metrics)).filter((line) => line.startsWith('candour_mailbox_state'));
  expect(states.map((line) => line.replace(/.*state="([^"]+)"\}/, '$1'))).toEqual([
    'starting 0',
    'catching-up 0',
    'watching 1',
    'failing 0',
  ]);
  metrics.forgetMailbox('a', 'clerk');
  expect((await linesOf(metrics)).filter((line) => line.startsWith('candour_mailbox_state{'))).toEqual([]);
});

test('the queue is asked when somebody reads, and one that is away leaves no old numbers', async () => {
  using metrics = createMetrics();
  let isAway = false;
  metrics.askQueue(async () => {
    if (isAway) throw new Error('away');
    return counts;
  });
  const jobs = async () => (await linesOf(metrics)).filter((line) => line.startsWith('candour_queue_jobs{'));
  expect(await jobs()).toContain('candour_queue_jobs{kind="audit-copy",state="waiting"} 7');
  expect(await jobs()).toHaveLength(8);
  isAway = true;
  expect(await jobs()).toEqual([]);
});

test('two of them do not share what they count', async () => {
  using one = createMetrics();
  using other = createMetrics();
  one.noteEvents('a', 1);
  expect((await other.format()).text).not.toContain('council="a"');
  expect((await other.format()).text).toContain('process_resident_memory_bytes');
});
