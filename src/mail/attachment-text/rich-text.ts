import iconv from 'iconv-lite';
import type { AttachmentText, Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import { collectLabels, isLabelProperty } from './labels.ts';
import { buildTextOrReason, type Findings, hasReadableText, noTextFound, notExamined, tookTooLong } from './outcome.ts';
import { type RichTextToken, readTokens } from './rich-text-tokens.ts';
import { characters, codePageByCharset, type Destination, destinations, symbols } from './rich-text-words.ts';

/** The state that a group inherits and that its end restores. */
type Group = {
  destination: Destination;
  /** Name of the property destination, such as `title`. */
  property: string;
  codePage: string;
  /** How many bytes follow `\uN` for readers that do not know it. */
  fallbackBytes: number;
};

/** Groups whose text stands on lines of its own. */
const ownLines = new Set(['footnote', 'annotation', 'shptxt']);
const maximumDepth = 500;
const maximumPending = 4_096;
const tokensBetweenLooksAtTheClock = 4_096;

/** Rich Text Format: the text of the body, of page headers and footers, of text boxes, and the properties. */
export function readRichText(bytes: Uint8Array, limits: Limits, budget: Budget): AttachmentText {
  const reader = new RichTextReader(limits.textLength);
  let count = 0;
  for (const token of readTokens(bytes)) {
    count += 1;
    if (count % tokensBetweenLooksAtTheClock === 0 && budget.isSpent()) return tookTooLong;
    reader.accept(token);
    if (reader.depth > maximumDepth) return notExamined('nested too deeply');
  }
  // A file cut off in transfer leaves groups open; what it lost may be what matters.
  if (reader.depth > 0) return notExamined('damaged RTF document');
  const text = reader.finish();
  const hidesText = reader.hasPictures && !hasReadableText(text.body + text.margin);
  const findings: Findings = {
    lines: text.body.split('\n').map((line) => line.replace(/\t+$/, '')),
    headersAndFooters: text.margin.split('\n'),
    properties: text.properties.filter(([name]) => !isLabelProperty(name)),
    labels: collectLabels(text.properties),
    unreadPages: hidesText ? 1 : 0,
  };
  return buildTextOrReason(findings, hidesText ? 'pictures without text' : noTextFound, limits);
}

class RichTextReader {
  hasPictures = false;
  private readonly groups: Group[] = [];
  private group: Group = { destination: 'body', property: '', codePage: 'cp1252', fallbackBytes: 1 };
  private documentCodePage = 'cp1252';
  private readonly fontCodePages = new Map<number, string>();
  private currentFont = 0;
  private pendingBytes: Uint8Array[] = [];
  private bytesToSkip = 0;
  private ignorable = false;
  private body = '';
  private margin = '';
  private value = '';
  private shapeName = '';
  private propertyName = '';
  private readonly properties: [string, string][] = [];
  private readonly textLength: number;

  constructor(textLength: number) {
    this.textLength = textLength;
  }

  get depth(): number {
    return this.groups.length;
  }

  accept(token: RichTextToken): void {
    if (token.kind === 'bytes') {
      this.acceptBytes(token.bytes);
      return;
    }
    this.decodePending();
    if (token.kind === 'open') {
      this.bytesToSkip = 0;
      this.groups.push({ ...this.group });
    } else if (token.kind === 'close') this.closeGroup();
    else if (token.kind === 'word') this.acceptWord(token.word, token.parameter);
    else if (token.symbol === '*') this.ignorable = true;
    else this.append(symbols[token.symbol] ?? '');
  }

  finish(): { body: string; margin: string; properties: [string, string][] } {
    this.decodePending();
    return { body: this.body, margin: this.margin, properties: this.properties };
  }

  private acceptBytes(bytes: Uint8Array): void {
    const skipped = Math.min(this.bytesToSkip, bytes.length);
    this.bytesToSkip -= skipped;
    if (this.group.destination === 'skip' || this.group.destination === 'fonts') return;
    // Decoded only when the run ends: a character of an Eastern code page may be two `\'hh`.
    if (skipped < bytes.length) this.pendingBytes.push(skipped === 0 ? bytes : bytes.subarray(skipped));
    if (this.pendingBytes.length >= maximumPending) this.decodePending();
  }

  private acceptWord(word: string, parameter: number | null): void {
    const ignorable = this.ignorable;
    this.ignorable = false;
    const destination = Object.hasOwn(destinations, word) ? destinations[word] : undefined;
    if (word === 'pict') this.hasPictures = true;
    if (destination) this.enter(destination, word);
    // `\*` marks a destination that a reader may leave out when it does not know it.
    else if (ignorable) this.enter('skip', word);
    else if (word === 'u') this.acceptUnicode(parameter ?? 0);
    else if (word === 'uc') this.group.fallbackBytes = Math.min(Math.max(parameter ?? 1, 0), 16);
    else if (word === 'ansicpg') this.useDocumentCodePage(`cp${parameter}`);
    else if (word === 'f' || word === 'deff') this.useFont(parameter ?? 0);
    else if (word === 'fcharset') this.fontCodePages.set(this.currentFont, codePageByCharset[parameter ?? 0] ?? '');
    else if (Object.hasOwn(characters, word)) this.append(characters[word] ?? '');
  }

  private enter(destination: Destination, word: string): void {
    // Inside a group that is left out, only groups that are known to hold text speak again.
    if (this.group.destination === 'skip' && (destination === 'body' || destination === 'margin')) return;
    if (destination === 'margin' && this.group.destination === 'margin') return;
    // A text box in a page header belongs to the header.
    this.group.destination = destination === 'body' && this.group.destination === 'margin' ? 'margin' : destination;
    this.group.property = word;
    if (destination === 'property' || destination === 'shape-name' || destination === 'shape-value') this.value = '';
    if (ownLines.has(word)) this.append('\n');
  }

  private acceptUnicode(parameter: number): void {
    this.bytesToSkip = this.group.fallbackBytes;
    this.append(String.fromCharCode(parameter < 0 ? parameter + 65_536 : parameter & 0xffff));
  }

  private useDocumentCodePage(codePage: string): void {
    if (!iconv.encodingExists(codePage)) return;
    this.documentCodePage = codePage;
    this.group.codePage = codePage;
  }

  private useFont(font: number): void {
    this.currentFont = font;
    if (this.group.destination === 'fonts') return;
    this.group.codePage = this.fontCodePages.get(font) || this.documentCodePage;
  }

  private closeGroup(): void {
    this.bytesToSkip = 0;
    this.ignorable = false;
    const closed = this.group;
    const outer = this.groups.pop();
    // One brace too many: stay in the last group, so that the text after it is not lost.
    if (!outer) return;
    this.group = outer;
    if (closed.destination === outer.destination && closed.property === outer.property) return;
    if (closed.destination === 'property') this.endProperty(closed.property);
    if (closed.destination === 'shape-name') this.shapeName = this.value.trim();
    // A Word watermark is WordArt, and its words are this property of the shape.
    if (closed.destination === 'shape-value' && this.shapeName === 'gtextUNICODE') this.margin += `${this.value}\n`;
    if (closed.destination === 'body' && ownLines.has(closed.property)) this.append('\n');
    if (closed.destination === 'margin') this.margin += '\n';
  }

  private endProperty(property: string): void {
    if (property === 'staticval') this.properties.push([this.propertyName, this.value]);
    else if (property === 'propname') this.propertyName = this.value.trim();
    else this.properties.push([property, this.value]);
  }

  private decodePending(): void {
    if (this.pendingBytes.length === 0) return;
    const text = iconv.decode(Buffer.concat(this.pendingBytes), this.group.codePage);
    this.pendingBytes = [];
    this.append(text);
  }

  private append(text: string): void {
    switch (this.group.destination) {
      case 'body':
        if (this.body.length < this.textLength) this.body += text;
        break;
      case 'margin':
        if (this.margin.length < this.textLength) this.margin += text;
        break;
      case 'property':
      case 'shape-name':
      case 'shape-value':
        if (this.value.length < this.textLength) this.value += text;
        break;
    }
  }
}
