import { describe, expect, test } from 'vitest';
import {
  accountWithoutQuotes,
  evidenceInWords,
  flagInShort,
  formatMoment,
  linkOf,
  outsidersInWords,
  placesOf,
} from '../../src/notify/flag-words.ts';
import { remedyTextOf } from '../../src/notify/remedy-text.ts';
import { allRules } from '../../src/rules/all-rules.ts';
import { makeContext, makeDisclosure, makeFlag, makeRoster } from './notice-cases.ts';

test.each([
  ['2026-06-03T09:14:00+01:00', '3 June 2026, 9:14am'],
  ['2026-06-03T00:00:00+01:00', '3 June 2026, midnight'],
  ['2026-06-03T12:00:00+01:00', '3 June 2026, midday'],
  ['2026-06-03T00:05:00+01:00', '3 June 2026, 12:05am'],
  ['2026-06-03T12:30:00+01:00', '3 June 2026, 12:30pm'],
  ['2026-12-31T23:59:59Z', '31 December 2026, 11:59pm'],
  [null, 'a time that was erased'],
])('%s is said as %s', (instant, words) => {
  expect(formatMoment(instant)).toBe(words);
});

describe('where a flag was found:', () => {
  const at = (...wheres: string[]) =>
    placesOf(makeFlag('a', { evidence: wheres.map((where) => ({ kind: 'x', where })) }));
  test.each([
    ['copy in mailbox clerk, folder Sent, Bcc header', ['mailbox clerk, folder Sent']],
    ['copy in mailbox clerk', ['mailbox clerk']],
    [
      'copy in mailbox clerk, folder Archive/2026; its owner is in neither To nor Cc',
      ['mailbox clerk, folder Archive/2026'],
    ],
    ['copy in mailbox clerk, folder Sent: text of the item stands in it', ['mailbox clerk, folder Sent']],
    ['journal report in mailbox journal, Recipient line', ['mailbox clerk', 'mailbox journal']],
    ['mailbox clerk, attached letter Grievance of J. Petrie.docx', ['mailbox clerk']],
    ['mailbox clerk, attached letter a, folder b.docx', ['mailbox clerk']],
    ['mailbox clerk, new text, sign-off', ['mailbox clerk']],
    ['nobody knows', ['mailbox clerk']],
    ['', ['mailbox clerk']],
  ])('%s', (where, places) => {
    expect(at(where)).toEqual(places);
  });

  test('each place once, and a folder’s name is no link and has an end', () => {
    const folder = `http://evil.example/www.x${'y'.repeat(90)}`.replaceAll(':', '');
    const [place = ''] = at(`copy in mailbox clerk, folder ${folder}, body`, `copy in mailbox clerk, folder ${folder}`);
    expect(place).not.toMatch(/www\./);
    expect(place.length).toBeLessThan(90);
    expect(at('copy in mailbox clerk, folder Sent, body', 'copy in mailbox clerk, folder Sent')).toHaveLength(1);
  });
});

test('outside addresses are masked, counted, and not without end', () => {
  expect(outsidersInWords(makeDisclosure('a'))).toBe('1 address: j…@p….example');
  expect(outsidersInWords(makeFlag('a'))).toBeNull();
  const many = Array.from({ length: 9 }, (_, index) => `${'abcdefghi'[index]}nna@mail.example`);
  expect(outsidersInWords(makeFlag('a', { thirdParties: many }))).toMatch(/^9 addresses: (?:.…@m….example, ){5}…$/);
});

test('evidence is told by its kind, and an unknown kind says no more than letters', () => {
  const kinds = ['bcc-header', 'bcc-header', 'new-thing <b>7</b>'].map((kind) => ({ kind, where: '' }));
  expect(evidenceInWords(makeFlag('a', { evidence: kinds }))).toBe('a Bcc field (2 times); new thing b b');
  expect(evidenceInWords(makeFlag('a', { evidence: [] }))).toBe('erased');
});

describe('what a rule tells', () => {
  const quote = 'we accept your quotation for the boiler of Mrs Petrie';
  test.each(allRules.map(({ id }) => id))('%s: no quote', async (rule) => {
    const flag = makeFlag('a', { rule, evidence: [{ kind: 'x', where: 'mailbox clerk, new text', quote }] });
    const { explanation, remedy, considered } = accountWithoutQuotes(flag, await makeContext());
    const told = [explanation, remedy, ...considered].join('\n');
    expect(told).not.toContain('boiler');
    expect(told).not.toContain('“”');
    expect(explanation).toMatch(/^Possible departure from the protocol/);
  });

  test('names who was openly copied, which only an address in the evidence tells', async () => {
    const flag = makeFlag('a', {
      rule: 'cc-note-missing',
      evidence: [{ kind: 'open-copy', where: 'mailbox clerk, Cc field', quote: 'ewart@uppersallow.gov.uk' }],
    });
    expect(accountWithoutQuotes(flag, await makeContext()).explanation).toContain('with Cllr Faye Ewart openly in Cc');
  });

  test('names nobody where people were erased', async () => {
    const flag = makeFlag('a', { erased: ['by'], people: { by: null, affected: ['chair'], hidden: [] }, date: null });
    const context = await makeContext();
    expect(accountWithoutQuotes(flag, context).explanation).toBe(
      'Possible departure from the protocol. Who was in it was erased.',
    );
    expect(flagInShort(flag, context)).toBe(
      'a day that was erased, somebody whose name was erased, concerning Cllr Ada Boyle',
    );
    expect(remedyTextOf(flag, context.roster)).toBeNull();
  });
});

test.each(allRules.map(({ id }) => id))('%s has words to send, or a note to add next time', (rule) => {
  const draft = remedyTextOf(makeFlag('a', { rule }), makeRoster());
  if (rule === 'cc-note-missing') expect(draft).toBeNull();
  else expect(draft?.paragraphs.join(' ')).toContain('3 June 2026');
});

test('a flag is linked where there is a page for flags', async () => {
  const flag = makeFlag('a');
  const link = async (flagLink: string | null) => linkOf(flag, await makeContext({ flagLink }));
  expect(await link('https://candour.example/flags/')).toBe(`https://candour.example/flags/${flag.id.slice(0, 8)}`);
  for (const none of [null, 'javascript:alert(1)//', 'https://x.example/"><script>'])
    expect(await link(none)).toBeNull();
});
