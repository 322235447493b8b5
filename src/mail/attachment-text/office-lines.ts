import type { Budget } from './budget.ts';
import type { NotExamined } from './outcome.ts';
import { walkXml } from './xml.ts';

/** Elements whose content is formatting, an embedded picture, or told twice; nothing in them is text of the document. */
const skipped = new Set(['pPr', 'rPr', 'tblPr', 'tcPr', 'trPr', 'sectPr', 'rPh', 'phoneticPr']);

export type OfficeLines = { kind: 'lines'; lines: string[] };

/**
 * The paragraphs of one Office Open XML part, one a line, text boxes before the paragraph that anchors them.
 * Covers WordprocessingML and DrawingML (`p`, `t`, `tab`, `br`), and whatever element `lineElements` adds as a line.
 * Deleted text and field codes are `delText` and `instrText`, so they stay out by not being named.
 */
export function readOfficeLines(
  xml: Uint8Array,
  budget: Budget,
  lineElements: readonly string[] = ['p'],
): OfficeLines | NotExamined {
  const lines: string[] = [];
  const open: string[] = [];
  /** Length of `lines` at the start of each open `Choice`, and whether the last closed one gave text. */
  const choices: number[] = [];
  let choiceGaveText = false;
  let skipDepth = 0;
  let inText = false;

  const append = (text: string) => {
    if (open.length === 0) open.push('');
    open[open.length - 1] += text;
  };
  const endLine = () => {
    const line = open.pop();
    if (line !== undefined) lines.push(line);
  };

  const outcome = walkXml(
    xml,
    {
      open(name, attributes) {
        // Word writes a text box twice, for readers of both ages; the older form counts only where the newer has none.
        if (skipDepth > 0 || skipped.has(name) || (name === 'Fallback' && choiceGaveText)) {
          skipDepth += 1;
          return;
        }
        if (lineElements.includes(name)) open.push('');
        inText = name === 't';
        if (name === 'Choice') choices.push(lines.length);
        if (name === 'tab' || name === 'ptab') append('\t');
        if (name === 'br' || name === 'cr') append('\n');
        if (name === 'noBreakHyphen') append('-');
        // A Word watermark is WordArt in a page header, and its words are this attribute.
        if (name === 'textpath') lines.push(attributes.get('string') ?? '');
      },
      text(text) {
        if (inText && skipDepth === 0) append(text);
      },
      close(name) {
        if (skipDepth > 0) {
          skipDepth -= 1;
          return;
        }
        inText = false;
        if (lineElements.includes(name)) endLine();
        if (name === 'Choice') choiceGaveText = lines.length > (choices.pop() ?? 0);
        if (name === 'AlternateContent') choiceGaveText = false;
      },
    },
    budget,
  );
  while (open.length > 0) endLine();
  return outcome === 'complete' ? { kind: 'lines', lines } : outcome;
}
