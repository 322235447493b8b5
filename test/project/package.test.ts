/** What package.json promises: exact versions, a known runtime, few scripts that run at installation. */

import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../support/corpora.ts';

type PackageFile = {
  bin: Record<string, string>;
  license: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const manifest: PackageFile = JSON.parse(read('package.json'));
const versions = { ...manifest.dependencies, ...manifest.devDependencies };

test('every version is exact', () => {
  const loose = Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});

test('the lock file is kept and says the same', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const { dependencies, devDependencies } = packages[''];
  expect({ ...dependencies, ...devDependencies }).toEqual(versions);
});

test('the tests run on the Node that the package brings', () => {
  expect(process.version).toBe(`v${versions.node}`);
});

test('mailparser stays at the last version whose parts all resolve', () => {
  expect(manifest.devDependencies.mailparser).toBe('3.9.31');
  const { packages } = JSON.parse(read('package-lock.json'));
  expect(packages['node_modules/@zone-eu/mailsplit'].version).toBe('5.4.19');
});

test('only approved packages run scripts at installation', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { hasInstallScript?: true; optional?: true }>;
  };
  const withScripts = Object.entries(packages)
    .filter(([, entry]) => entry.hasInstallScript && !entry.optional)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(Object.keys(manifest.allowScripts)).toEqual(withScripts);
});

test('docs/decisions gives a reason for every dependency, and the code uses it', () => {
  const page = read('docs/decisions/0002-dependencies.md');
  expect(Object.keys(versions).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const code = globSync('{src,workers}/**/*.ts', { cwd: projectFolder }).map(read).join('\n');
  // The runtime itself is no import.
  const unused = Object.keys(manifest.dependencies).filter((name) => name !== 'node' && !code.includes(`'${name}`));
  expect(unused).toEqual([]);
});

test('the command can be run as a file', () => {
  const path = manifest.bin.candour ?? '';
  expect(read(path).split('\n', 1)[0]).toBe('#!/usr/bin/env node');
  expect(statSync(join(projectFolder, path)).mode & 0o111).toBe(0o111);
});

test('the licence is there in full', () => {
  expect(manifest.license).toBe('Apache-2.0');
  expect(read('LICENSE')).toMatch(/Apache License\s+Version 2\.0, January 2004[\s\S]+END OF TERMS AND CONDITIONS/);
});
