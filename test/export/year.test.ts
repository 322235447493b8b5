import { describe, expect, it } from 'vitest';
import { buildExport, type ExportOptions, exportColumns, type FlagLogExport } from '../../src/export/build-export.ts';
import { parseCsv } from '../../src/export/csv.ts';
import { rankOf } from '../../src/export/sample.ts';
import { formatSummary } from '../../src/export/summary-html.ts';
import { verifyExport } from '../../src/export/verify-export.ts';
import { formatExportCsv, formatExportJsonl } from '../../src/export/write-text.ts';
import { formatWorkbook } from '../../src/export/write-xlsx.ts';
import { council, noon } from '../flaglog/support.ts';
import { makeYear } from './year.ts';

const { entries, flags } = await makeYear();

function exportYear(changes: Partial<ExportOptions> = {}): FlagLogExport {
  return buildExport(entries, {
    council: council.id,
    period: { from: '2026-04-01', to: '2027-03-31' },
    exportedAt: noon('2027-05-01'),
    program: '0.2.0',
    open: { variant: 'roster-ids', addresses: false, quotes: false },
    sample: null,
    pseudonymKey: new Uint8Array(32),
    ...changes,
  });
}

const next = { period: { from: '2027-04-01', to: null } };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const ofType = ({ views }: FlagLogExport, type: string) => views.filter(({ event_type }) => event_type === type);

describe('the manifest of a year', () => {
  const { manifest } = exportYear();

  it('counts flags by rule, state and what was decided', () => {
    const rule = 'silent-copy';
    expect(manifest.flags).toEqual([
      { rule, state: 'excepted', review: '', flags: 1 },
      { rule, state: 'open', review: 'closed', flags: 1 },
      { rule, state: 'open', review: 'dismissed', flags: 1 },
    ]);
  });

  it('gives messages examined by mailbox and month, from the last audit of the period', () => {
    expect(manifest.examined).toEqual([
      { mailbox: 'clerk', month: '2026-06', messages: 30 },
      { mailbox: 'clerk', month: '2026-07', messages: 24 },
    ]);
    expect(exportYear({ period: { from: '2026-07-01', to: '2027-03-31' } }).manifest.examined).toHaveLength(1);
    expect(exportYear(next).manifest.examined).toEqual(
      [
        { mailbox: 'clerk', month: '2027-03', messages: 9 },
        { mailbox: 'clerk', month: 'undated', messages: 1 },
      ].filter(({ month }) => month !== '2027-03'),
    );
  });

  it('tells outages, gaps, changes, rules that were off, and mutes', () => {
    expect(manifest).toMatchObject({
      outages: [
        {
          mailbox: 'clerk',
          code: 'sign-in',
          from: noon('2026-08-01').toISOString(),
          to: noon('2026-08-08').toISOString(),
        },
      ],
      audits: {
        completed: 3,
        days: 3,
        gaps: [
          { after: '2026-07-01', before: '2026-08-01' },
          { after: '2026-08-01', before: '2026-08-08' },
        ],
      },
      changes: [
        { seq: 2, changed: ['recorded'], rules: [] },
        { changed: ['program'], rules: [] },
      ],
      settings: {
        program: '0.2.0',
        rulesOn: ['silent-copy'],
        rulesOff: [{ rule: 'official-letter-councillor-name', because: 'The council file switches it off.' }],
        roster: [{ id: 'clerk', role: 'officer', name: '[withheld]' }, {}, {}],
        routing: [{ key: 'clerk-flags', to: 'cllr-okafor' }, '[withheld]'],
        arrangements: [{ subject: 'planning' }],
      },
      mutes: [{ rule: 'silent-copy', until: '2027-07-01', ended: null, reason: '[withheld]', flags: 1 }],
    });
  });

  it('carries settings and mutes from before the period, and verifies with them only', async () => {
    const built = exportYear(next);
    expect(built.entries.map(({ seq }) => seq)).not.toContain(2);
    expect(built.manifest).toMatchObject({
      settings: { program: '0.2.0', rulesOn: ['silent-copy'] },
      mutes: [{ rule: 'silent-copy' }],
      context: [{}, {}],
    });
    expect(await verifyExport(encode(formatExportJsonl(built)))).toMatchObject({ ok: true });
    const { context } = built.manifest;
    for (const altered of [[], (context as object[]).slice(1), [...(context as object[])].reverse()]) {
      const manifest = { ...built.manifest, context: altered as never };
      expect(await verifyExport(encode(formatExportJsonl({ ...built, manifest })))).toMatchObject({
        ok: false,
        code: 'manifest-disagrees',
      });
    }
  });
});

describe('the columns of a year', () => {
  const built = exportYear();

  it('show a decision with its flag, its reason and the working days that it took', () => {
    expect(ofType(built, 'flag-dismissed')).toMatchObject([
      {
        flag_id: flags[0],
        rule_id: 'silent-copy',
        rule_version: '0.1.0',
        clause_ref: 'correspondence-1',
        clause_paraphrase: 'Copies are made openly.',
        protocol_adopted_on: '2026-05-12',
        exceptions_considered: 'consent',
        state_from: 'open',
        state_to: 'dismissed',
        actor_role: 'handler',
        actor_id: 'clerk',
        handler_role: 'handler',
        reason_code: 'consent-on-file',
        reason_text: '[withheld]',
        // From Wednesday 1 July to Friday 10 July, without the closure on the 8th.
        working_days_taken: '6',
      },
    ]);
    expect(ofType(built, 'flag-confirmed')).toMatchObject([{ reason_code: 'word-had', rule_version: '0.2.0' }]);
    expect(ofType(built, 'explanation-requested')).toMatchObject([
      { due_at: '2026-07-17', subject_informed_at: '2026-07-10T13:00:00+01:00' },
    ]);
    expect(ofType(built, 'flag-alerted')).toMatchObject([{ alerted_at: '2026-07-02T13:00:00+01:00', seen_at: '' }]);
    expect(ofType(built, 'flag-seen')).toMatchObject([{ seen_at: '2026-07-02T13:00:00+01:00' }]);
    expect(ofType(built, 'flag-raised').map(({ direction }) => direction)).toEqual([
      'internal',
      'internal',
      'outgoing',
    ]);
  });

  it('show addresses and texts where names are asked for', () => {
    const named = exportYear({ open: { variant: 'with-names', addresses: false, quotes: false } });
    expect(ofType(named, 'flag-raised').map((view) => view.third_party_class)).toContain('outside (gill@example.net)');
    expect(ofType(named, 'flag-dismissed')).toMatchObject([{ reason_text: 'The councillor had agreed.' }]);
    expect(named.manifest).toMatchObject({ settings: { roster: [{ name: 'Margaret Hale' }, {}, {}] } });
  });
});

describe('an export with names withheld', () => {
  const built = exportYear({
    open: { variant: 'names-withheld', addresses: false, quotes: false },
    sample: { size: 5, seed: 's', unflagged: [{ messageRef: '<free@x>', mailbox: 'clerk' }] },
  });

  it('shows roles and pseudonyms, the same person under the same one, and nobody by name', async () => {
    const [dismissed] = ofType(built, 'flag-dismissed');
    const [raised] = ofType(built, 'flag-raised');
    expect(dismissed?.actor_id).toBe('officer-1');
    expect(raised?.subject_id).toMatch(/^officer-1; councillor-[12]$/);
    expect(raised).toMatchObject({
      subject_role: 'officer; councillor',
      mailbox: 'mailbox-1',
      message_ref: '[withheld]',
    });
    const workbook = (await formatWorkbook(built)) ?? new Uint8Array();
    for (const bytes of [encode(formatExportCsv(built)), encode(formatExportJsonl(built)), workbook]) {
      expect(await verifyExport(bytes)).toMatchObject({ ok: true, variant: 'names-withheld' });
    }
    const shown = formatExportJsonl(built) + formatSummary(built);
    for (const word of ['clerk@', 'cllr-', 'Pratt', 'Hale', 'gill@', '<a@x>', '<free@x>', 'allotments', 'agreed'])
      expect(shown).not.toContain(word);
  });

  it('deals other pseudonyms in another export', () => {
    const subjects = (key: number): string =>
      ofType(
        exportYear({
          open: { variant: 'names-withheld', addresses: false, quotes: false },
          pseudonymKey: new Uint8Array(32).fill(key),
        }),
        'flag-raised',
      )
        .map(({ subject_id }) => subject_id)
        .join();
    expect(new Set(Array.from({ length: 12 }, (_, key) => subjects(key))).size).toBe(2);
  });

  it.each([
    ['subject_id', '"subject_id":"officer-1; councillor-', '"subject_id":"Margaret Hale; councillor-'],
    ['actor_id', '"actor_id":"officer-1"', '"actor_id":"=officer-1"'],
    ['message_ref', '"message_ref":"[withheld]"', '"message_ref":"officer-1"'],
  ])('fails with something else in %s', async (column, from, to) => {
    const text = formatExportJsonl(built);
    expect(text).toContain(from);
    expect(await verifyExport(encode(text.replace(from, to)))).toMatchObject({
      ok: false,
      code: 'view-disagrees',
      message: expect.stringContaining(column),
    });
  });
});

describe('samples', () => {
  const unflagged = Array.from({ length: 40 }, (_, index) => ({ messageRef: `<m${index}@x>`, mailbox: 'clerk' }));
  const built = exportYear({ sample: { size: 4, seed: 'auditor 4711', unflagged } });

  it('are the lowest ranks of SHA-256 under the seed, whatever the order of the database', () => {
    const expected = unflagged
      .map(({ messageRef }) => ({ messageRef, rank: rankOf('auditor 4711', 'unflagged', messageRef) }))
      .sort((left, right) => (left.rank < right.rank ? -1 : 1))
      .slice(0, 4);
    expect(built.manifest.samples).toMatchObject({
      seed: 'auditor 4711',
      dismissed: { population: 1, flags: [{ flag: flags[0] }] },
      excepted: { population: 1, flags: [{ flag: flags[2] }] },
      unflagged: { population: 40, messages: expected },
    });
    const turned = exportYear({ sample: { size: 4, seed: 'auditor 4711', unflagged: unflagged.toReversed() } });
    expect(turned.manifest.samples).toEqual(built.manifest.samples);
    const other = exportYear({ sample: { size: 4, seed: 'another', unflagged } });
    expect(other.manifest.samples).not.toMatchObject({ unflagged: { messages: expected } });
  });

  it('verify, and fail where another flag, another message or a flagged one was put in', async () => {
    const text = formatExportJsonl(built);
    expect(await verifyExport(encode(text))).toMatchObject({ ok: true });
    const samples = JSON.parse(JSON.stringify(built.manifest.samples));
    const put = async (change: (samples: { [key: string]: never }) => void) => {
      const altered = structuredClone(samples);
      change(altered);
      const manifest = { ...built.manifest, samples: altered };
      return verifyExport(encode(formatExportJsonl({ ...built, manifest })));
    };
    type Drawn = {
      dismissed: { flags: object[] };
      unflagged: { population: number; messages: { [key: string]: string }[] };
    };
    const alterations: ((drawn: Drawn) => void)[] = [
      ({ dismissed }) => dismissed.flags.pop(),
      ({ unflagged: { messages } }) => messages.pop(),
      ({ unflagged: { messages } }) => messages.reverse(),
      ({ unflagged: { messages } }) => Object.assign(messages[0] ?? {}, { messageRef: '<chosen@x>' }),
      ({ unflagged: drawn }) => {
        const messageRef = '<a@x>';
        drawn.messages = [{ rank: rankOf('auditor 4711', 'unflagged', messageRef), messageRef, mailbox: 'clerk' }];
        drawn.population = 1;
      },
    ];
    for (const alter of alterations) {
      expect(await put(alter as never)).toMatchObject({ ok: false, code: 'manifest-disagrees' });
    }
  });
});

describe('the auditor’s walk', () => {
  const built = exportYear({ period: { from: '2026-04-01', to: null } });
  const last = entries.at(-1);
  const published = { seq: last?.seq ?? 0, hash: last?.hash ?? '' };

  it.each(['csv', 'jsonl', 'xlsx'] as const)(
    'in %s: verifies, names the row of an altered byte, and misses what was cut off',
    async (format) => {
      const write = async (some: FlagLogExport): Promise<Uint8Array> => {
        if (format === 'xlsx') return (await formatWorkbook(some)) ?? new Uint8Array();
        return encode(format === 'csv' ? formatExportCsv(some) : formatExportJsonl(some));
      };
      expect(await verifyExport(await write(built), published)).toMatchObject({ ok: true, tail: 'proven' });
      const views = built.views.map((view, index) =>
        index === 4 ? { ...view, severity: view.severity.replace('ordinary', 'ordinarz') } : view,
      );
      expect(views[4]?.severity).toBe('ordinarz');
      expect(await verifyExport(await write({ ...built, views }), published)).toMatchObject({
        ok: false,
        row: 6,
        seq: 5,
      });
      const bytes = built.entries[6]?.bytes.slice() ?? new Uint8Array();
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      const altered = built.entries.map((entry, index) => (index === 6 ? { ...entry, bytes } : entry));
      expect(await verifyExport(await write({ ...built, entries: altered }), published)).toMatchObject({
        ok: false,
        row: 8,
      });
      // Whoever drops the last ten rows makes the manifest anew as well: alone, the file verifies.
      const shorter = buildExport(entries.slice(0, -10), {
        council: council.id,
        period: { from: '2026-04-01', to: null },
        exportedAt: noon('2027-05-01'),
        program: '0.2.0',
        open: { variant: 'roster-ids', addresses: false, quotes: false },
        sample: null,
        pseudonymKey: new Uint8Array(32),
      });
      expect(await verifyExport(await write(shorter))).toMatchObject({ ok: true, tail: 'not-proven' });
      expect(await verifyExport(await write(shorter), published)).toMatchObject({
        ok: false,
        code: 'shorter-than-head',
      });
    },
  );

  it('in CSV, with the last ten rows taken out by hand, does not verify at all', async () => {
    const lines = formatExportCsv(built).split('\r\n');
    const cut = [...lines.slice(0, -12), ...lines.slice(-2)].join('\r\n');
    expect(parseCsv(cut)?.length).toBe(entries.length - 8);
    expect(await verifyExport(encode(cut))).toMatchObject({ ok: false });
    expect(exportColumns.at(-1)).toBe('openings');
  });
});
