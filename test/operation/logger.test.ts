import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { speakingErrors } from '../../src/operation/logged-error.ts';
import { createLogger, fieldNames, type LogFields, type LoggerOptions } from '../../src/operation/logger.ts';
import { SecretError } from '../../src/settings/secrets.ts';
import { SourceError } from '../../src/sources/source-error.ts';
import { projectFolder } from '../support/corpora.ts';

function open(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const logger = createLogger({ worker: 'audit', level: 'debug', write: (line) => lines.push(line), ...options });
  return { logger, lines };
}

describe('a log line', () => {
  test('is JSON with the event and its fields', () => {
    const { logger, lines } = open();
    logger.warn('audit-copy', { council: 'little-wickham', copy: 'ab12', ms: 3, temporary: true, rule: null });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      worker: 'audit',
      pid: process.pid,
      council: 'little-wickham',
      copy: 'ab12',
      ms: 3,
      temporary: true,
      event: 'audit-copy',
    });
  });

  test('is for a person where standard error is a terminal', () => {
    const { logger, lines } = open({ isTerminal: true });
    logger.info('started', { count: 2 });
    logger.error('lease', { council: 'a', error: new SecretError('secret-empty', 'The file /x is empty.') });
    expect(lines.map((line) => line.slice(8))).toEqual([
      ' audit: started count=2\n',
      ' audit: ERROR lease council=a – SecretError secret-empty The file /x is empty.\n',
    ]);
  });

  test('is left out below the level', () => {
    const { logger, lines } = open({ level: 'warn' });
    logger.debug('started');
    logger.info('started');
    expect(lines).toEqual([]);
  });
});

describe('an error', () => {
  const tell = (error: unknown) => {
    const { logger, lines } = open();
    logger.warn('job', { error });
    return { line: lines[0] ?? '', error: JSON.parse(lines[0] ?? '').error };
  };

  test('of a library is told by name, code and place, without its message', () => {
    const cause = Object.assign(new Error('550 no such user hale@example.org'), { code: 'EENVELOPE' });
    const { line, error } = tell(Object.assign(new TypeError('Subject: Hedge', { cause }), { code: 'ECONNRESET' }));
    expect(error).toMatchObject({ name: 'TypeError', code: 'ECONNRESET', cause: { name: 'Error', code: 'EENVELOPE' } });
    expect(error.frames[0]).toMatch(/^test\/operation\/logger\.test\.ts:\d+:\d+$/);
    expect(line).not.toMatch(/hale|Hedge|550/);
  });

  test('of our own has its sentence', () => {
    const { error } = tell(new SecretError('secret-empty', 'The file /run/secrets/x is empty.'));
    expect(error).toMatchObject({
      code: 'secret-empty',
      temporary: false,
      message: 'The file /run/secrets/x is empty.',
    });
  });

  test('that names a file of mail has none', () => {
    const { line } = tell(new SourceError('copy-not-found', 'Nothing is at 001-re-dog-fouling.eml', { path: 'x' }));
    expect(line).not.toContain('dog');
    expect(line).toContain('copy-not-found');
  });

  test('has no frames that its message made up', () => {
    const { line } = tell(new Error(`x\n    at hale@example.org (${projectFolder}/Hedge.ts:1:1)\n`));
    expect(line).not.toMatch(/Hedge|hale/);
  });

  test.each([undefined, null, 'text with hale@example.org', 7, {}, Object.create(null)])(
    'need not be one: %s',
    (thrown) => {
      expect(tell(thrown).line).not.toContain('hale');
    },
  );
});

test('whatever is thrown at it, no line holds an address, a sentence or a subject', () => {
  const { logger, lines } = open();
  const secret = fc.oneof(
    fc.constantFrom('margaret.hale@littlewickham-pc.gov.uk', 'Hedge at 3 Chapel Hill', 'Dear Margaret,\n\nthe hedge'),
    fc.emailAddress(),
    fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `${text} ${text}`),
    fc.stringMatching(/^[a-z]{3,8}( [a-z]{3,8}){2,5}$/),
  );
  const error = secret.chain((text) =>
    fc.constantFrom<unknown>(
      new Error(text),
      Object.assign(new Error('x', { cause: new Error(text) }), { code: text, temporary: text, responseText: text }),
      Object.assign(new Error(text), { name: text, stack: text }),
      Object.assign(new SecretError('secret-empty', 'Fixed.'), { code: text, fields: { [text]: text } }),
      new AggregateError([new Error(text)], text),
      { message: text, stack: text, [text]: text },
      text,
    ),
  );
  const fields = fc.record(
    Object.fromEntries(
      [...fieldNames, 'subject', 'toJSON', '__proto__'].map((name) => [name, fc.oneof(secret, fc.constant({ a: 1 }))]),
    ),
    { requiredKeys: [] },
  );
  const property = fc.property(
    secret,
    fields,
    error,
    fc.constantFrom('info', 'warn', 'error'),
    (event, given, thrown, level) => {
      lines.length = 0;
      logger[level as 'info'](event, { ...given, error: thrown } as LogFields);
      expect(lines).toHaveLength(1);
      const { error: told, ...line } = JSON.parse(lines[0] ?? '');
      const values = [...Object.values(line), ...leavesOf(told)].filter((value) => typeof value === 'string');
      expect(values.filter((value) => /[\s@]/u.test(value))).toEqual([]);
      expect(Object.keys(line)).toEqual(expect.not.arrayContaining(['subject', 'toJSON']));
    },
  );
  fc.assert(property, { numRuns: 300 });
});

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  // The one sentence of ours that the property lets through.
  return value !== null && typeof value === 'object'
    ? Object.values(value)
        .flatMap(leavesOf)
        .filter((leaf) => leaf !== 'Fixed.')
    : [];
}

test('every class of error that adapters throw either speaks, or is known to name files of mail', () => {
  const silent = ['SourceError', 'UsageError'];
  const classes = globSync('src/**/*.ts', { cwd: projectFolder }).flatMap((path) =>
    [...readFileSync(join(projectFolder, path), 'utf8').matchAll(/^export class (\w+Error) extends Error/gm)].map(
      ([, name]) => name,
    ),
  );
  expect(classes.filter((name = '') => !speakingErrors.has(name) && !silent.includes(name))).toEqual([]);
});
