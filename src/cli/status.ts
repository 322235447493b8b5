/** `candour status`: is everything being read, and does what was found reach people? Also while nothing runs. */

import { type Command, Option } from 'commander';
import { QueueError } from '../queue/error.ts';
import { openQueue } from '../queue/open-queue.ts';
import { SecretError } from '../settings/secrets.ts';
import type { QueueSettings } from '../settings/settings.ts';
import { type CouncilStatus, gatherStatus } from './gather-status.ts';
import { openForReading, shownSettingsPath } from './read-installation.ts';
import { exitWithUsage, runCommand } from './run-command.ts';
import { listAttention } from './status-attention.ts';
import { formatStatusJson } from './status-json.ts';
import { formatStatus } from './status-text.ts';

const examples = `
It reads the database only: it changes nothing, and works whether candour serve runs or not.
Messages and attachments that cannot be read are listed, and are no fault of the service: somebody should look at them.

Exit status: 0 all is well, 2 bad usage or configuration, 3 something needs attention.

Examples:
  candour status
  candour status --config /etc/candour/candour.yaml
  candour status --format json                    for a program that watches over the service`;

type StatusOptions = { config: string; council?: string; format: 'text' | 'json' };

export function registerStatus(program: Command): void {
  const command = program
    .command('status')
    .summary('is everything being read?')
    .description('Says of each council what is being read, what could not be, and what waits.')
    .option('--config <file>', 'the settings file', shownSettingsPath)
    .option('--council <id>', 'only this one of several councils')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json']).default('text'))
    .action((options: StatusOptions) => runCommand(() => showStatus(options, Date.now())))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

async function showStatus({ config, council, format }: StatusOptions, at: number): Promise<number> {
  await using view = await openForReading(config, council);
  const queue = await describeQueue(view.settings.queue);
  const statuses: { status: CouncilStatus; attention: string[] }[] = [];
  for (const each of view.councils) {
    const status = await gatherStatus(view.database, each, at);
    statuses.push({ status, attention: listAttention(status) });
  }
  const lines =
    format === 'json'
      ? [formatStatusJson(statuses, queue, at)]
      : [
          ...statuses.flatMap(({ status, attention }) => [...formatStatus(status, attention), '']),
          `Queue: ${queue.words}`,
        ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return queue.isWell && statuses.every(({ attention }) => attention.length === 0) ? 0 : 3;
}

export type QueueStatus = { isWell: boolean; words: string };

async function describeQueue(settings: QueueSettings): Promise<QueueStatus> {
  if (settings.kind === 'in-process') return { isWell: true, words: 'within candour serve, no server needed.' };
  try {
    await using queue = await openQueue(settings);
    if (!(await queue.isReachable()))
      return {
        isWell: false,
        words: 'Redis does not answer. Nothing is lost: what is not done is queued again when it does.',
      };
    const counts = Object.values(await queue.count());
    const waiting = counts.reduce((sum, each) => sum + each.waiting, 0);
    const active = counts.reduce((sum, each) => sum + each.active, 0);
    return { isWell: true, words: `Redis answers; ${waiting} jobs wait, ${active} are in hand.` };
  } catch (error) {
    if (!(error instanceof QueueError) && !(error instanceof SecretError)) throw error;
    return { isWell: false, words: error.message };
  }
}
