/** A large mailbox: the corpus again and again as new mail, between letters of residents. */

import { globSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

const dayMs = 86_400_000;
const daysARound = 3;
/** A message in pieces: between them stand the ids and dates that each round writes anew. */
export type Template = { path: string; pieces: string[]; slots: ({ id: string } | { dateMs: number })[] };

/** Writes `count` messages, of which `internalPercent` are the corpus's, to `file` as mboxrd and returns its size in bytes. Messages are streamed, not gathered. */
export async function writeMbox(
  file: string,
  corpusFolder: string,
  count: number,
  internalPercent: number,
): Promise<number> {
  const templates = readTemplates(corpusFolder);
  await using output = await open(file, 'w');
  const stream = output.createWriteStream({ encoding: 'latin1', highWaterMark: 1 << 20 });
  let [size, fromCorpus] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const isResident =
      Math.floor(((index + 1) * internalPercent) / 100) === Math.floor((index * internalPercent) / 100);
    const text = isResident ? residentsLetter(index) : fill(templates, fromCorpus++);
    const entry = `From bench@example.org Wed Jun  3 09:14:00 2026\n${text.replaceAll(/^(>*From )/gm, '>$1')}\n`;
    size += entry.length;
    if (!stream.write(entry)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  }
  await new Promise<void>((resolve) => stream.end(() => resolve()));
  return size;
}

/** Of every .eml file below the folder; `path` from there. */
export function readTemplates(folder: string): Template[] {
  const paths = globSync('**/*.eml', { cwd: folder }).sort();
  const texts = paths
    // Every round is mail of its own: a Thread-Index kept would join all rounds into one conversation.
    .map((path) => readFileSync(join(folder, path), 'latin1').replace(/^Thread-Index:.*\r?\n/gm, ''));
  return texts.map((text, at) => {
    const template: Template = { path: paths[at] ?? '', pieces: [], slots: [] };
    let end = 0;
    // Ids wherever they stand, journal reports and forwards included; dates in header fields only.
    for (const found of text.matchAll(/<([^<>\s@]+@[^<>\s]+)>|^Date: (.+)$/gm)) {
      const [all, id, date] = found;
      if (id !== undefined && !isMessageId(id, texts)) continue;
      template.pieces.push(text.slice(end, found.index));
      template.slots.push(id === undefined ? { dateMs: Date.parse(date ?? '') || 0 } : { id });
      end = found.index + all.length;
    }
    template.pieces.push(text.slice(end));
    return template;
  });
}

const known = new Set<string>();

function isMessageId(id: string, texts: readonly string[]): boolean {
  if (known.size === 0) {
    for (const text of texts) {
      for (const [, found] of text.matchAll(/^Message-ID:\s+<([^>]+)>/gim)) known.add(found ?? '');
    }
  }
  return known.has(id);
}

function fill(templates: readonly Template[], turn: number): string {
  const template = templates[turn % templates.length];
  if (template === undefined) throw new Error('The corpus holds no messages.');
  return fillTemplate(template, Math.floor(turn / templates.length));
}

/** The message as new mail of the round: with ids of its own, and some days later. Bytes as Latin-1. */
export function fillTemplate({ pieces, slots }: Template, round: number): string {
  return pieces
    .map((piece, index) => {
      const slot = slots[index];
      if (slot === undefined) return piece;
      return (
        piece +
        ('id' in slot ? `<r${round}.${slot.id}>` : `Date: ${formatDate(slot.dateMs + round * daysARound * dayMs)}`)
      );
    })
    .join('');
}

const matters = [
  'the bus shelter',
  'dog bins on the green',
  'the footpath by the brook',
  'parking at the school',
  'the allotment gate',
];

function residentsLetter(index: number): string {
  const matter = matters[index % matters.length];
  const sender = `resident${index % 997}@example.net`;
  const text = `Dear Clerk,\r\n\r\nI am writing about ${matter}, as I did in ${2000 + (index % 25)}. It has been reported ${index} times by now, and on each visit somebody measured it and went away again. Could the council look at it before the winter, please?\r\n\r\nYours sincerely,\r\nResident ${index}\r\n`;
  const html = `<html><body><p>${text.replaceAll('\r\n\r\n', '</p><p>').replaceAll('\r\n', '<br>')}</p></body></html>`;
  const fields = [
    'Received: from mx.example.net (mx.example.net [192.0.2.7]) by mx.littlewickham-pc.gov.uk for <clerk@littlewickham-pc.gov.uk>; Wed, 3 Jun 2026 09:14:03 +0100',
    `Message-ID: <resident-${index}@mail.example.net>`,
    `Date: ${formatDate(Date.UTC(2026, 0, 1) + index * 60_000)}`,
    `From: Resident ${index % 997} <${sender}>`,
    'To: Clerk <clerk@littlewickham-pc.gov.uk>',
    `Subject: ${matter} (${index})`,
    'MIME-Version: 1.0',
  ];
  if (index % 4 === 1) return [...fields, 'Content-Type: text/plain; charset=utf-8', '', text].join('\r\n');
  const part = (type: string, body: string): string =>
    `--next\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${body}\r\n`;
  return `${[...fields, 'Content-Type: multipart/alternative; boundary=next', ''].join('\r\n')}\r\n${part('text/plain', text)}${part('text/html', html)}--next--\r\n`;
}

function formatDate(timeMs: number): string {
  return new Date(timeMs).toUTCString().replace('GMT', '+0000');
}
