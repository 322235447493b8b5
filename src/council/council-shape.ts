/** The shape of a council file (contract, section 1), key by key, as zod sees it. */

import { z } from 'zod';
import { isAddress, isDomain } from './addresses.ts';
import { isLocalDate, isTimezone } from './dates.ts';

const text = z.string().trim().min(1, { error: 'This must not be empty.' });
const word = text.refine((value) => !/\s/.test(value), { error: 'An id must not contain spaces.' });
const councilId = text.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, {
  error: 'The id of a council is made of letters, digits, hyphens, dots and underscores.',
});
const localDate = z
  .string()
  .trim()
  .refine(isLocalDate, { error: 'This is no date: write year-month-day, such as 2026-05-12.' });
const address = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isAddress, { error: 'This is no email address: write it alone, such as clerk@example.gov.uk.' });
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .transform((value) => value.replace(/^@/, ''))
  .refine(isDomain, { error: 'This is no domain: write what follows the @, such as example.gov.uk.' });
const bound = localDate.nullable().default(null);
const addresses = z.array(address).default([]);
const domains = z.array(domain).default([]);
const addressSet = z.strictObject({ addresses, domains });
const noAddresses = { addresses: [], domains: [] };

const officeTerm = z.preprocess(
  (value) => (typeof value === 'string' ? { office: value.trim() } : value),
  z.strictObject({
    office: z.enum([
      'clerk',
      'deputy-clerk',
      'rfo',
      'assistant',
      'chair',
      'vice-chair',
      'mayor',
      'deputy-mayor',
      'committee-chair',
    ]),
    from: bound,
    until: bound,
  }),
);

const person = z.strictObject({
  id: word,
  name: text,
  role: z.enum(['officer', 'councillor']),
  offices: z.array(officeTerm).default([]),
  addresses,
  aliases: z.array(text).default([]),
  from: bound,
  until: bound,
  group: text.nullable().default(null),
});

const members = z.union([z.literal('all-councillors'), z.array(word)], {
  error: 'This must be a list of person ids, or the word all-councillors.',
});

const mailbox = z.strictObject({
  id: word,
  owner: text.nullable().default(null),
  journal: z.boolean().default(false),
  path: text.nullable().default(null),
  imap: z.record(z.string(), z.unknown()).nullable().default(null),
});

const arrangement = z.strictObject({
  rule: text,
  people: z.array(word).default([]),
  subject: text.default(''),
  from: bound,
  until: bound,
  reason: text.default(''),
});

const wholeNumber = (least: number) =>
  z.int({ error: 'This must be a whole number.' }).min(least, { error: `This must be ${least} or more.` });
const ruleOverride = z.strictObject({
  enabled: z.boolean().optional(),
  workingDays: wholeNumber(1).optional(),
  perQuarter: wholeNumber(0).optional(),
  missingAtMost: wholeNumber(1).optional(),
});

/** An entry of `unread` may be written out, or be a bare address or domain. */
const unreadEntry = z.preprocess(
  (value) => {
    if (typeof value !== 'string') return value;
    return value.trim().indexOf('@') > 0 ? { addresses: [value] } : { domains: [value] };
  },
  z.strictObject({ name: text.optional(), addresses, domains }),
);

export const councilShape = z.strictObject({
  id: councilId,
  name: text,
  timezone: text
    .refine(isTimezone, { error: 'This is no timezone: write one such as Europe/London.' })
    .default('Europe/London'),
  domains,
  protocol: text,
  people: z.array(person).default([]),
  shared: z.array(z.strictObject({ address, heldBy: z.array(word).default([]) })).default([]),
  lists: z.array(z.strictObject({ address, name: text.default(''), members })).default([]),
  trusted: z.array(z.strictObject({ name: text.default(''), addresses, domains })).default([]),
  media: addressSet.default(noAddresses),
  ministers: addressSet.default(noAddresses),
  labels: z.record(z.string(), z.strictObject({ name: text.default(''), confidential: z.boolean() })).default({}),
  mailboxes: z.array(mailbox).default([]),
  nation: z.enum(['england', 'wales', 'scotland', 'northern-ireland']).default('england'),
  closures: z.array(localDate).default([]),
  arrangements: z.array(arrangement).default([]),
  spokespersons: z.array(z.strictObject({ person: word, subject: text.default('') })).default([]),
  routing: z
    .strictObject({
      clerkFlags: text.nullable().default(null),
      alternate: text.nullable().default(null),
      auditor: text.nullable().default(null),
    })
    .default({ clerkFlags: null, alternate: null, auditor: null }),
  unread: z.array(unreadEntry).default([]),
  rules: z.record(z.string(), ruleOverride).default({}),
});
