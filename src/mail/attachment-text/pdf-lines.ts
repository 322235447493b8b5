/** One run of characters as pdf.js gives it. `transform[5]` is the height of its baseline on the page. */
export type TextItem = { str: string; hasEOL: boolean; height: number; transform: number[] };

/** Lines of one page. pdf.js marks line ends where it sees them; a jump of the baseline is one that it does not mark. */
export function joinItems(items: Iterable<TextItem>): string[] {
  const lines: string[] = [];
  // Pieces and not one growing string: looking at that for each item takes quadratic time on a page without line ends.
  let pieces: string[] = [];
  let previous: { baseline: number; height: number } | null = null;
  const endLine = () => {
    lines.push(pieces.join('').trim());
    pieces = [];
    previous = null;
  };
  for (const item of items) {
    const baseline = item.transform[5] ?? 0;
    if (item.str.trim() !== '') {
      if (previous && Math.abs(baseline - previous.baseline) > Math.max(item.height, previous.height, 1)) endLine();
      previous = { baseline, height: item.height };
    }
    pieces.push(item.str);
    if (item.hasEOL) endLine();
  }
  if (pieces.length > 0) endLine();
  return lines;
}

const linesAtEachEnd = 2;
const fewestPages = 3;

/** Lines that stand at the top or bottom of most pages, page numbers aside. Too few pages say nothing. */
export function findMarginLines(pages: string[][]): string[] {
  const written = pages.map((page) => page.filter((line) => line !== '')).filter((page) => page.length > 0);
  if (written.length < fewestPages) return [];
  const occurrences = new Map<string, { line: string; pages: number }>();
  for (const page of written) {
    const ends = [...page.slice(0, linesAtEachEnd), ...page.slice(linesAtEachEnd).slice(-linesAtEachEnd)];
    // A bare page number says nothing.
    const spoken = ends.filter((end) => /\p{L}/u.test(end));
    for (const [key, line] of new Map(spoken.map((end) => [end.replace(/\d+/g, '#'), end]))) {
      occurrences.set(key, { line, pages: (occurrences.get(key)?.pages ?? 0) + 1 });
    }
  }
  return [...occurrences.values()].filter(({ pages: count }) => count * 2 > written.length).map(({ line }) => line);
}
