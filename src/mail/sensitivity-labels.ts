import { decodeWords, type HeaderField } from './header-fields.ts';
import type { SensitivityLabel } from './message.ts';

const propertyName = /^msip_label_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_([a-z]+)$/;

/**
 * Microsoft's sensitivity labels: one `msip_labels` field of `MSIP_Label_<guid>_Name=…;` pairs in any order, or one
 * `msip_label_<guid>_name:` field each from older clients. Folding may stand inside a key or a name.
 */
export function readSensitivityLabels(fields: readonly HeaderField[]): SensitivityLabel[] {
  const properties: [string, string][] = [];
  for (const { name, value } of fields) {
    if (!name.startsWith('msip_label')) continue;
    if (name === 'msip_labels') properties.push(...splitPairs(value));
    else properties.push([name, value]);
  }
  return labelsOfProperties(properties);
}

function splitPairs(value: string): [string, string][] {
  return value.split(';').flatMap((pair): [string, string][] => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [] : [[pair.slice(0, equals), pair.slice(equals + 1)]];
  });
}

/** Labels from `MSIP_Label_<guid>_<property>` names and values, which documents carry as custom properties too. */
export function labelsOfProperties(properties: readonly (readonly [string, string])[]): SensitivityLabel[] {
  const labels = new Map<string, SensitivityLabel>();
  for (const [key, value] of properties) {
    const match = propertyName.exec(key.replace(/\s+/g, '').toLowerCase());
    if (match === null) continue;
    const id = match[1] as string;
    const label = labels.get(id) ?? { id, name: '', enabled: true };
    if (match[2] === 'name') label.name = decodeWords(value).replace(/\s+/g, ' ').trim();
    if (match[2] === 'enabled') label.enabled = value.trim().toLowerCase() !== 'false';
    labels.set(id, label);
  }
  return [...labels.values()];
}
