import type { SensitivityLabel } from '../message.ts';

/** `MSIP_Label_<guid>_<Field>`, as Microsoft Information Protection names document properties. */
const labelProperty = /^msip_label_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\w+)$/i;

export function isLabelProperty(name: string): boolean {
  return /^msip_label_/i.test(name);
}

/**
 * The sensitivity labels among document properties, in the order in which they first occur. Without an `Enabled` field
 * a label counts as enabled: some writers keep only the name, and a mark that is missed is worse than one too many.
 */
export function collectLabels(properties: Iterable<readonly [name: string, value: string]>): SensitivityLabel[] {
  const labels = new Map<string, SensitivityLabel>();
  for (const [property, value] of properties) {
    const match = labelProperty.exec(property.trim());
    if (!match) continue;
    const id = String(match[1]).toLowerCase();
    const label = labels.get(id) ?? { id, name: '', enabled: true };
    const field = String(match[2]).toLowerCase();
    if (field === 'enabled') label.enabled = value.trim().toLowerCase() !== 'false';
    if (field === 'name') label.name = value.trim();
    labels.set(id, label);
  }
  return [...labels.values()];
}

/** One list from two places of the same document. The first place wins, but a name that it lacks is taken over. */
export function mergeLabels(first: SensitivityLabel[], second: SensitivityLabel[]): SensitivityLabel[] {
  const merged = new Map(first.map((label) => [label.id, { ...label }]));
  for (const label of second) {
    const known = merged.get(label.id);
    if (!known) merged.set(label.id, { ...label });
    else if (known.name === '') known.name = label.name;
  }
  return [...merged.values()];
}
