import type { AttachmentText, Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import { openCompoundFile } from './compound-file.ts';
import { readHtml } from './html.ts';
import { identify } from './identify.ts';
import { readOfficeOpenXml } from './office-open-xml.ts';
import { readOpenDocument } from './open-document.ts';
import { buildTextOrReason, type Findings, type NotExamined, noTextFound, notExamined } from './outcome.ts';
import { isOutlookMessage, readOutlookMessage } from './outlook-message.ts';
import { decodeText, textLines } from './plain-text.ts';
import { readRichText } from './rich-text.ts';

export type AttachedDocument = { fileName: string; contentType: string; bytes: Uint8Array };

/** One attachment may use most of the time that its message has, and leaves the rest to the message. */
const shareOfMessageTime = 0.7;

/**
 * The text of an attached document, or why it was not examined. Takes any bytes at all: it never throws, and it gives
 * up after `shareOfMessageTime` of `limits.messageTimeMs`. What cannot be interrupted (a library at work on one hostile
 * object) is ended by whoever ends the worker thread.
 */
export async function readAttachmentText(document: AttachedDocument, limits: Limits): Promise<AttachmentText> {
  if (document.bytes.length > limits.attachmentBytes) return notExamined('too large');
  if (document.bytes.length === 0) return notExamined('empty file');
  try {
    return await readByFormat(document, limits);
  } catch {
    // Every reader answers with a value; this is for what a library throws at hostile bytes.
    return notExamined('damaged document');
  }
}

async function readByFormat(document: AttachedDocument, limits: Limits): Promise<AttachmentText> {
  const { bytes } = document;
  const identity = identify(document);
  const budget = startBudget(limits);
  switch (identity.format) {
    case 'pdf': {
      // pdf.js is 1.6 MB of code: most messages have no PDF and need not load it.
      const { loadPdfJs, readPdf } = await import('./pdf.ts');
      const pdfJs = await loadPdfJs();
      return await readPdf(pdfJs, bytes, limits, startBudget(limits));
    }
    case 'office-open-xml':
      return readOfficeOpenXml(bytes, identity.directory, identity.application, limits, budget);
    case 'open-document':
      return readOpenDocument(bytes, identity.directory, limits, budget);
    case 'rtf':
      return readRichText(bytes, limits, budget);
    case 'compound-file':
      return readCompoundFile(bytes, limits, budget);
    case 'html':
      return readHtmlDocument(bytes, limits, budget);
    case 'text':
      return readPlainText(bytes, limits);
    case 'message':
      return await readAttachedMessage(bytes, limits);
    case 'not-examined':
      return notExamined(identity.reason);
  }
}

function readHtmlDocument(bytes: Uint8Array, limits: Limits, budget: Budget): AttachmentText {
  const html = readHtml(bytes, limits, budget);
  return html.kind === 'lines'
    ? inLines(html.lines, limits, { title: html.title, unreadPages: html.cut ? 1 : 0 })
    : html;
}

function readPlainText(bytes: Uint8Array, limits: Limits): AttachmentText {
  const text = decodeText(bytes);
  const unreadPages = text.length > limits.textLength ? 1 : 0;
  return inLines(textLines(text.slice(0, limits.textLength)), limits, { title: '', unreadPages });
}

function inLines(lines: string[], limits: Limits, { title, unreadPages }: { title: string; unreadPages: number }) {
  const findings: Findings = { lines, headersAndFooters: [], properties: [['title', title]], labels: [], unreadPages };
  return buildTextOrReason(findings, noTextFound, limits);
}

async function readAttachedMessage(bytes: Uint8Array, limits: Limits): Promise<AttachmentText> {
  // The reader of messages may come to need attachments; loading it late keeps the two from importing each other.
  const { readMessage } = await import('../read-message.ts');
  const message = await readMessage(bytes, limits);
  return 'kind' in message ? notExamined('damaged message') : { kind: 'message', message };
}

/** Outlook messages have text for us; what else comes in compound files has none. */
function readCompoundFile(bytes: Uint8Array, limits: Limits, budget: Budget): AttachmentText | NotExamined {
  const file = openCompoundFile(bytes);
  if (!file) return notExamined('damaged document');
  if (isOutlookMessage(file)) return readOutlookMessage(file, limits, budget);
  const has = (name: string) => file.root.children.some((entry) => entry.name === name);
  if (has('EncryptedPackage')) return notExamined('protected by a password');
  if (has('WordDocument')) return notExamined('legacy Word format (.doc)');
  if (has('Workbook') || has('Book')) return notExamined('legacy Excel format (.xls)');
  if (has('PowerPoint Document')) return notExamined('legacy PowerPoint format (.ppt)');
  return notExamined('unknown format');
}

/** The only place that reads a clock. Processor time counts; the wall clock, which is quicker to ask, tells when to ask for it. */
function startBudget(limits: Limits): Budget {
  const mostMs = limits.messageTimeMs * shareOfMessageTime;
  const end = performance.now() + mostMs;
  const before = process.threadCpuUsage();
  return { isSpent: () => performance.now() >= end && inMs(process.threadCpuUsage(before)) >= mostMs };
}

function inMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
