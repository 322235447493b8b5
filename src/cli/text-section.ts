/** A titled paragraph or list, wrapped for a terminal. */

const lineWidth = 96;

/** Nothing at all where there are no paragraphs. */
export function formatSection(title: string, paragraphs: readonly string[], bullet = ''): string[] {
  if (paragraphs.length === 0) return [];
  return ['', title, ...paragraphs.flatMap((paragraph) => wrap(paragraph, `  ${bullet}`))];
}

/** The first line begins with `first`, the others below its end. */
export function wrap(text: string, first: string): string[] {
  const lines: string[] = [];
  const indent = ' '.repeat(first.length);
  let line = first;
  for (const word of text.split(/\s+/)) {
    const isStart = line === first || line === indent;
    if (!isStart && line.length + 1 + word.length > lineWidth) {
      lines.push(line);
      line = indent + word;
    } else line += isStart ? word : ` ${word}`;
  }
  return [...lines, line];
}
