import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultSettingsPath, loadSettings } from '../../src/settings/load-settings.ts';
import { makeFolder } from '../sources/scratch-folder.ts';
import { projectFolder } from '../support/corpora.ts';

function load(text: string): { folder: string } & ReturnType<typeof loadSettings> {
  const folder = makeFolder({ 'candour.yaml': text });
  const { settings, problems } = loadSettings(join(folder, 'candour.yaml'));
  return { folder, settings, problems: problems.map((line) => line.replace(`${folder}/`, '')) };
}
const least = 'councils: [council.yaml]\ndatabase: var/candour.db\n';
const postgresql = 'councils: [council.yaml]\ndatabase: { postgresqlUrlFile: url, keyFile: candour.key }\n';
const from = 'from: Candour <candour@example.org>';

describe('settings', () => {
  test('as shipped serve the example council with nothing but this machine', () => {
    const { settings, problems } = loadSettings(defaultSettingsPath);
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      councils: [
        {
          file: join(projectFolder, 'config/councils/little-wickham/council.yaml'),
          auditFrom: null,
          observeDays: 0,
          digestAt: { hour: 8, minute: 30 },
          alertsPerHour: null,
          decideWorkingDays: 5,
          flagLink: null,
        },
      ],
      database: {
        kind: 'sqlite',
        path: join(projectFolder, 'var/candour.db'),
        keyPath: join(projectFolder, 'var/candour.db.key'),
      },
      queue: { kind: 'in-process' },
      mail: {
        from: { name: 'Candour', address: 'candour@littlewickham-pc.gov.uk' },
        transport: { kind: 'file', folder: join(projectFolder, 'var/outbox') },
      },
      http: { host: '127.0.0.1', port: 8025 },
      delivery: null,
      web: { host: '127.0.0.1', port: 8027, publicUrl: null, proxies: [], operators: [] },
    });
  });

  test('say little, and a real council gets the careful defaults', () => {
    const { folder, settings } = load(least);
    expect(settings?.councils).toMatchObject([
      { observeDays: 30, alertsPerHour: 20, digestAt: { hour: 8, minute: 30 } },
    ]);
    expect(settings?.mail.transport).toEqual({ kind: 'file', folder: join(folder, 'var/outbox') });
  });

  test('at scale name where their secrets stand', () => {
    const { folder, settings, problems } = load(`
councils:
  - { file: a/council.yaml, auditFrom: 2026-04-01, observeDays: 14, digestAt: "09:05", alertsPerHour: 5, flagLink: "https://c.example/flags/" }
  - b/council.yaml
database: { postgresqlUrlVariable: CANDOUR_DATABASE, keyFile: keys/candour.key }
queue: { redisUrlFile: /run/secrets/redis-url, prefix: wickshire }
mail:
  from: { name: Candour for Wickshire, address: Candour@walc.example }
  smtp: { host: smtp.walc.example, user: candour, passwordFile: smtp-password, timeoutSeconds: 20 }
http: off
delivery:
  host: 0.0.0.0
  port: 2525
  protocol: smtp
  acceptFrom: [10.0.0.7, fd00::/8]
  recipients: { Journal@walc.example: little-wickham/journal }
  messageMegabytes: 20
`);
    expect(problems).toEqual([]);
    expect(settings?.councils[0]).toEqual({
      file: join(folder, 'a/council.yaml'),
      auditFrom: '2026-04-01',
      observeDays: 14,
      digestAt: { hour: 9, minute: 5 },
      alertsPerHour: 5,
      decideWorkingDays: 5,
      flagLink: 'https://c.example/flags/',
    });
    expect(settings).toMatchObject({
      database: {
        kind: 'postgresql',
        url: { variable: 'CANDOUR_DATABASE' },
        keyPath: join(folder, 'keys/candour.key'),
      },
      queue: { kind: 'redis', url: { file: '/run/secrets/redis-url' }, prefix: 'wickshire' },
      mail: {
        from: { name: 'Candour for Wickshire', address: 'candour@walc.example' },
        transport: {
          kind: 'smtp',
          host: 'smtp.walc.example',
          port: 587,
          security: 'starttls',
          authentication: { kind: 'password', user: 'candour', password: { file: join(folder, 'smtp-password') } },
          timeoutMs: 20_000,
        },
      },
      http: null,
      delivery: {
        acceptFrom: ['10.0.0.7', 'fd00::/8'],
        recipients: { 'journal@walc.example': { council: 'little-wickham', mailbox: 'journal' } },
        gateway: null,
        messageBytes: 20 * 1024 * 1024,
      },
    });
  });

  test.each([
    ['candour@example.org', { name: 'Candour', address: 'candour@example.org' }],
    [
      '"Candour, for the council" <Candour@example.org>',
      { name: 'Candour, for the council', address: 'candour@example.org' },
    ],
    ['<candour@example.org>', { name: 'Candour', address: 'candour@example.org' }],
  ])('take the sender %s', (written, expected) => {
    expect(load(`${least}mail: { from: '${written}' }\n`).settings?.mail.from).toEqual(expected);
  });

  test.each([
    ['{ port: 465 }', { port: 465, security: 'tls' }],
    ['{ security: tls }', { port: 465, security: 'tls' }],
    ['{}', { port: 587, security: 'starttls' }],
    ['{ host: "::1", security: none, port: 2525 }', { port: 2525, security: 'none', host: '::1' }],
  ])('find out how to reach the mail server from %s', (smtp, expected) => {
    const block = smtp.includes('host') ? smtp : smtp.replace('{', '{ host: smtp.example.org, ').replace(', }', ' }');
    expect(load(`${least}mail: { ${from}, smtp: ${block} }\n`)).toMatchObject({
      problems: [],
      settings: { mail: { transport: { authentication: null, timeoutMs: 60_000, ...expected } } },
    });
  });
});

describe('a mistake in the settings file has its place and a sentence:', () => {
  test.each([
    ['councils: []\ndatabase: x\n', '1 councils – Name at least one council file.'],
    ['councils: [a.yaml]\n', '1 database – This is missing.'],
    [`${least}log: x\n`, '3 log – “log” is no key that Candour knows here.'],
    [`${least}queue: redis\n`, '3 queue – Write in-process, or redisUrlFile or redisUrlVariable below this key.'],
    [
      `${least}queue: { prefix: x }\n`,
      '3 queue – A queue on Redis needs a secret: write redisUrlFile or redisUrlVariable.',
    ],
    [`${least}http: { port: 99999 }\n`, '3 http.port – This must be a port, a whole number up to 65535.'],
    [
      `${least}mail: { from: nobody }\n`,
      '3 mail.from – This is no email address: write it alone, such as candour@example.gov.uk.',
    ],
    [
      `${least}mail: { ${from}, smtp: { host: smtp.example.org, security: none } }\n`,
      '3 mail.smtp.security – Without TLS everybody on the way could read the mail: none is only for a server on this machine.',
    ],
    [
      `${least}mail: { ${from}, outbox: o, smtp: { host: smtp.example.org } }\n`,
      '3 mail.outbox – Mail has two ways to go: keep outbox, which only writes files, or smtp.',
    ],
    [
      `${least}mail: { smtp: { host: smtp.example.org } }\n`,
      '3 mail – Write from: the name and address that Candour’s mail comes from.',
    ],
    [
      `${least}mail: { ${from}, smtp: { host: smtp.example.org, user: x } }\n`,
      '3 mail.smtp – Signing in with a password needs a secret: write passwordFile or passwordVariable.',
    ],
    ['councils: [{ file: a, digestAt: 8.30 }]\ndatabase: x\n', '1 councils[0].digestAt – This must be text.'],
    [
      'councils: [{ file: a, digestAt: "24:00" }]\ndatabase: x\n',
      '1 councils[0].digestAt – This is no time of day: write hours and minutes, such as "08:30".',
    ],
    [
      'councils: [{ file: a, alertsPerHour: 0 }]\ndatabase: x\n',
      '1 councils[0].alertsPerHour – This must be 1 or more.',
    ],
    [
      'councils: [a]\ndatabase: { path: x, keyFile: y }\n',
      '2 database.keyFile – The key of an SQLite database lies beside it, with .key behind: leave this out.',
    ],
    [
      'councils: [a]\ndatabase: { postgresqlUrlFile: x }\n',
      '2 database – Name a keyFile: the key of the flag ids, which must not lie in the PostgreSQL database.',
    ],
    [
      `${postgresql.trimEnd().replace('url,', 'url, path: x,')}\n`,
      '2 database.path – There are two databases: keep path, or the URL of a PostgreSQL server.',
    ],
    [
      `${least}delivery: {}\n`,
      '3 delivery – Name recipients or a gateway: else everything that is delivered is refused.',
    ],
    [
      `${least}delivery: { gateway: journal }\n`,
      '3 delivery.gateway – Write the ids of a council and of its mailbox with a stroke between, such as little-wickham/journal.',
    ],
    [
      `${least}delivery: { gateway: a/b, acceptFrom: [10.0.0.0/33] }\n`,
      '3 delivery.acceptFrom[0] – This is no IP address or range: write one such as 10.0.0.7 or 10.0.0.0/24.',
    ],
    ['councils: [', '1 A bracket is not closed: ] is missing.'],
  ])('%s', (text, message) => {
    const { settings, problems } = load(text);
    expect(settings).toBeNull();
    expect(problems.map((line) => line.replace(/^candour\.yaml:(\d+):\d+/, '$1'))).toEqual([message]);
  });

  test('several mistakes are told at once', () => {
    const { problems } = load(
      `${least}queue: { prefix: x }\nhttp: { port: 1 }\ndelivery: {}\nmail: { smtp: { host: h } }\n`,
    );
    expect(problems).toHaveLength(3);
  });
});

describe('a secret that is written out', () => {
  test.each([
    [
      'mail: { from: a@b.example, smtp: { host: h.example, user: u, password: hunter2 } }',
      'mail.smtp.password',
      'passwordFile',
    ],
    [
      'mail: { from: a@b.example, smtp: { host: h.example, user: u, auth: oauth2, client-secret: hunter2 } }',
      'mail.smtp.client-secret',
      'clientSecretFile',
    ],
    ['queue: { redisUrl: "redis://:hunter2@redis" }', 'queue.redisUrl', 'redisUrlFile'],
    [
      'mail: { from: a@b.example, smtp: { host: h.example, privateKey: hunter2 } }',
      'mail.smtp.privateKey',
      'serviceAccountFile',
    ],
  ])('is refused, and not repeated: %s', (line, key, instead) => {
    const { settings, problems } = load(`${least}${line}\n`);
    expect(settings).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(` ${key} – A secret does not belong in this file: write ${instead} with the path`);
    expect(problems[0]).not.toContain('hunter2');
  });

  test('is not repeated where it was written behind a key for a variable', () => {
    const { problems } = load(`${least}queue: { redisUrlVariable: "redis://:hunter2@redis" }\n`);
    expect(problems).toEqual([
      'candour.yaml:3:28 queue.redisUrlVariable – This must be the name of an environment variable, such as CANDOUR_SMTP_PASSWORD.',
    ]);
  });

  test('has one place', () => {
    const { problems } = load(`${least}queue: { redisUrlFile: a, redisUrlVariable: B }\n`);
    expect(problems[0]).toMatch(/The secret has two places: keep redisUrlFile or redisUrlVariable\.$/);
  });
});

describe('the console', () => {
  const proxies = 'proxies: [10.0.0.0/24]';

  test('is off unless the settings have it', () => {
    expect(load(least).settings?.web).toBeNull();
    expect(load(`${least}web: off\n`).settings?.web).toBeNull();
    expect(load(`${least}web: {}\n`).settings?.web).toMatchObject({ host: '127.0.0.1', port: 8027, publicUrl: null });
  });

  test('for others stands behind a proxy with TLS', () => {
    const text = `web: { host: 0.0.0.0, publicUrl: "https://Candour.example/", ${proxies}, operators: [Op@Host.example] }\n`;
    const { settings, problems } = load(least + text);
    expect(problems).toEqual([]);
    expect(settings?.web).toEqual({
      host: '0.0.0.0',
      port: 8027,
      publicUrl: 'https://candour.example',
      proxies: ['10.0.0.0/24'],
      operators: ['op@host.example'],
    });
  });

  test.each([
    ['host: 0.0.0.0', 'web.host – Listening beyond this machine'],
    [`host: 0.0.0.0, publicUrl: "http://127.0.0.1", ${proxies}`, 'web.host – Listening beyond this machine'],
    ['publicUrl: "http://candour.example"', 'web.publicUrl – Only to this machine'],
    ['publicUrl: "https://candour.example"', 'web – Name under proxies'],
    [`publicUrl: "https://candour.example/console", ${proxies}`, 'web.publicUrl – Write scheme and host only'],
    [`publicUrl: "https://user:word@candour.example", ${proxies}`, 'web.publicUrl – Write scheme and host only'],
    [`publicUrl: "javascript:alert(1)", ${proxies}`, 'web.publicUrl – This is no address of a page'],
    ['proxies: [example.org]', 'web.proxies[0] – This is no IP address'],
    ['operators: [nobody]', 'web.operators[0] – This is no email address'],
  ])('{ %s } is refused', (block, words) => {
    const { settings, problems } = load(`${least}web: { ${block} }\n`);
    expect(settings).toBeNull();
    expect(problems.join('\n')).toContain(words);
  });
});
