/** A value from a file whose shape nobody has vouched for. */

export function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Trimmed; null for everything that is not text. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value.trim() : null;
}
