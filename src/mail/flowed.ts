/**
 * Unwraps `format=flowed` (RFC 3676): a line that ends with a blank goes on in the next line of the same quote depth,
 * a leading blank is stuffing, and `-- ` is a signature separator that never flows.
 */
export function unwrapFlowed(text: string, deleteSpace: boolean): string {
  const paragraphs: string[] = [];
  let pieces: string[] = [];
  let depth = 0;
  const finish = () => {
    if (pieces.length > 0) paragraphs.push((depth > 0 ? `${'>'.repeat(depth)} ` : '') + pieces.join(''));
    pieces = [];
  };
  for (const line of text.split('\n')) {
    let lineDepth = 0;
    while (line.charCodeAt(lineDepth) === 62) lineDepth++;
    const content = line.slice(line.charCodeAt(lineDepth) === 32 ? lineDepth + 1 : lineDepth);
    if (lineDepth !== depth || content === '-- ') finish();
    depth = lineDepth;
    const flows = content.endsWith(' ') && content !== '-- ';
    pieces.push(flows && deleteSpace ? content.slice(0, -1) : content);
    if (!flows) finish();
  }
  finish();
  return paragraphs.join('\n');
}
