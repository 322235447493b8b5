/**
 * Canonical JSON: one value, one sequence of bytes (docs/formats/flag-log.md, "Canonical bytes"). It is RFC 8785 restricted to
 * strings, whole numbers, booleans, null, arrays and objects, so that the number formatting of RFC 8785 is never needed.
 */

export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/** Deep enough for any event; without a bound a hostile export overflows the stack instead of failing. */
const depthLimit = 32;

/** Throws TypeError for what has no canonical form: fractions, unsafe integers, lone surrogates, undefined, too deep. */
export function encodeCanonical(value: Canonical): Uint8Array {
  return new TextEncoder().encode(formatCanonical(value));
}

export function formatCanonical(value: Canonical): string {
  return format(value, depthLimit);
}

/** Undefined where the bytes are not the canonical form of anything: a second spelling of a value must never verify. */
export function decodeCanonical(bytes: Uint8Array): Canonical | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: Canonical = JSON.parse(text);
    return formatCanonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Cutting a quote at a length can split a surrogate pair; what is left of it has no UTF-8 form and becomes U+FFFD. */
export function wellFormed<Value extends Canonical>(value: Value): Value;
export function wellFormed(value: Canonical): Canonical {
  if (typeof value === 'string') return value.toWellFormed();
  if (isCanonicalArray(value)) return value.map((item) => wellFormed(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]));
}

/** `Array.isArray` does not narrow a readonly array. */
export function isCanonicalArray(value: Canonical | undefined): value is readonly Canonical[] {
  return Array.isArray(value);
}

export function isCanonicalObject(value: Canonical | undefined): value is { readonly [key: string]: Canonical } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function format(value: Canonical, depth: number): string {
  if (depth === 0) throw new TypeError('The value is nested too deeply for a canonical form.');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return formatString(value);
  if (typeof value === 'number') return formatInteger(value);
  if (isCanonicalArray(value)) return `[${value.map((item) => format(item, depth - 1)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`A value of type ${typeof value} has no canonical form.`);
  // `sort` compares UTF-16 code units, which is the order RFC 8785 asks for.
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, item]) => `${formatString(key)}:${format(item, depth - 1)}`).join(',')}}`;
}

function formatInteger(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    throw new TypeError('Only whole numbers of at most 53 bits have a canonical form.');
  }
  return String(value);
}

function formatString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('A string with a lone surrogate has no canonical form.');
  return JSON.stringify(value);
}
