import type { PDFPageProxy } from 'unpdf/pdfjs';
import type { Budget } from './budget.ts';
import { joinItems, type TextItem } from './pdf-lines.ts';

/** More runs of characters than the fullest page of a timetable has. */
const maximumItems = 100_000;

/** `complete` is false where a page was cut off because it is too long. */
export type PageText = { lines: string[]; complete: boolean };

/** The text of one page, then what people typed on it: comments and form fields. */
export async function readPage(page: PDFPageProxy, maximumCharacters: number, budget: Budget): Promise<PageText> {
  const items: TextItem[] = [];
  let characters = 0;
  const reader = page.streamTextContent({}).getReader();
  // Chunk by chunk, so that a page that repeats itself without end is left in the middle.
  for (;;) {
    const chunk = await reader.read();
    if (budget.isSpent() || items.length > maximumItems || characters > maximumCharacters) {
      reader.cancel(new Error('enough')).catch(() => undefined);
      return { lines: joinItems(items), complete: false };
    }
    if (chunk.done) break;
    for (const item of chunk.value.items as TextItem[]) {
      items.push(item);
      characters += item.str.length;
    }
  }
  return { lines: [...joinItems(items), ...(await readAnnotations(page))], complete: true };
}

/** What pdf.js tells of an annotation, as far as it is text; its own types leave it open. */
type Annotation = {
  subtype?: unknown;
  name?: unknown;
  contentsObj?: { str?: unknown };
  textContent?: unknown;
  fieldValue?: unknown;
};

async function readAnnotations(page: PDFPageProxy): Promise<string[]> {
  const lines: string[] = [];
  for (const annotation of (await page.getAnnotations()) as Annotation[]) {
    // A rubber stamp is a picture with a name such as `Confidential`.
    const stamp = annotation.subtype === 'Stamp' ? annotation.name : '';
    const contents = annotation.contentsObj?.str;
    const shown = annotation.textContent;
    for (const value of [stamp, contents, annotation.fieldValue, ...(Array.isArray(shown) ? shown : [])]) {
      if (typeof value === 'string' && value.trim() !== '' && !lines.includes(value)) lines.push(value);
    }
    if (lines.length > 2_000) break;
  }
  return lines;
}
