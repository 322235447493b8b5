import type { SensitivityLabel } from '../message.ts';
import type { Budget } from './budget.ts';
import type { NotExamined } from './outcome.ts';
import { walkXml } from './xml.ts';

export type Properties = { kind: 'properties'; properties: [name: string, value: string][] };
export type Labels = { kind: 'labels'; labels: SensitivityLabel[] };

/** What people set in the properties window. Counters, dates, and the names of programs say nothing about the content. */
const shown = new Set([
  ...['title', 'subject', 'keywords', 'category', 'description', 'creator', 'lastModifiedBy', 'contentStatus'],
  ...['Company', 'Manager'],
]);

/** docProps/core.xml and docProps/app.xml: a property is an element. */
export function readSimpleProperties(xml: Uint8Array, budget: Budget): Properties | NotExamined {
  const properties: [string, string][] = [];
  let value = '';
  const outcome = walkXml(
    xml,
    {
      open() {
        value = '';
      },
      text(text) {
        value += text;
      },
      close(name) {
        if (shown.has(name)) properties.push([name, value]);
        value = '';
      },
    },
    budget,
  );
  return outcome === 'complete' ? { kind: 'properties', properties } : outcome;
}

/** docProps/custom.xml: `<property name="..."><vt:lpwstr>value</vt:lpwstr></property>`. */
export function readCustomProperties(xml: Uint8Array, budget: Budget): Properties | NotExamined {
  const properties: [string, string][] = [];
  let name = '';
  let value = '';
  const outcome = walkXml(
    xml,
    {
      open(element, attributes) {
        if (element !== 'property') return;
        name = attributes.get('name') ?? '';
        value = '';
      },
      text(text) {
        value += text;
      },
      close(element) {
        if (element === 'property') properties.push([name, value]);
      },
    },
    budget,
  );
  return outcome === 'complete' ? { kind: 'properties', properties } : outcome;
}

/** docMetadata/LabelInfo.xml (MS-OFFCRYPTO section 2.6.2): GUIDs without names; `removed` marks a label taken off. */
export function readLabelInfo(xml: Uint8Array, budget: Budget): Labels | NotExamined {
  const labels: SensitivityLabel[] = [];
  const outcome = walkXml(
    xml,
    {
      open(name, attributes) {
        if (name !== 'label') return;
        const isTrue = (attribute: string) => /^(1|true)$/i.test(attributes.get(attribute) ?? '');
        labels.push({
          id: (attributes.get('id') ?? '').replace(/[{}]/g, '').toLowerCase(),
          name: attributes.get('name') ?? '',
          enabled: !isTrue('removed') && (isTrue('enabled') || !attributes.has('enabled')),
        });
      },
    },
    budget,
  );
  return outcome === 'complete' ? { kind: 'labels', labels } : outcome;
}
