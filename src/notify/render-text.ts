/** A notice as plain text, in lines of at most 78 characters (RFC 5322, 2.1.1); a link alone may be longer. */

import { type Block, type Item, type NoticeDocument, toPlain } from './document.ts';

const lineWidth = 78;

export function renderText({ title, blocks }: NoticeDocument): string {
  const parts = [underline(toPlain(title), '='), ...blocks.map(renderBlock)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? underline(toPlain(block.text), '-') : wrap(block.text, '');
    case 'paragraph':
      return wrap(block.text, '');
    case 'list':
      return block.items.map((item) => wrap(textOf(item), '- ')).join('\n');
    case 'facts':
      return block.rows.map(({ term, text }) => wrap(`${term}: ${text}`, '', '  ')).join('\n');
    case 'table':
      return [wrap(`${block.caption}:`, ''), ...block.rows.map((row) => renderRow(row, block.columns))].join('\n');
    case 'draft':
      return block.paragraphs.map((each) => wrap(each, '    ')).join('\n\n');
    case 'command':
      return wrap(block.text, '    ');
    case 'link':
      // Cut in two it would lead nowhere.
      return `${wrap(`${block.text}:`, '')}\n${toPlain(block.href)}`;
  }
}

function textOf({ id, text }: Item): string {
  return id === null ? text : `${id}: ${text}`;
}

function renderRow([name = '', ...cells]: string[], [, ...columns]: string[]): string {
  const told = cells.map((cell, index) => `${columns[index] ?? ''}: ${cell}`);
  return wrap(`${name}. ${told.join('. ')}`, '- ');
}

function underline(text: string, line: string): string {
  const wrapped = wrap(text, '');
  const longest = Math.max(...wrapped.split('\n').map((each) => [...each].length));
  return `${wrapped}\n${line.repeat(longest)}`;
}

function wrap(text: string, first: string, rest = ' '.repeat(first.length)): string {
  const lines: string[] = [];
  let line = first;
  let isStart = true;
  for (const word of toPlain(text)
    .split(' ')
    .flatMap((each) => breakWord(each, lineWidth - rest.length))) {
    if (!isStart && widthOf(line) + 1 + widthOf(word) > lineWidth) {
      lines.push(line);
      [line, isStart] = [rest, true];
    }
    line += isStart ? word : ` ${word}`;
    isStart = false;
  }
  return [...lines, line].join('\n');
}

/** A name without end would make a line without end. */
function breakWord(word: string, width: number): string[] {
  const characters = [...word];
  if (characters.length <= width) return [word];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += width) pieces.push(characters.slice(at, at + width).join(''));
  return pieces;
}

function widthOf(text: string): number {
  return [...text].length;
}
