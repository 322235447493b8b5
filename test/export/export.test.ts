import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildExport, exportColumns } from '../../src/export/build-export.ts';
import { escapeFormula, formatCsv, parseCsv } from '../../src/export/csv.ts';
import { financialYearOf, periodOfYear } from '../../src/export/financial-year.ts';
import type { Variant } from '../../src/export/variant.ts';
import { verifyExport } from '../../src/export/verify-export.ts';
import { formatExportCsv, formatExportJsonl } from '../../src/export/write-text.ts';
import { openFlagLog } from '../../src/flaglog/flag-log.ts';
import { eraseSealed } from '../../src/flaglog/record-audit.ts';
import type { StoredEntry } from '../../src/flaglog/store.ts';
import { auditOnce, council, makeStanding, noon, TempFolder } from '../flaglog/support.ts';

const resident = 'gillian.stroud@example.net';
let entries: StoredEntry[] = [];

beforeAll(async () => {
  using folder = new TempFolder();
  const letter = makeStanding('<letter@x>', {
    rule: 'official-letter-councillor-name',
    thirdParties: [resident, 'news@wickhamherald.example', 'office@communities.gov.uk', 'x@hartley-law.example'],
    people: { by: 'cllr-pratt', affected: [], hidden: [] },
    evidence: [
      { kind: 'recipient', where: `To: ${resident}`, quote: `To: Gillian <${resident}>` },
      { kind: 'sign-off', where: 'foot', quote: 'Yours, Alan Pratt' },
    ],
  });
  const copy = makeStanding('=cmd()@x', { date: '2026-06-04T09:14:00+01:00' });
  await auditOnce(folder.log, new Date('2027-03-31T22:30:00Z'), [letter, copy]);
  await auditOnce(folder.log, noon('2027-04-02'), [letter], { examined: ['<letter@x>', '=cmd()@x'] });
  await using log = await openFlagLog({ path: folder.log, councilId: council.id });
  await eraseSealed(log, {
    at: noon('2027-04-03'),
    reason: 'request',
    select: ({ value }) => value === 'Bcc: Alan Pratt',
  });
  entries = await log.readEntries();
});

const exportAll = (
  changes: { from?: string; to?: string; addresses?: boolean; quotes?: boolean; variant?: Variant } = {},
) =>
  buildExport(entries, {
    council: council.id,
    period: { from: changes.from ?? null, to: changes.to ?? null },
    exportedAt: noon('2027-05-01'),
    program: '0.1.0',
    open: {
      variant: changes.variant ?? 'roster-ids',
      addresses: changes.addresses ?? false,
      quotes: changes.quotes ?? false,
    },
    sample: null,
    pseudonymKey: new Uint8Array(32),
  });

describe('an export', () => {
  it('shows each event in the columns of an auditor', () => {
    const { views } = exportAll();
    expect(views.map((view) => [view.event_type, view.state_from, view.state_to, view.financial_year])).toEqual([
      ['log-opened', '', '', '2026-27'],
      ['flag-raised', '', 'open', '2026-27'],
      ['flag-raised', '', 'open', '2026-27'],
      ['audit-completed', '', '', '2026-27'],
      ['flag-withdrawn', 'open', 'withdrawn', '2027-28'],
      ['audit-completed', '', '', '2027-28'],
      ['sealed-erased', '', '', '2027-28'],
    ]);
    expect(views[1]).toMatchObject({
      seq: '2',
      event_at_local: '2027-03-31T23:30:00+01:00',
      council: 'little-wickham',
      clause_ref: 'correspondence-1',
      message_ref: '<letter@x>',
      message_at: '2026-06-03T09:14:00+01:00',
      subject_id: 'cllr-pratt',
      subject_role: 'councillor',
    });
    expect(new Set(views[1]?.third_party_class.split('; '))).toEqual(
      new Set(['outside', 'media', 'minister', 'trusted']),
    );
    expect(views[2]).toMatchObject({
      subject_id: 'clerk; cllr-pratt',
      subject_role: 'officer; councillor',
      other_party_roles: 'councillor',
    });
    expect(views[4]).toMatchObject({ reason_code: 'later-evidence', prev_hash: views[3]?.hash });
    expect(views[6]).toMatchObject({ reason_code: 'request' });
  });

  it('has a manifest with counts, settings and its place in the chain', () => {
    expect(exportAll({ from: '2027-04-01' }).manifest).toMatchObject({
      council: 'little-wickham',
      timezone: 'Europe/London',
      period: { from: '2027-04-01', to: null },
      predecessor: { seq: 4, hash: entries[3]?.hash },
      first: { seq: 5 },
      last: { seq: 7 },
      head: { seq: 7, hash: entries[6]?.hash },
      flags: [{ rule: 'silent-copy', state: 'withdrawn', review: '', flags: 1 }],
      lastAudit: {
        program: '0.1.0',
        rosterHash: 'd'.repeat(64),
        mailboxes: [{ mailbox: 'clerk', messages: 40, unreadable: 0 }],
      },
    });
  });

  it.each<[string, { from?: string; to?: string }, number[]]>([
    ['all', {}, [1, 2, 3, 4, 5, 6, 7]],
    ['to a local day', { to: '2027-03-31' }, [1, 2, 3, 4]],
    ['from a day', { from: '2027-04-03' }, [7]],
    ['a day', { from: '2027-04-02', to: '2027-04-02' }, [5, 6]],
    ['an empty period between', { from: '2027-04-01', to: '2027-04-01' }, []],
    ['an empty period before', { to: '2020-01-01' }, []],
    ['an empty period after', { from: '2030-01-01' }, []],
  ])('of %s holds just those events and verifies alone', async (_, period, seqs) => {
    const built = exportAll(period);
    expect(built.entries.map(({ seq }) => seq)).toEqual(seqs);
    for (const format of [formatExportCsv, formatExportJsonl]) {
      expect(await verifyExport(new TextEncoder().encode(format(built)))).toMatchObject({ ok: true });
    }
  });

  it.each<[string, { addresses?: boolean; quotes?: boolean }, string[], string[]]>([
    ['neither', {}, ['"outside"', 'cllr-pratt', '"foot"'], [resident, 'Yours', 'Gillian']],
    ['addresses', { addresses: true }, [resident, `To: ${resident}`], ['Yours', 'Gillian']],
    ['quotes', { quotes: true }, ['Yours, Alan Pratt'], [resident, 'Gillian']],
    ['both', { addresses: true, quotes: true }, [resident, 'Yours', 'Gillian'], []],
  ])('opens what may be seen with %s asked for, and verifies', async (_, open, seen, unseen) => {
    const built = exportAll(open);
    for (const text of [formatExportCsv(built), formatExportJsonl(built)]) {
      const plain = text.replaceAll('""', '"');
      for (const word of seen) expect(plain).toContain(word);
      for (const word of [...unseen, 'Bcc: Alan Pratt']) expect(plain).not.toContain(word);
      expect(await verifyExport(new TextEncoder().encode(text))).toMatchObject({ ok: true, items: { erased: 1 } });
    }
  });

  it('in CSV begins with a byte order mark, ends its lines with CRLF and calculates nothing', () => {
    const text = formatExportCsv(exportAll());
    const rows = parseCsv(text);
    expect(text.startsWith('\ufeffseq,event_id,flag_id,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(rows?.[3]?.[exportColumns.indexOf('message_ref')]).toBe("'=cmd()@x");
    expect(rows?.at(-1)?.[exportColumns.indexOf('event_type')]).toBe('manifest');
    for (const cell of rows?.flat() ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});

describe('CSV', () => {
  it('comes back as it was written', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'a",\r\n=-+@\t\'é😀') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        expect(parseCsv(formatCsv(rows))).toEqual(rows);
      }),
    );
  });

  it.each(['a,b', 'a,b\n', 'a,b\r', '"a,b\r\n', 'a"b\r\n', '"a"b\r\n', 'a,b\r\nc'])('is refused as %j', (text) => {
    expect(parseCsv(text)).toBe(null);
  });

  it.each([
    ['=1', "'=1"],
    [' \t+1', " \t'+1"],
    ['a; -1;@b', "a; '-1;'@b"],
    ['\uff1d1', "'\uff1d1"],
    ['a=1, -2', 'a=1, -2'],
  ])('of %j shows %j, and the same escaped twice', (cell, shown) => {
    expect(escapeFormula(cell)).toBe(shown);
    expect(escapeFormula(shown)).toBe(shown);
  });

  it('knows the year from April to March', () => {
    expect(['2026-03-31', '2026-04-01', '2099-12-31'].map(financialYearOf)).toEqual(['2025-26', '2026-27', '2099-00']);
    expect(['2026-27', '2099-00', '2026-28', '2026'].map(periodOfYear)).toEqual([
      { from: '2026-04-01', to: '2027-03-31' },
      { from: '2099-04-01', to: '2100-03-31' },
      null,
      null,
    ]);
  });
});
