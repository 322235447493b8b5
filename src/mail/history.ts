import { readAttribution } from './attribution.ts';
import { removeDisclaimers } from './disclaimers.ts';
import { isEndMarker, isForwardMarker, isRule, needsHeaderBlock } from './forward-marker.ts';
import { type HeaderBlock, noFields, readHeaderBlock } from './header-block.ts';
import { headerMark, ruleMark } from './html-text.ts';
import type { QuotedFields, QuotedMessage } from './message.ts';
import { endOfQuote, isQuotedLine, withoutQuoteMark } from './quote-marks.ts';
import { tidyText } from './tidy-text.ts';

/** What one person wrote, and the messages quoted in it, newest first. */
export type Layer = { own: string[]; history: QuotedMessage[] };

/** Deeper quotations stay text of the one around them: nobody reads them, and a hostile sender could nest for ever. */
const maximumDepth = 40;

type Draft = { kind: 'forward' | 'reply'; marker: string; fields: QuotedFields; lines: string[] };

/**
 * Cuts lines into what their writer wrote and what is quoted. Quotations marked by `>` end where the marks end, so
 * that answers between and below them are the writer's own; everything else runs to the end of the text.
 */
export function cutLayer(lines: readonly string[], depth: number): Layer {
  const own: string[] = [];
  const drafts: Draft[] = [];
  let openQuote: Draft | null = null;
  let attribution: Draft | null = null;
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] as string;
    if (isQuotedLine(line)) {
      const end = endOfQuote(lines, index, (attribution ?? openQuote)?.kind === 'forward');
      const quoted = unquote(lines, index, end);
      const target: Draft = attribution ?? openQuote ?? { kind: 'reply', marker: '', fields: noFields, lines: [] };
      if (!drafts.includes(target)) drafts.push(target);
      else target.lines.push('');
      for (const quotedLine of quoted) target.lines.push(quotedLine);
      openQuote = target;
      attribution = null;
      own.push('');
      index = end;
      continue;
    }
    const opener = mayOpen(line) ? readOpener(lines, index, own) : null;
    if (opener === null) {
      own.push(line);
      index++;
      continue;
    }
    if (opener.isFollowedByQuote) {
      attribution = opener.draft;
      // A client that quotes nothing after its line still quoted somebody.
      drafts.push(opener.draft);
      index = opener.next;
      continue;
    }
    const end =
      opener.draft.marker === '' ? -1 : lines.findIndex((below, at) => at >= opener.next && isEndMarker(below));
    drafts.push({ ...opener.draft, lines: lines.slice(opener.next, end < 0 ? lines.length : end) });
    if (end < 0) break;
    index = end + 1;
  }
  return { own, history: drafts.flatMap((draft) => finish(draft, depth)) };
}

/** The first letter decides for nearly every line: only these may start a marker, a header block or an attribution. */
const firstLetters = new Set('-_=*FfOoAaBbSsDd0123456789\ufeff\t \ue010\ue011');

function mayOpen(line: string): boolean {
  if (line === '') return false;
  return firstLetters.has(line[0] as string) || line.endsWith('wrote:');
}

type Opener = { draft: Draft; next: number; isFollowedByQuote: boolean };

function readOpener(lines: readonly string[], index: number, own: string[]): Opener | null {
  const line = lines[index] as string;
  if (line === headerMark || isForwardMarker(line)) return readMarkedForward(lines, index, own);
  const block = readHeaderBlock(lines, index, 'bare');
  if (block !== null) return openForward(lines, takeRule(own), block.fields, block.next);
  const attribution = readAttribution(lines, index, isQuotedLine);
  if (attribution === null) return null;
  const draft: Draft = { kind: 'reply', marker: attribution.text, fields: attribution.fields, lines: [] };
  const isFollowedByQuote = isQuotedLine(lines[nextInked(lines, attribution.next, omission)] ?? '');
  return { draft, next: attribution.next, isFollowedByQuote };
}

/** What people leave of a quotation that they cut: `[...]`, `<snip>`. */
const omission = /^\s*[[<(]?\s*(?:snip|cut|\.\.\.|…)[^\n]{0,12}$/i;

/** Outlook Express put its block above lines that it quoted: then the sender's own words follow below them. */
function openForward(lines: readonly string[], marker: string, fields: QuotedFields, next: number): Opener {
  const isFollowedByQuote = isQuotedLine(lines[nextInked(lines, next)] ?? '');
  return { draft: { kind: 'forward', marker, fields, lines: [] }, next, isFollowedByQuote };
}

function readMarkedForward(lines: readonly string[], index: number, own: string[]): Opener | null {
  const line = lines[index] as string;
  const marker = line === headerMark ? takeRule(own) : line.trim();
  const next = nextInked(lines, index + 1);
  if (isQuotedLine(lines[next] ?? '')) {
    // Apple and others quote the forwarded message: it ends where the marks end.
    const quoted = unquote(lines, next, endOfQuote(lines, next));
    const block = readHeaderBlock(quoted, nextInked(quoted, 0), 'after-marker');
    if (block === null && needsHeaderBlock(line)) return null;
    const draft: Draft = { kind: 'forward', marker, fields: noFields, lines: [] };
    return { draft, next, isFollowedByQuote: true };
  }
  const block: HeaderBlock | null = readHeaderBlock(lines, next, 'after-marker');
  if (block !== null) return openForward(lines, marker, block.fields, block.next);
  if (line === headerMark || needsHeaderBlock(line)) return null;
  return openForward(lines, marker, noFields, index + 1);
}

function nextInked(lines: readonly string[], start: number, passOver: RegExp | null = null): number {
  let index = start;
  while (index < lines.length) {
    const line = lines[index] as string;
    if (!isEmptyLine(line) && passOver?.test(line) !== true) break;
    index++;
  }
  return index;
}

function isEmptyLine(line: string): boolean {
  return line.trim().replace('\ufeff', '') === '' || line === ruleMark;
}

/** Outlook on the web draws a line over its header block: it belongs to the block, not to the text above it. */
function takeRule(own: string[]): string {
  let index = own.length - 1;
  while (index >= 0 && index > own.length - 4 && (own[index] as string).trim() === '') index--;
  const line = own[index];
  if (line === undefined || !isRule(line)) return '';
  own.length = index;
  return line === ruleMark ? '' : line.trim();
}

function unquote(lines: readonly string[], start: number, end: number): string[] {
  const quoted: string[] = [];
  for (let index = start; index < end; index++) {
    const line = lines[index] as string;
    quoted.push(isQuotedLine(line) ? withoutQuoteMark(line) : line);
  }
  return quoted;
}

function finish(draft: Draft, depth: number): QuotedMessage[] {
  let { fields, lines } = draft;
  if (draft.kind === 'forward' && fields === noFields) {
    const block = readHeaderBlock(lines, nextInked(lines, 0), 'after-marker');
    if (block !== null) {
      fields = block.fields;
      lines = lines.slice(block.next);
    }
  }
  const layer = depth < maximumDepth ? cutLayer(lines, depth + 1) : { own: lines, history: [] };
  const text = tidyText(removeDisclaimers(layer.own).lines);
  const message: QuotedMessage = { kind: draft.kind, marker: draft.marker, fields, text };
  const [inner, ...older] = layer.history;
  if (text !== '' || inner === undefined) return [message, ...layer.history];
  // Some clients put `>` before the text but not before the header block, or the other way round: one message.
  if (inner.fields === noFields && inner.marker === '') return [{ ...message, text: inner.text }, ...older];
  return fields === noFields && draft.marker === '' ? layer.history : [message, ...layer.history];
}
