/**
 * A look at the compressed streams of a PDF before pdf.js sees them. pdf.js inflates a stream as far as it goes and
 * keeps all of it, so a few kilobytes made to inflate to gigabytes would end the process. Here they are inflated in
 * slices, counted, and thrown away.
 */
import type { Budget } from './budget.ts';
import { inflateInSlices } from './inflate.ts';
import { type NotExamined, notExamined, tookTooLong } from './outcome.ts';
import { joinsTooMuch } from './pdf-references.ts';

const zlibHeaderBytes = 2;
/** A stream's dictionary stands right before it and is short. */
const longestDictionaryBytes = 2_048;
/** LZW and run-length data cannot be measured by fflate. Old documents have a little of it on every page. */
const maximumOddlyPackedBytes = 4_000_000;

const damaged = notExamined('damaged PDF');
const tooLarge = notExamined('too large once decompressed');

export function measureStreams(bytes: Uint8Array, maximumBytes: number, budget: Budget): 'acceptable' | NotExamined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes = new Map<number, number>();
  const objects: Uint8Array[] = [bytes];
  let inflated = 0;
  let oddlyPacked = 0;
  for (let keyword = data.indexOf('stream'); keyword !== -1; keyword = data.indexOf('stream', keyword + 6)) {
    if (budget.isSpent()) return tookTooLong;
    if (data[keyword - 1] === 0x64) continue;
    const dictionary = dictionaryBefore(data, keyword);
    // Pictures are never decoded here: the document is opened with a picture size limit of nothing.
    if (/\/Subtype\s*\/Image\b/.test(dictionary)) continue;
    const start = startOfData(data, keyword + 6);
    if (/\/(LZWDecode|LZW|RunLengthDecode|RL)\b/.test(dictionary)) {
      const end = data.indexOf('endstream', start);
      oddlyPacked += (end === -1 ? data.length : end) - start;
      if (oddlyPacked > maximumOddlyPackedBytes) return tooLarge;
    }
    const layers = dictionary.match(/\/(FlateDecode|Fl)\b/g)?.length ?? 0;
    // Nobody packs the same text twice but to hide how large it is.
    if (layers > 2) return damaged;
    if (layers === 0) continue;
    const holdsObjects = /\/ObjStm\b/.test(dictionary);
    const stream = inflateLayers(data.subarray(start), layers, holdsObjects, maximumBytes - inflated, budget);
    inflated += stream.total;
    if (inflated > maximumBytes) return tooLarge;
    sizes.set(Number(/^\d+/.exec(dictionary)?.[0] ?? -1), stream.total);
    if (stream.content) objects.push(stream.content);
  }
  if (objects.some((part) => joinsTooMuch(part, sizes, maximumBytes))) return tooLarge;
  return 'acceptable';
}

/** From the object number (`12 0 obj`) to the keyword. */
function dictionaryBefore(data: Buffer, keyword: number): string {
  const text = data.toString('latin1', Math.max(0, keyword - longestDictionaryBytes), keyword);
  const object = /.*(?:^|[^\d])(\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj\b[\s\S]*)$/s.exec(text);
  return object?.[1] ?? text;
}

function startOfData(data: Buffer, offset: number): number {
  if (data[offset] === 0x0d) return data[offset + 1] === 0x0a ? offset + 2 : offset + 1;
  return data[offset] === 0x0a ? offset + 1 : offset;
}

/**
 * How much the zlib data at the start of `packed` becomes, all layers together, or a little more than `maximumBytes`.
 * `content` is what it becomes, where `keep` asks for it.
 */
function inflateLayers(
  packed: Uint8Array,
  layers: number,
  keep: boolean,
  maximumBytes: number,
  budget: Budget,
): { total: number; content: Uint8Array | null } {
  let total = 0;
  const chunks: Uint8Array[] = [];
  // Damage is not judged here, and an encrypted stream looks like it: pdf.js sees what it can make of that.
  inflateInSlices(packed.subarray(zlibHeaderBytes), maximumBytes, budget, (chunk) => {
    total += chunk.length;
    if (layers > 1 || keep) chunks.push(chunk);
  });
  if (total > maximumBytes) return { total, content: null };
  const content = Buffer.concat(chunks);
  if (layers < 2) return { total, content: keep ? content : null };
  const inner = inflateLayers(content, layers - 1, keep, maximumBytes - total, budget);
  return { total: total + inner.total, content: inner.content };
}
