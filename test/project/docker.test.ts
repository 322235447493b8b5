/** Compose file and image against what the service reads: nothing here can be started, so everything that can be compared is. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildProgram } from '../../src/cli/program.ts';
import { findSecrets } from '../../src/settings/find-secrets.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { projectFolder } from '../support/corpora.ts';

type ServiceFile = {
  image: string;
  user: string;
  read_only: boolean;
  tmpfs: string[];
  cap_drop: string[];
  security_opt: string[];
  restart: string;
  stop_grace_period?: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string>;
  networks: string[];
  ports?: string[];
  volumes: string[];
  secrets?: string[];
  healthcheck: { test: string[] };
};
type ComposeFile = {
  services: Record<'candour' | 'audit' | 'redis' | 'postgres', ServiceFile>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
};

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const { services, networks, volumes, secrets }: ComposeFile = parse(read('docker-compose.yml'), { merge: true });
const own = [services.candour, services.audit];
const { settings, problems } = loadSettings(join(projectFolder, 'config/docker/candour.yaml'));
const configInside = '/candour/config/candour.yaml';

/** `source:target[:ro]` of each volume. */
function mountsOf(service: ServiceFile): { source: string; target: string; isReadOnly: boolean }[] {
  return service.volumes.map((volume) => {
    const [source = '', target = '', mode] = volume.split(':');
    return { source, target, isReadOnly: mode === 'ro' };
  });
}

describe('every container', () => {
  test.each(Object.entries(services))('%s has no more rights than it needs', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
    });
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(service.tmpfs).toContain('/tmp');
    expect(service.healthcheck.test[0]).toBe('CMD');
    expect(service.ports).toBeUndefined();
    expect(Object.keys(networks)).toEqual(expect.arrayContaining(service.networks));
    expect(Object.keys(secrets)).toEqual(expect.arrayContaining(service.secrets ?? []));
    const named = mountsOf(service)
      .map(({ source }) => source)
      .filter((source) => !source.startsWith('.'));
    expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
  });

  test('that stores is out of reach, and keeps what it is told', () => {
    expect(networks.stores).toEqual({ internal: true });
    expect([services.redis.networks, services.postgres.networks]).toEqual([['stores'], ['stores']]);
    expect(services.redis.command?.join(' ')).toContain('--appendonly yes');
    expect(services.redis.command?.join(' ')).toContain('--maxmemory-policy noeviction');
    expect(mountsOf(services.redis)).toEqual([{ source: 'redis-data', target: '/data', isReadOnly: false }]);
    const { PGDATA = '', POSTGRES_PASSWORD_FILE } = services.postgres.environment ?? {};
    expect(mountsOf(services.postgres).some(({ target }) => PGDATA.startsWith(`${target}/`))).toBe(true);
    expect(POSTGRES_PASSWORD_FILE).toBe('/run/secrets/postgresql-password');
    expect(services.postgres.secrets).toEqual(['postgresql-password']);
  });
});

describe('the settings of the containers', () => {
  test('have no mistakes, and are those of a service with a database server and a queue of its own', () => {
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ database: { kind: 'postgresql' }, queue: { kind: 'redis' } });
    expect(settings?.mail.transport.kind).toBe('smtp');
  });

  test('are mounted where the commands look for them', () => {
    for (const service of own) {
      const config = mountsOf(service).find(({ target }) => target === configInside);
      expect(config).toEqual({ source: './config/docker/candour.yaml', target: configInside, isReadOnly: true });
      expect(service.command?.join(' ')).toContain(`--config ${configInside}`);
    }
  });

  test('name secrets that each container has', () => {
    const found = findSecrets(settings);
    expect(found).toHaveLength(3);
    for (const service of own) {
      const places = [
        ...(service.secrets ?? []).map((name) => ({ file: `/run/secrets/${name}` })),
        ...Object.keys(service.environment ?? {}).map((variable) => ({ variable })),
      ];
      expect(places).toEqual(expect.arrayContaining(found));
      expect(service.secrets).toHaveLength(2);
    }
    for (const [name, { file }] of Object.entries(secrets)) expect(file).toBe(`./secrets/${name}`);
    expect(read('.dockerignore').split('\n')).toContain('secrets');
  });

  test('name paths that are mounted: what is read from this folder, what is written on a volume', () => {
    const { keyPath = '' } = settings?.database ?? {};
    for (const service of own) {
      const mounts = mountsOf(service);
      const key = mounts.find(({ target }) => keyPath.startsWith(`${target}/`));
      expect(key).toEqual({ source: 'key', target: '/candour/var', isReadOnly: false });
      for (const { file } of settings?.councils ?? []) {
        const mount = mounts.find(({ target }) => file.startsWith(`${target}/`));
        expect(mount?.isReadOnly).toBe(true);
        expect(existsSync(join(projectFolder, file.replace(mount?.target ?? '', mount?.source ?? '')))).toBe(true);
      }
    }
    // Both containers write with one key, or the same flag would have two ids.
    expect(services.candour.volumes).toEqual(services.audit.volumes);
  });

  test('let the container ask for its own health', () => {
    const { host, port } = settings?.http ?? {};
    for (const { healthcheck } of own) expect(healthcheck.test.at(-1)).toContain(`'http://${host}:${port}/healthz'`);
  });

  test('leave time for the jobs in hand', () => {
    for (const { stop_grace_period } of own) expect(stop_grace_period).toBe('25s');
    expect(read('docs/operators/candour.service')).toMatch(/^TimeoutStopSec=25$/m);
  });
});

const program = await buildProgram();

describe('the image', () => {
  const dockerfile = read('Dockerfile');
  const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
  const commands = program.commands.map((command) => command.name());
  const instruction = (name: string): string[] =>
    JSON.parse(new RegExp(`^${name} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]');

  test('holds everything that the program reads beside itself', () => {
    const needed = globSync('{src,workers}/**/*.ts', { cwd: projectFolder }).flatMap((path) =>
      [...read(path).matchAll(/(?:new URL\(|import\.meta\.dirname, )'(?:\.\.\/)+([\w.-]+)/g)].map(
        ([, top = '']) => top,
      ),
    );
    expect(needed).toEqual(expect.arrayContaining(['config', 'package.json']));
    expect(copied).toEqual(expect.arrayContaining([...new Set(needed), 'src', 'workers', 'package-lock.json']));
    const ignored = read('.dockerignore').split('\n');
    expect(copied.filter((path) => ignored.includes(path) || !existsSync(join(projectFolder, path)))).toEqual([]);
  });

  test('runs as an ordinary user, who may write to one folder', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toMatch(/install -d -o 1000 -g 1000 -m 700 var$/m);
    for (const { user } of own) expect(user).toBe('1000:1000');
  });

  test('has the Node that the package asks for', () => {
    const { dependencies } = JSON.parse(read('package.json'));
    expect(dockerfile).toContain(`FROM node:${dependencies.node.split('.')[0]}-slim`);
  });

  test('has every command that is given to it', () => {
    const [node, entry = ''] = instruction('ENTRYPOINT');
    expect([node, copied.includes(entry.split('/')[0] ?? ''), existsSync(join(projectFolder, entry))]).toEqual([
      '/usr/local/bin/node',
      true,
      true,
    ]);
    expect(commands).toContain(instruction('CMD')[0]);
    expect(commands).toContain(services.candour.command?.[0]);
    const [, worker = ''] = services.audit.entrypoint ?? [];
    expect([worker, existsSync(join(projectFolder, worker))]).toEqual(['workers/audit.ts', true]);
    const options = program.commands.find((command) => command.name() === 'serve')?.options.map(({ long }) => long);
    expect(options).toEqual(expect.arrayContaining(services.candour.command?.filter((word) => /^--/.test(word)) ?? []));
  });
});
