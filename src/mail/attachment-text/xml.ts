import { Parser } from 'htmlparser2';
import type { Budget } from './budget.ts';
import { type NotExamined, notExamined, tookTooLong } from './outcome.ts';

/**
 * What a reader of markup is told. Names come without their namespace prefix, because writers choose prefixes freely
 * (Python's ElementTree writes `ns0:p` for `w:p`).
 */
export type MarkupHandler = {
  open?: (name: string, attributes: Map<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** The parser keeps open elements in a list that it shifts at every tag, so unbounded depth would cost quadratic time. */
const maximumDepth = 2_000;
const maximumAttributes = 1_000;
/** Between slices is the only moment to stop: everything unbounded is looked at there. */
const sliceCharacters = 65_536;

/** Walks one XML part. Entities beyond the five of XML stay unexpanded, so no document can multiply itself. */
export function walkXml(bytes: Uint8Array, handler: MarkupHandler, budget: Budget): 'complete' | NotExamined {
  return walkMarkup(decodeXml(bytes), 'xml', handler, budget);
}

/** Walks HTML or XML. HTML is forgiven its unclosed elements; in XML they mean that the part is cut off or garbled. */
export function walkMarkup(
  markup: string,
  mode: 'xml' | 'html',
  handler: MarkupHandler,
  budget: Budget,
): 'complete' | NotExamined {
  let depth = 0;
  let attributeCount = 0;
  let unclosed = false;
  let justOpened = false;
  const parser = new Parser(
    {
      onopentagname() {
        attributeCount = 0;
      },
      onattribute() {
        attributeCount += 1;
      },
      onopentag(name, attributes) {
        depth += 1;
        justOpened = true;
        handler.open?.(localName(name), localAttributes(attributes));
      },
      ontext(text) {
        justOpened = false;
        handler.text?.(text);
      },
      onclosetag(name, implied) {
        depth -= 1;
        // An element closed by implication was never closed; but the parser says the same of `<a/>`, which it closes
        // right after opening.
        unclosed ||= implied && !justOpened;
        justOpened = false;
        handler.close?.(localName(name));
      },
    },
    { xmlMode: mode === 'xml', decodeEntities: true },
  );
  for (let offset = 0; offset < markup.length; offset += sliceCharacters) {
    parser.write(markup.slice(offset, offset + sliceCharacters));
    if (depth > maximumDepth) return notExamined('nested too deeply');
    if (attributeCount > maximumAttributes) return notExamined('damaged document');
    if (budget.isSpent()) return tookTooLong;
  }
  parser.end();
  return mode === 'xml' && (unclosed || depth !== 0) ? notExamined('damaged document') : 'complete';
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function localAttributes(attributes: Record<string, string>): Map<string, string> {
  const local = new Map<string, string>();
  for (const name in attributes) local.set(localName(name), attributes[name] ?? '');
  return local;
}

function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
