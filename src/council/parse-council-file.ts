/** The text of a council file (contract, section 1) as a Council, or every mistake in it. */

import { resolve } from 'node:path';
import type { z } from 'zod';
import { checkReferences } from './check-references.ts';
import { checkSense } from './check-sense.ts';
import { checkShape } from './check-shape.ts';
import type { AddressSet, Council } from './council.ts';
import { councilShape } from './council-shape.ts';
import { compareProblems, type KeyPath, type Problem, type Remark } from './problem.ts';
import { asList, asRecord, asText } from './raw-value.ts';
import { parseYamlText } from './yaml-text.ts';

export type ParsedCouncil = {
  /** Null where the file has an error; warnings leave a council. */
  council: Council | null;
  /** In the order of the file. */
  problems: Problem[];
  /** What the file points to, for a caller who can look whether it is there; known also where `council` is null. */
  references: FileReferences;
  /** For what such a caller finds. */
  toProblem: (remark: Remark) => Problem;
};

export type FileReferences = {
  /** The id or path of the protocol pack. */
  protocol: string | null;
  /** Absolute paths of mailboxes, each with where it stands in the file. */
  mailboxPaths: { key: KeyPath; path: string }[];
  /** As they are written, with absolute paths. */
  imapBlocks: { key: KeyPath; imap: Record<string, unknown> }[];
};

/** `folder` is the absolute path of the folder that paths in the file are relative to. */
export function parseCouncilFile(text: string, fileName: string, folder: string): ParsedCouncil {
  const { value, toProblem, problems } = parseYamlText(text, fileName);
  const references = findReferences(value, folder);
  if (problems.length > 0 && value === undefined) return { council: null, problems, references, toProblem };
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const message = 'The file holds no council: it must begin with keys such as id, name and people.';
    problems.push(toProblem({ severity: 'error', code: 'shape', path: [], message }));
    return { council: null, problems, references, toProblem };
  }
  const { data, remarks } = checkShape(councilShape, value);
  problems.push(...[...remarks, ...checkReferences(value), ...checkSense(value)].map(toProblem));
  problems.sort(compareProblems);
  const hasError = problems.some(({ severity }) => severity === 'error');
  return { council: data === null || hasError ? null : buildCouncil(data, folder), problems, references, toProblem };
}

function findReferences(value: unknown, folder: string): FileReferences {
  const raw = asRecord(value);
  const mailboxPaths = asList(raw.mailboxes).flatMap((mailbox, index) => {
    const path = asText(asRecord(mailbox).path);
    return path === null || path === '' ? [] : [{ key: ['mailboxes', index, 'path'], path: resolve(folder, path) }];
  });
  const imapBlocks = asList(raw.mailboxes).flatMap((mailbox, index) => {
    const { imap } = asRecord(mailbox);
    return imap === undefined
      ? []
      : [{ key: ['mailboxes', index, 'imap'], imap: resolveFiles(asRecord(imap), folder) }];
  });
  return { protocol: asText(raw.protocol), mailboxPaths, imapBlocks };
}

/** What the keys ending in `File` name. */
function resolveFiles(imap: Record<string, unknown>, folder: string): Record<string, unknown> {
  const entries = Object.entries(imap).map(([key, value]) => {
    const isPath = key.endsWith('File') && typeof value === 'string' && value.trim() !== '';
    return [key, isPath ? resolve(folder, value.trim()) : value];
  });
  return Object.fromEntries(entries);
}

function buildCouncil(data: z.output<typeof councilShape>, folder: string): Council {
  return {
    ...data,
    people: data.people.map((person) => ({ ...person, addresses: unique(person.addresses) })),
    labels: Object.entries(data.labels).map(([id, label]) => ({
      id: id.trim().toLowerCase().replace(/[{}]/g, ''),
      ...label,
    })),
    mailboxes: data.mailboxes.map((mailbox) => ({
      ...mailbox,
      owner: mailbox.owner?.includes('@') ? mailbox.owner.toLowerCase() : mailbox.owner,
      path: mailbox.path === null ? null : resolve(folder, mailbox.path),
      imap: mailbox.imap === null ? null : resolveFiles(mailbox.imap, folder),
    })),
    unread: joinAddressSets(data.unread),
  };
}

function joinAddressSets(sets: readonly AddressSet[]): AddressSet {
  return {
    addresses: unique(sets.flatMap(({ addresses }) => addresses)),
    domains: unique(sets.flatMap(({ domains }) => domains)),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
