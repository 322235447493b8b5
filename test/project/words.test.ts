/** The house's words: what Candour says of people, and how files are named. */

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../support/corpora.ts';

const code = globSync('{src,workers,test,bench}/**/*.ts', { cwd: projectFolder });
const texts = globSync(
  ['src/**/*.ts', 'workers/*.ts', 'config/protocols/*.yaml', 'config/*.yaml', 'docs/**/*.md', '*.md'],
  {
    cwd: projectFolder,
  },
).filter((path) => !path.startsWith('node_modules'));

/** Where it is said that they are never said. */
const maySay = ['README.md', 'CONTRIBUTING.md'];

test('nobody is called guilty of a breach', () => {
  const wrong = texts.filter((path) => {
    // The name that the law gives a register (UK GDPR, Article 33(5)), in which no person is judged.
    const text = readFileSync(join(projectFolder, path), 'utf8').replaceAll(/\bbreach[- ]register\b/gi, '');
    return !maySay.includes(path) && /\bbreach(?:es|ed)?\b|\bguilt(?:y)?\b/i.test(text);
  });
  expect(wrong).toEqual([]);
});

describe('a file', () => {
  test('is named in kebab-case, after what is in it', () => {
    const names = code.map((path) => basename(path));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/.test(name))).toEqual([]);
    expect(names.filter((name) => /util|helper|manager|service|misc|common/i.test(name))).toEqual([]);
  });

  test('names nothing after a Manager, Service, Helper or Utils', () => {
    const wrong = code.flatMap((path) => {
      const text = readFileSync(join(projectFolder, path), 'utf8');
      return [
        ...text.matchAll(/\b(?:class|type|interface|function|const)\s+(\w*(?:Manager|Service|Helpers?|Utils?))\b/g),
      ].map(([, name]) => `${path}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});
