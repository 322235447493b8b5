import { getResolvedPDFJS } from 'unpdf';
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import type { AttachmentText, Limits } from '../message.ts';
import type { Budget } from './budget.ts';
import { settleInTime, withoutNativeDecompression } from './microtask-race.ts';
import {
  buildTextOrReason,
  hasReadableText,
  type NotExamined,
  noTextFound,
  notExamined,
  tookTooLong,
} from './outcome.ts';
import { findMarginLines } from './pdf-lines.ts';
import { type PageText, readPage } from './pdf-page.ts';
import { hasPicture } from './pdf-pictures.ts';
import { type PdfProperties, readPdfProperties } from './pdf-properties.ts';
import { measureStreams } from './pdf-streams.ts';

/** pdf.js, made ready for a place without a browser. */
export type PdfJs = Awaited<ReturnType<typeof getResolvedPDFJS>>;

/** Loads pdf.js, once a thread. Takes longer than reading most documents, so it is no part of their time. */
export async function loadPdfJs(): Promise<PdfJs> {
  return await getResolvedPDFJS();
}

const maximumPages = 300;
const damaged = notExamined('damaged PDF');

/** PDF (ISO 32000) through pdf.js: text by lines, comments, form fields, properties, and how many pages are pictures. */
export async function readPdf(
  pdfJs: PdfJs,
  bytes: Uint8Array,
  limits: Limits,
  budget: Budget,
): Promise<AttachmentText> {
  const measured = measureStreams(bytes, limits.attachmentBytes, budget);
  if (measured !== 'acceptable') return measured;
  return await withoutNativeDecompression(() => readMeasured(pdfJs, bytes, limits, budget));
}

async function readMeasured(pdfJs: PdfJs, bytes: Uint8Array, limits: Limits, budget: Budget): Promise<AttachmentText> {
  const document = await open(pdfJs, bytes, 'lenient', budget);
  if (document.kind === 'not-examined') return document;
  try {
    return await readDocument(pdfJs, bytes, document, limits, budget);
  } catch {
    return budget.isSpent() ? tookTooLong : damaged;
  } finally {
    document.close();
  }
}

type OpenDocument = { kind: 'open'; proxy: PDFDocumentProxy; close: () => void };

async function open(
  pdfJs: PdfJs,
  bytes: Uint8Array,
  mode: 'lenient' | 'strict',
  budget: Budget,
): Promise<OpenDocument | NotExamined> {
  const task = pdfJs.getDocument({
    // pdf.js refuses a Buffer and takes the memory over; the caller's bytes must stay usable.
    data: new Uint8Array(bytes),
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
  } as Parameters<typeof pdfJs.getDocument>[0]);
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
  pdfJs: PdfJs,
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
    const reading = readPageNumber(document, number, limits, budget).catch(() => null);
    const page = await settleInTime(reading, budget, close);
    if (page === 'spent') break;
    if (!page) continue;
    if (page.complete) unreadPages -= 1;
    pages.push(page.lines);
    const text = page.lines.join('\n');
    characters += text.length;
    if (!hasReadableText(text)) poorPages.push(number);
  }
  const scannedPages = await countPictures(pdfJs, bytes, document, poorPages, budget);
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

async function readPageNumber(
  document: PDFDocumentProxy,
  number: number,
  limits: Limits,
  budget: Budget,
): Promise<PageText> {
  const page = await document.getPage(number);
  const text = await readPage(page, limits.textLength, budget);
  page.cleanup();
  return text;
}

/** How many of the pages show a picture where text should be; a page that cannot be judged counts as one. */
async function countPictures(
  pdfJs: PdfJs,
  bytes: Uint8Array,
  document: PDFDocumentProxy,
  pages: number[],
  budget: Budget,
): Promise<number> {
  if (pages.length === 0) return 0;
  const strict = await open(pdfJs, bytes, 'strict', budget);
  if (strict.kind === 'not-examined') return pages.length;
  let count = 0;
  for (const page of pages) {
    const judging = hasPicture(pdfJs, document, strict.proxy, page).catch(() => true);
    const judged = budget.isSpent() ? 'spent' : await settleInTime(judging, budget, strict.close);
    if (judged !== false) count += 1;
  }
  strict.close();
  return count;
}
