import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import type { SensitivityLabel } from '../message.ts';
import { collectLabels, isLabelProperty, mergeLabels } from './labels.ts';

export type PdfProperties = {
  properties: [name: string, value: string][];
  labels: SensitivityLabel[];
  embeddedFiles: number;
};

const infoKeys = ['Title', 'Subject', 'Keywords', 'Author'];
const xmpKeys = new Map([
  ['dc:title', 'Title'],
  ['dc:description', 'Subject'],
  ['dc:subject', 'Keywords'],
  ['pdf:keywords', 'Keywords'],
]);

/** The information dictionary with its custom entries, the XMP metadata, and the names of files embedded. */
export async function readPdfProperties(document: PDFDocumentProxy): Promise<PdfProperties> {
  const { info, metadata } = await document.getMetadata();
  const fields = new Map(Object.entries(info));
  const custom = Object.entries(asRecord(fields.get('Custom'))).map(([name, value]) => [name, asText(value)] as const);
  const properties: [string, string][] = infoKeys.map((key) => [key, asText(fields.get(key))]);
  properties.push(
    ...custom.filter(([name]) => !isLabelProperty(name)).map(([name, value]) => [name, value] as [string, string]),
  );

  const extended: [string, string][] = [];
  for (const [key, value] of (metadata ?? []) as Iterable<[string, unknown]>) {
    const name = xmpKeys.get(key);
    if (name) properties.push([name, asText(value)]);
    extended.push([key.slice(key.indexOf(':') + 1), asText(value)]);
  }
  const embedded = Object.keys(asRecord(await document.getAttachments()));
  for (const name of embedded) properties.push(['Attached file', name]);
  return {
    properties,
    embeddedFiles: embedded.length,
    labels: mergeLabels(collectLabels(custom), collectLabels(extended)),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return typeof value === 'string' ? value.replaceAll('\0', '') : '';
}
