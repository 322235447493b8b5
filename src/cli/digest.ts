/** `candour digest --print`: one person's digest of a day as it was, or as it would be; nothing is sent. */

import type { Command } from 'commander';
import { localDate } from '../council/dates.ts';
import type { Database } from '../database/open-database.ts';
import { readNotice } from '../intake/notice-store.ts';
import { mondayOf } from '../notify/digest-day.ts';
import { formatInstant } from '../notify/flag-words.ts';
import { buildNoticeId } from '../notify/message-id.ts';
import type { CouncilInView } from '../operation/live-council.ts';
import { previewDigest } from '../operation/preview-digest.ts';
import { renderNotice } from '../operation/render-notice.ts';
import { addressOf, type Recipient, recipientOf, usualHandlers } from '../review/routing.ts';
import { formatDay, nameOf } from '../rules/people.ts';
import { parseDateOption } from './log-options.ts';
import { chooseCouncil, openForReading, requireSettings, shownSettingsPath } from './read-installation.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';

const examples = `
Where a digest was sent, it is shown as it went out, with flags and mailboxes as they are now; else as it would be now.
candour serve sends digests by itself; this command sends nothing.

Examples:
  candour digest --print
  candour digest --date 2026-11-24 --print
  candour digest --recipient cllr-okafor --council st-just --print --config /etc/candour/candour.yaml`;

type DigestOptions = { config: string; council?: string; date?: string; recipient?: string; print?: boolean };

export function registerDigest(program: Command): void {
  const command = program
    .command('digest')
    .summary('show a digest, sending nothing')
    .description('Shows the digest of a day to one person in plain text, and sends nothing.')
    .option('--print', 'show it on standard output')
    .option('--date <date>', "the day, in the council's time; without it, today")
    .option('--recipient <id>', 'whose: a person of the council file; without it, the Clerk')
    .option('--council <id>', 'which of several councils')
    .option('--config <file>', 'the settings file', shownSettingsPath)
    .action((options: DigestOptions) => runCommand(() => showDigest(options, Date.now())))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

async function showDigest(options: DigestOptions, at: number): Promise<number> {
  if (options.print !== true)
    throw new UsageError('Add --print to see the digest. Digests are sent by candour serve, and by nothing else.');
  const date = parseDateOption('--date', options.date);
  const { id } = chooseCouncil(requireSettings(options.config), options.council);
  await using installation = await openForReading(options.config, id);
  const [view] = installation.councils;
  if (view === undefined) throw new TypeError('The council that was chosen is not there.');
  const today = localDate(new Date(at), view.council.timezone);
  const recipient = chooseRecipient(view, options.recipient, today);
  const shown = await render(installation.database, view, { day: date ?? today, recipient, at });
  process.stdout.write(`${shown.text}\n`);
  process.stderr.write(`candour: ${shown.about}\n`);
  return 0;
}

function chooseRecipient({ roster, council }: CouncilInView, given: string | undefined, today: string): Recipient {
  const routed = (['clerkFlags', 'alternate', 'auditor'] as const).flatMap((key) => recipientOf(key, roster) ?? []);
  if (given === undefined) {
    const recipient = usualHandlers(roster, today)[0]?.id ?? recipientOf('alternate', roster);
    if (recipient !== null) return recipient;
    throw new UsageError('Nobody is Clerk today: say whose digest with --recipient.');
  }
  if (council.people.some(({ id }) => id === given) || routed.includes(given)) return given;
  throw new UsageError('--recipient takes the id of a person of the council file.');
}

type Question = { day: string; recipient: Recipient; at: number };

async function render(
  database: Database,
  view: CouncilInView,
  { day, recipient, at }: Question,
): Promise<{ text: string; about: string }> {
  const to = whoIs(recipient, view, day);
  for (const id of noticesOf(day, recipient)) {
    const notice = await readNotice(database, view.council.id, id);
    const rendered = notice === null ? null : await renderNotice(database, view, notice);
    if (notice === null || rendered === null) continue;
    const fate = {
      sent: `was sent to ${to} ${formatInstant(notice.sent_at ?? notice.created_at, view.council)}`,
      waiting: `waits to be sent to ${to}`,
      'given-up': `could not be sent to ${to} (${notice.code})`,
    };
    const what = { heartbeat: 'This weekly sign of life', report: 'This report on earlier mail' }[
      notice.kind as string
    ];
    return {
      ...rendered,
      about: `${what ?? 'This digest'} ${fate[notice.state]}. Flags and mailboxes are shown as they are now.`,
    };
  }
  const preview = await previewDigest(database, view, { day, recipient, at });
  const wouldBe = preview.isSent
    ? `This is what the digest of ${formatDay(day)} to ${to} would say now`
    : `There is nothing new for ${to}, so no digest of ${formatDay(day)} would be sent. This is what it would say`;
  return { ...preview.rendered, about: `${wouldBe}. Nothing was sent.` };
}

/** What may have gone out on the day, the first that did. */
function noticesOf(day: string, recipient: Recipient): string[] {
  return [
    buildNoticeId('digest', day, recipient),
    buildNoticeId('report', day, recipient),
    ...(mondayOf(day) === day ? [buildNoticeId('heartbeat', day, recipient)] : []),
  ];
}

function whoIs(recipient: Recipient, { roster }: CouncilInView, day: string): string {
  if (roster.personOfId(recipient) !== null) return nameOf(recipient, roster);
  return addressOf(recipient, roster, day) === null ? 'nobody who has an address' : `the ${recipient} of routing`;
}
