/** A few messages written down, and what the audit says of them: the way of a message without worker threads and disk. */

import { type Judgement, judge } from '../../src/audit/judge.ts';
import { CopyReader, type Opening } from '../../src/audit/read-copy-facts.ts';
import type { Council, LocalDate } from '../../src/council/council.ts';
import { buildRoster } from '../../src/council/roster.ts';
import type { CopyFacts } from '../../src/evidence/facts.ts';
import { type CopyToHear, Lineage } from '../../src/evidence/lineage.ts';
import { MailEvidence } from '../../src/evidence/mail-evidence.ts';
import { defaultLimits } from '../../src/mail/message.ts';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import type { Pack } from '../../src/protocol/pack.ts';
import type { CopyPlace } from '../../src/sources/copy.ts';
import { loadPack, packFolder } from '../../src/sources/load-council.ts';
import { addressBook } from './nether-barrow.ts';

/** A document, or a message enclosed as message/rfc822. A `text` is plain text unless `type` says otherwise. */
export type Enclosure = { name: string; text: string; type?: string } | { message: Mail };

/**
 * One message as somebody would describe it. People stand by their name in the address book (`bell at home, resident`) or with an
 * address. What is left out is: the mailbox of whoever sent it, 3 June 2026 at ten, "Allotments", and a text that says nothing.
 */
export type Mail = {
  /** Mailbox and folder, such as `clerk Sent` or `bell`. */
  in?: string;
  /** '' for a message without Message-ID. */
  id?: string;
  from: string;
  to?: string;
  cc?: string;
  bcc?: string;
  subject?: string;
  /** `2026-06-03 10:00`, in British summer time; the hour may be left out. */
  date?: string;
  text?: string;
  html?: string;
  /** Further header fields, a line each. */
  fields?: string;
  /** Ids of the messages that it answers. */
  answers?: string;
  enclosed?: Enclosure[];
  /** The message lies inside a journal report with these lines (MS-XJRNL), below `Sender`. */
  journal?: string;
};

export type FoundCopy = CopyPlace & { bytes: Uint8Array };

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function dateField(written: string): string {
  const [day = '', time = '10:00'] = written.split(' ');
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${months[(month ?? 1) - 1]} ${year} ${time}:00 +0100`;
}

function people(written: string): string {
  return written
    .split(',')
    .map((name) => name.trim())
    .map((name) => addressBook[name] ?? name)
    .join(', ');
}

/** `mail` forwarded in the text, as Gmail and Outlook do it, below a comment. */
export function forwardOf(mail: Mail, comment = 'FYI'): string {
  return `${comment}\n\n---------- Forwarded message ---------\n${headerBlock(mail)}\n\n${mail.text ?? ''}`;
}

/** An answer above the message that it answers, quoted line by line. */
export function answerTo(mail: Mail, answer: string): string {
  const [day = '', time = '10:00'] = (mail.date ?? '2026-06-03').split(' ');
  const [year, month, date] = day.split('-').map(Number);
  const quoted = (mail.text ?? '').split('\n').map((line) => `> ${line}`);
  return `${answer}\n\nOn ${date} ${months[(month ?? 1) - 1]} ${year} at ${time}, ${people(mail.from)} wrote:\n${quoted.join('\n')}`;
}

function headerBlock({ from, to, cc, subject, date }: Mail): string {
  const copied = cc === undefined ? '' : `\nCc: ${people(cc)}`;
  return `From: ${people(from)}\nDate: ${dateField(date ?? '2026-06-03 10:00')}\nSubject: ${subject ?? 'Allotments'}\nTo: ${people(to ?? '')}${copied}`;
}

export function messageId(id: string): string {
  return `<${id}@netherbarrow.gov.uk>`;
}

/** The message in the syntax of RFC 5322, with `\n` line ends. `part` numbers boundaries, so that enclosures may nest. */
export function formatMail(mail: Mail, number = 0, depth = 0): string {
  const { from, to, cc, bcc, answers } = mail;
  const fields = [
    ...(mail.id === '' ? [] : [`Message-ID: ${messageId(mail.id ?? `m${number}`)}`]),
    `Date: ${dateField(mail.date ?? '2026-06-03 10:00')}`,
    `From: ${people(from)}`,
    ...(to === undefined ? [] : [`To: ${people(to)}`]),
    ...(cc === undefined ? [] : [`Cc: ${people(cc)}`]),
    ...(bcc === undefined ? [] : [`Bcc: ${people(bcc)}`]),
    ...(answers === undefined ? [] : [`References: ${answers.split(' ').map(messageId).join(' ')}`]),
    `Subject: ${mail.subject ?? 'Allotments'}`,
    ...(mail.fields === undefined ? [] : [mail.fields]),
    'MIME-Version: 1.0',
  ];
  const body = textPart(mail);
  if (!mail.enclosed) return `${fields.join('\n')}\n${body}`;
  const boundary = `boundary-${depth}`;
  const parts = [body, ...mail.enclosed.map((each) => enclosurePart(each, number, depth + 1))];
  const inner = parts.map((part) => `--${boundary}\n${part}\n`).join('');
  return `${fields.join('\n')}\nContent-Type: multipart/mixed; boundary="${boundary}"\n\n${inner}--${boundary}--\n`;
}

function textPart({ text = 'The water butt has come.', html }: Mail): string {
  const type = html === undefined ? 'text/plain' : 'text/html';
  return `Content-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${html ?? text}\n`;
}

function enclosurePart(enclosure: Enclosure, number: number, depth: number): string {
  if ('message' in enclosure) {
    return `Content-Type: message/rfc822\n\n${formatMail(enclosure.message, number, depth)}`;
  }
  const { name, text, type = 'text/plain; charset=utf-8' } = enclosure;
  const bytes = Buffer.from(text).toString('base64');
  return `Content-Type: ${type}\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${bytes}`;
}

/** As Exchange encloses a message for its journal: the envelope in plain text, then the message itself. */
function formatReport(lines: string, enclosed: string): string {
  const sender = /^From: .*?([^\s<>]+@[^\s<>]+)/m.exec(enclosed)?.[1] ?? '';
  const id = /^Message-ID: (.*)$/m.exec(enclosed)?.[1] ?? '';
  const subject = /^Subject: (.*)$/m.exec(enclosed)?.[1] ?? '';
  const named = lines.replaceAll(/(?<=: )[^\n]+/g, (who) => people(who).replaceAll(/[^,<]*<([^>]*)>/g, '$1'));
  const envelope = `Sender: ${sender}\nSubject: ${subject}\nMessage-Id: ${id}\n${named}`;
  return [
    `X-MS-Journal-Report:\nFrom: journal@netherbarrow.gov.uk\nMessage-ID: <report-${id.slice(1)}\nSubject: ${subject}`,
    'Date: 3 Jun 2026 10:00:01 +0100\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=report\n',
    `--report\nContent-Type: text/plain; charset=utf-8\n\n${envelope}\n--report\nContent-Type: message/rfc822\n\n${enclosed}\n--report--\n`,
  ].join('\n');
}

export function findCopy(where: string, text: string, number: number): FoundCopy {
  const [mailboxId = '', ...folders] = where.split(' ');
  const folder = folders.join(' ');
  const bytes = Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'));
  return { mailboxId, folder, reference: `${folder}/${number}.eml`, isSent: folder === 'Sent', bytes };
}

/** Messages without an id are m1, m2 and so on, in the order in which they are written down. */
export function copiesOf(mails: readonly Mail[]): FoundCopy[] {
  return mails.map((mail, index) => {
    const text = formatMail(mail, index + 1);
    const where = mail.journal === undefined ? (mail.in ?? `${mail.from} Sent`) : (mail.in ?? 'journal');
    return findCopy(where, mail.journal === undefined ? text : formatReport(mail.journal, text), index + 1);
  });
}

export async function loadShippedPack(id: string): Promise<Pack> {
  const loaded = await loadPack(id, packFolder);
  if (!loaded?.pack) throw new Error(`no pack ${id}`);
  return loaded.pack;
}

export type Judging = { council: Council; asOf?: LocalDate; opening?: Opening };
export type Judged = Judgement & { notRead: string[]; evidence: MailEvidence };

/** What the mails tell, each as one copy; those that are no evidence are left out. */
export async function readMails(
  mails: readonly Mail[],
  { council, opening = 'gate' }: Omit<Judging, 'asOf'>,
): Promise<CopyFacts[]> {
  const rules = effectiveRules(await loadShippedPack(council.protocol), council);
  const reader = new CopyReader(buildRoster(council), rules, 'key of the tests', defaultLimits);
  const answers = await Promise.all(copiesOf(mails).map((copy) => reader.read(copy, copy.bytes, opening)));
  return answers.flatMap((answer) => (answer.kind === 'facts' ? [answer.facts] : []));
}

/** Reads the copies in the order given, and judges; what the audit opens a second time is opened a second time here too. */
export async function judgeCopies(copies: readonly FoundCopy[], judging: Judging): Promise<Judged> {
  const { council, asOf = '2026-07-31', opening = 'gate' } = judging;
  const pack = await loadShippedPack(council.protocol);
  const roster = buildRoster(council);
  const rules = effectiveRules(pack, council);
  const reader = new CopyReader(roster, rules, 'key of the tests', defaultLimits);
  const evidence = new MailEvidence(roster);
  const notRead: string[] = [];
  const read = async (copy: FoundCopy, how: Opening): Promise<CopyFacts | null> => {
    const answer = await reader.read(copy, copy.bytes, how);
    if (answer.kind === 'facts') return answer.facts;
    notRead.push(answer.reason);
    return null;
  };
  for (const copy of copies) {
    const facts = await read(copy, opening);
    if (facts) evidence.add(facts);
  }
  const again = async ({ mailbox, reference }: CopyToHear): Promise<CopyFacts> => {
    const copy = copies.find((each) => each.mailboxId === mailbox && each.reference === reference);
    const reread = copy && (await read(copy, 'all'));
    if (!reread) throw new Error(`${reference} is gone`);
    return reread;
  };
  const lineage = new Lineage(evidence);
  for (let toHear = lineage.allToHear(); toHear.length > 0; toHear = lineage.allToHear()) {
    for (const copy of toHear) evidence.add(await again(copy));
  }
  return { ...judge(evidence, lineage, rules, asOf, pack.id), notRead, evidence };
}

export function judgeMail(mails: readonly Mail[], judging: Judging): Promise<Judged> {
  return judgeCopies(copiesOf(mails), judging);
}
