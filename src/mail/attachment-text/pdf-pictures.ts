import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import type { PdfJs } from './pdf.ts';

/** More strokes than the rules and boxes of a form have: writing turned into curves, or a drawn plan. */
const fewestStrokesOfADrawing = 200;

/**
 * Whether pages show something that is not text. pdf.js has no call that tells of pictures without decoding them, which
 * takes seconds a page. So both documents are opened with a picture size limit of nothing: `lenient` leaves every
 * picture out and goes on, `strict` gives up at the first one, and a page on which they differ has a picture.
 */
export async function hasPicture(
  pdfJs: PdfJs,
  lenient: PDFDocumentProxy,
  strict: PDFDocumentProxy,
  page: number,
): Promise<boolean> {
  const all = await operationsOf(lenient, page);
  if (all.filter((operation) => operation === pdfJs.OPS.constructPath).length >= fewestStrokesOfADrawing) return true;
  return (await operationsOf(strict, page)).length < all.length;
}

async function operationsOf(document: PDFDocumentProxy, page: number): Promise<number[]> {
  const proxy = await document.getPage(page);
  const { fnArray } = await proxy.getOperatorList({ annotationMode: 0 });
  proxy.cleanup();
  return fnArray;
}
