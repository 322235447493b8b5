import { headerMark, ruleMark, signatureMark } from './html-text.ts';

/** Lines as a text: without mark lines, blanks at line ends, leading and trailing empty lines, and long gaps. */
export function tidyText(lines: readonly string[]): string {
  const kept: string[] = [];
  let empty = 0;
  for (const line of lines) {
    if (line === ruleMark || line === headerMark || line === signatureMark) continue;
    const ink = line.trimEnd();
    if (ink === '' || ink === '\ufeff') {
      empty++;
      continue;
    }
    if (kept.length > 0 && empty > 0) kept.push('');
    empty = 0;
    kept.push(ink.startsWith('\ufeff') ? ink.slice(1) : ink);
  }
  return kept.join('\n').trimStart();
}
