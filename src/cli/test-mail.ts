/** `candour test-mail`: one letter by the way that alerts and digests go. */

import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import type { Command } from 'commander';
import { isAddress } from '../council/addresses.ts';
import { localDate } from '../council/dates.ts';
import { buildRoster } from '../council/roster.ts';
import { paragraph } from '../notify/document.ts';
import { renderNotice } from '../notify/render-notice.ts';
import type { Letter } from '../notify/transport/compose.ts';
import { NotifyError } from '../notify/transport/error.ts';
import { openMail } from '../operation/notifying.ts';
import { addressOf, recipientOf, usualHandlers } from '../review/routing.ts';
import type { MailSettings, Settings } from '../settings/settings.ts';
import { loadCouncil } from '../sources/load-council.ts';
import { toPrintable } from './log-options.ts';
import { chooseCouncil, requireSettings, shownSettingsPath } from './read-installation.ts';
import { exitWithUsage, runCommand, UsageError } from './run-command.ts';
import { remedyOf } from './sending-words.ts';

const examples = `
Without --to it goes to the alternate that the council file names under routing, else to the Clerk.
Exit status: 0 it was handed over, 2 bad usage or configuration, 3 it could not be sent.

Examples:
  candour test-mail
  candour test-mail --to clerk@example.org --config /etc/candour/candour.yaml`;

type TestMailOptions = { config: string; council?: string; to?: string };
type Addressee = Letter['to'];

export function registerTestMail(program: Command): void {
  const command = program
    .command('test-mail')
    .summary('send one letter, to see whether mail goes out')
    .description('Sends one letter by the way that alerts and digests go, and says what came of it.')
    .option('--to <address>', 'to whom')
    .option('--council <id>', 'whose alternate or Clerk, where there are several councils')
    .option('--config <file>', 'the settings file', shownSettingsPath)
    .action((options: TestMailOptions) => runCommand(() => sendTestMail(options, new Date())))
    .addHelpText('after', examples);
  exitWithUsage(command);
}

async function sendTestMail({ config, council, to: given }: TestMailOptions, now: Date): Promise<number> {
  const settings = requireSettings(config);
  if (given !== undefined && !isAddress(given)) throw new UsageError('--to takes an email address.');
  const to = given === undefined ? await findAddressee(settings, council, now) : { name: '', address: given };
  try {
    await using transport = await openMail(settings.mail);
    await transport.send(composeTestLetter(settings.mail, to, now));
  } catch (error) {
    if (!(error instanceof NotifyError)) throw error;
    process.stdout.write(
      `Not sent to ${toPrintable(to.address)}: ${error.message} (${error.code})\n${remedyOf(error.code)}\n`,
    );
    return 3;
  }
  process.stdout.write(`${describeSuccess(settings.mail, to).map(toPrintable).join('\n')}\n`);
  return 0;
}

async function findAddressee(settings: Settings, named: string | undefined, now: Date): Promise<Addressee> {
  const { settings: chosen } = chooseCouncil(settings, named);
  const { council } = await loadCouncil(chosen.file);
  if (council === null) throw new UsageError('The council file has mistakes: candour check lists them.');
  const roster = buildRoster(council);
  const today = localDate(now, council.timezone);
  const recipients = [recipientOf('alternate', roster), ...usualHandlers(roster, today).map(({ id }) => id)];
  const [to] = recipients.flatMap((id) => (id === null ? [] : (addressOf(id, roster, today) ?? [])));
  if (to === undefined) throw new UsageError('Neither an alternate nor the Clerk has an address: say --to.');
  return to;
}

function composeTestLetter({ from }: MailSettings, to: Addressee, date: Date): Letter {
  const domain = from.address.split('@')[1] ?? 'candour.invalid';
  const rendered = renderNotice({
    subject: 'Candour: a test',
    title: 'A test',
    blocks: [
      paragraph('Somebody asked Candour for this letter, to see whether its mail arrives. It does.'),
      paragraph('Alerts and digests come the same way, from the same address. There is nothing to do.'),
    ],
  });
  return { messageId: `<candour-test.${randomUUID()}@${domain}>`, date, to, ...rendered };
}

function describeSuccess({ from, transport }: MailSettings, { address }: Addressee): string[] {
  if (transport.kind === 'file')
    return [
      `A letter to ${address} was written into ${relative(process.cwd(), transport.folder)}, and sent to nobody:`,
      'with mail.outbox, or without mail.smtp, letters are files. Name a mail server under mail.smtp to send them.',
    ];
  return [
    `The mail server ${transport.host} took a letter to ${address}.`,
    `If it does not arrive: look where spam goes, and ask whether SPF and DKIM let this server send for ${from.address}.`,
  ];
}
