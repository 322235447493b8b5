/** The shape of `config/candour.yaml`, key by key, as zod sees it; docs/operators/settings.md says what each key means. */

import { isIP } from 'node:net';
import { z } from 'zod';
import { isLocalDate } from '../council/dates.ts';
import { authenticationKeys } from './authentication.ts';
import { secretKeys } from './secret-keys.ts';
import { address, host, localPort, path, remotePort, security, text, wholeNumber } from './shape-parts.ts';

const localDate = text.refine(isLocalDate, { error: 'This is no date: write year-month-day, such as 2026-05-12.' });
const timeOfDay = text.regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: 'This is no time of day: write hours and minutes, such as "08:30".',
});
const link = text.refine((value) => ['http:', 'https:'].includes(URL.parse(value)?.protocol ?? ''), {
  error: 'This is no address of a page: it begins with https://.',
});

/** `off`, or `false`, which YAML 1.1 made of it: null. */
function orOff<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess((value) => (value === 'off' || value === false ? null : value), shape.nullable());
}

/** A bare word stands for a block with one key. */
function wordAs<Shape extends z.ZodType>(key: string, shape: Shape) {
  return z.preprocess((value) => (typeof value === 'string' ? { [key]: value } : value), shape);
}

const council = wordAs(
  'file',
  z.strictObject({
    file: path,
    auditFrom: localDate.nullable().default(null),
    observeDays: wholeNumber(0).default(30),
    digestAt: timeOfDay.default('08:30'),
    alertsPerHour: orOff(wholeNumber(1)).default(20),
    decideWorkingDays: wholeNumber(1).default(5),
    flagLink: link.nullable().default(null),
  }),
);

const database = wordAs(
  'path',
  z.strictObject({ path: path.optional(), ...secretKeys('postgresqlUrl'), keyFile: path.optional() }),
);

const queue = z.preprocess(
  (value) => (value === 'in-process' ? {} : value),
  z.strictObject(
    {
      ...secretKeys('redisUrl'),
      prefix: text.regex(/^[A-Za-z0-9_-]+$/, { error: 'A prefix is made of letters, digits and hyphens.' }).optional(),
    },
    { error: 'Write in-process, or redisUrlFile or redisUrlVariable below this key.' },
  ),
);

const sender = z.preprocess(
  (value) => (typeof value === 'string' ? parseSender(value) : value),
  z.strictObject({ name: text.default('Candour'), address }),
);

/** `Name <address>`, or an address alone (RFC 5322, 3.4). */
function parseSender(written: string): { name?: string; address: string } {
  const [, name = '', inside] = /^\s*"?([^"<]*?)"?\s*<([^<>]*)>\s*$/.exec(written) ?? [];
  if (inside === undefined) return { address: written };
  return name === '' ? { address: inside } : { name, address: inside };
}

const smtp = z.strictObject({
  host,
  port: remotePort.optional(),
  security: security.optional(),
  ...authenticationKeys,
  timeoutSeconds: wholeNumber(1).max(600, { error: 'This must be 600 or less.' }).default(60),
});

const mail = z.strictObject({
  from: sender.default({ name: 'Candour', address: 'candour@candour.invalid' }),
  outbox: path.optional(),
  smtp: smtp.optional(),
});

const councilMailbox = text.regex(/^[^/\s]+\/[^/\s]+$/, {
  error: 'Write the ids of a council and of its mailbox with a stroke between, such as little-wickham/journal.',
});
const addressRange = text.refine(isAddressRange, {
  error: 'This is no IP address or range: write one such as 10.0.0.7 or 10.0.0.0/24.',
});

function isAddressRange(value: string): boolean {
  const [ip = '', length, ...rest] = value.split('/');
  const version = isIP(ip);
  if (version === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}

const delivery = z.strictObject({
  host: host.default('127.0.0.1'),
  port: localPort.default(8026),
  protocol: z.enum(['lmtp', 'smtp']).default('lmtp'),
  acceptFrom: z.array(addressRange).default(['127.0.0.1', '::1']),
  recipients: z.record(z.string(), councilMailbox).default({}),
  gateway: councilMailbox.nullable().default(null),
  messageMegabytes: wholeNumber(1).max(1000, { error: 'This must be 1000 or less.' }).default(50),
});

const web = z.strictObject({
  host: host.default('127.0.0.1'),
  port: localPort.default(8027),
  publicUrl: link.nullable().default(null),
  proxies: z.array(addressRange).default([]),
  operators: z.array(address).default([]),
});

export const settingsShape = z.strictObject({
  councils: z
    .array(council, { error: 'councils must be a list of council files.' })
    .min(1, { error: 'Name at least one council file.' }),
  database,
  queue: queue.default({}),
  mail: mail.default({ from: { name: 'Candour', address: 'candour@candour.invalid' } }),
  http: orOff(z.strictObject({ host: host.default('127.0.0.1'), port: localPort.default(8025) })).default({
    host: '127.0.0.1',
    port: 8025,
  }),
  delivery: orOff(delivery).default(null),
  web: orOff(web).default(null),
});

export type WrittenSettings = z.output<typeof settingsShape>;
export type WrittenSmtp = z.output<typeof smtp>;
export type WrittenDelivery = z.output<typeof delivery>;
export type WrittenWeb = z.output<typeof web>;
