/**
 * Arrays of references in a PDF, such as a page's `Contents`. pdf.js joins the streams that one names into one buffer,
 * so a thousand references to one harmless stream make gigabytes of it.
 */
const referenceArray = /\[((?:\s{0,9}\d{1,10} \d{1,5} R){2,}\s{0,9})\]/g;

/** Whether an array among `objects` names streams that together exceed `maximumBytes`. Sizes are by object number. */
export function joinsTooMuch(objects: Uint8Array, sizes: Map<number, number>, maximumBytes: number): boolean {
  const text = Buffer.from(objects.buffer, objects.byteOffset, objects.byteLength).toString('latin1');
  for (const [, array = ''] of text.matchAll(referenceArray)) {
    let joined = 0;
    for (const [, number] of array.matchAll(/(\d+) \d+ R/g)) joined += sizes.get(Number(number)) ?? 0;
    if (joined > maximumBytes) return true;
  }
  return false;
}
