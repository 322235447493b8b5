import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import type { AttachmentText, Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import { settleInTime } from './microtask-race.ts';
import {
  buildTextOrReason,
  hasReadableText,
  type NotExamined,
  noTextFound,
  notExamined,
  tookTooLong,
} from './outcome.ts';
import { findMarginLines } from './pdf-lines.ts';
import { readPage } from './pdf-page.ts';
import { hasPicture } from './pdf-pictures.ts';
import { type PdfProperties, readPdfProperties } from './pdf-properties.ts';
import { measureStreams } from './pdf-streams.ts';

const maximumPages = 300;
const damaged = notExamined('damaged PDF');

/** PDF (ISO 32000) through pdf.js: text by lines, comments, form fields, properties, and how many pages are pictures. */
export async function readPdf(bytes: Uint8Array, limits: Limits, budget: Budget): Promise<AttachmentText> {
  const measured = measureStreams(bytes, limits.attachmentBytes, budget);
  if (measured !== 'acceptable') return measured;
  const document = await open(bytes, 'lenient', budget);
  if (document.kind === 'not-examined') return document;
  try {
    return await readDocument(bytes, document, limits, budget);
  } catch {
    return budget.isSpent() ? tookTooLong : damaged;
  } finally {
    document.close();
  }
}

type OpenDocument = { kind: 'open'; proxy: PDFDocumentProxy; close: () => void };

async function open(
  bytes: Uint8Array,
  mode: 'lenient' | 'strict',
  budget: Budget,
): Promise<OpenDocument | NotExamined> {
  const { getDocument } = await (await import('unpdf')).getResolvedPDFJS();
  const task = getDocument({
    // pdf.js takes the memory over; the caller's bytes must stay usable.
    data: bytes.slice(),
    verbosity: 0,
    stopAtErrors: mode === 'strict',
    // No picture is ever decoded: see pdf-pictures.ts.
    maxImageSize: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
  } as Parameters<typeof getDocument>[0]);
  const close = () => void task.destroy().catch(() => undefined);
  try {
    const proxy = await settleInTime(task.promise, budget, close);
    return proxy === 'spent' ? tookTooLong : { kind: 'open', proxy, close };
  } catch (error) {
    close();
    const needsPassword = error instanceof Error && error.name === 'PasswordException';
    return needsPassword ? notExamined('protected by a password') : damaged;
  }
}

async function readDocument(
  bytes: Uint8Array,
  { proxy: document, close }: OpenDocument,
  limits: Limits,
  budget: Budget,
): Promise<AttachmentText> {
  const none: PdfProperties = { properties: [], labels: [], embeddedFiles: 0 };
  const properties = await settleInTime(
    readPdfProperties(document).catch(() => none),
    budget,
    close,
  );
  if (properties === 'spent') return tookTooLong;

  const pages: string[][] = [];
  const poorPages: number[] = [];
  let unreadPages = document.numPages;
  let characters = 0;
  for (let number = 1; number <= Math.min(document.numPages, maximumPages); number += 1) {
    if (budget.isSpent() || characters > limits.textLength) break;
    const reading = readLines(document, number, limits, budget).catch(() => null);
    const lines = await settleInTime(reading, budget, close);
    if (lines === 'spent') break;
    if (!lines) continue;
    unreadPages -= 1;
    pages.push(lines);
    const text = lines.join('\n');
    characters += text.length;
    if (!hasReadableText(text)) poorPages.push(number);
  }
  const scannedPages = await countPictures(bytes, document, poorPages, budget);
  unreadPages += scannedPages;
  if (pages.length === 0) return budget.isSpent() ? tookTooLong : damaged;
  // A file inside the PDF is something unread like a page.
  unreadPages += properties.embeddedFiles;
  return buildTextOrReason(
    {
      lines: pages.flat(),
      headersAndFooters: findMarginLines(pages),
      properties: properties.properties,
      labels: properties.labels,
      unreadPages,
    },
    scannedPages > 0 ? 'scanned pages without text' : noTextFound,
    limits,
  );
}

/** The lines of one page; null when it is too long. */
async function readLines(
  document: PDFDocumentProxy,
  number: number,
  limits: Limits,
  budget: Budget,
): Promise<string[] | null> {
  const page = await document.getPage(number);
  const text = await readPage(page, limits.textLength, budget);
  page.cleanup();
  return text.kind === 'unread' ? null : text.lines;
}

/** How many of the pages show a picture where text should be; a page that cannot be judged counts as one. */
async function countPictures(
  bytes: Uint8Array,
  document: PDFDocumentProxy,
  pages: number[],
  budget: Budget,
): Promise<number> {
  if (pages.length === 0) return 0;
  const strict = await open(bytes, 'strict', budget);
  if (strict.kind === 'not-examined') return pages.length;
  let count = 0;
  for (const page of pages) {
    const judging = hasPicture(document, strict.proxy, page).catch(() => true);
    const judged = budget.isSpent() ? 'spent' : await settleInTime(judging, budget, strict.close);
    if (judged !== false) count += 1;
  }
  strict.close();
  return count;
}
