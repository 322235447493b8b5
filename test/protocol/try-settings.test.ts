import { describe, expect, test } from 'vitest';
import { effectiveRules } from '../../src/protocol/effective-rules.ts';
import { trySettings } from '../../src/protocol/try-settings.ts';
import { loadShipped } from './shipped-packs.ts';

const model = { pack: loadShipped('nalc-model-2026'), rules: { 'silent-copy': { enabled: false } } };
const ruleAfter = (rule: string, ...written: string[]) => {
  const { adopted, problems } = trySettings(model, written);
  expect(problems).toEqual([]);
  return effectiveRules(adopted.pack, adopted).find((effective) => effective.rule === rule);
};

describe('a setting that is tried', () => {
  test('may be what a pack says', () => {
    expect(ruleAfter('silent-copy', 'silent-copy.senders=officer, councillor')?.settings).toEqual({
      senders: ['officer', 'councillor'],
    });
    expect(
      ruleAfter('staff-contact-bypasses-clerk', 'staff-contact-bypasses-clerk.covers=requests-and-concerns')?.settings,
    ).toEqual({ covers: 'requests-and-concerns', excused: ['chair-or-vice-chair-request'] });
    expect(
      ruleAfter('official-letter-councillor-name', 'official-letter-councillor-name.exceptions=')?.exceptions,
    ).toEqual([]);
    expect(ruleAfter('cc-note-missing', 'cc-note-missing.severity=serious')?.severity).toBe('serious');
  });

  test('may be what a council file says, and then stands over it', () => {
    expect(ruleAfter('silent-copy')?.enabled).toBe(false);
    expect(ruleAfter('silent-copy', 'silent-copy.enabled=true')?.enabled).toBe(true);
    expect(ruleAfter('undisclosed-forward', 'undisclosed-forward.workingDays=5')?.settings).toEqual({ workingDays: 5 });
  });

  test('starts a rule by giving it its number, and the last of two stands', () => {
    const rule = ruleAfter(
      'officer-response-overdue',
      'officer-response-overdue.workingDays=5',
      'officer-response-overdue.workingDays=9',
    );
    expect(rule).toMatchObject({ enabled: true, settings: { workingDays: 9 } });
  });

  test('holds under every clause that carries the rule', () => {
    const { adopted } = trySettings({ pack: loadShipped('st-just'), rules: {} }, [
      'staff-contact-bypasses-clerk.excused=',
    ]);
    const carried = adopted.pack.clauses.flatMap(({ rules }) =>
      rules.filter(({ rule }) => rule === 'staff-contact-bypasses-clerk'),
    );
    expect(carried.map(({ settings }) => settings.excused)).toEqual([[], []]);
  });

  test('leaves the council’s own pack as it is', () => {
    const before = structuredClone(model);
    trySettings(model, ['silent-copy.senders=councillor', 'silent-copy.enabled=true']);
    expect(model).toEqual(before);
  });
});

test.each([
  ['silent-copy', 'This must be RULE.KEY=VALUE, such as undisclosed-forward.workingDays=1.'],
  ['silent-cpoy.enabled=true', 'Candour has no rule “silent-cpoy”.'],
  [
    'copy-without-consent.enabled=true',
    'The protocol nalc-model-2026 has no clause for the rule, and so it never runs.',
  ],
  ['silent-copy.sender=officer', '“sender” is no setting of the rule: it has senders, severity or enabled.'],
  ['silent-copy.senders=clerk', 'This must be officer or councillor, not “clerk”.'],
  ['silent-copy.enabled=yes', 'This must be true or false.'],
  ['silent-copy.severity=grave', 'This must be serious, ordinary or advice.'],
  ['undisclosed-forward.workingDays=0', 'This must be a whole number, 1 or more.'],
  ['undisclosed-forward.workingDays=', 'This must be a whole number, 1 or more.'],
  ['silent-copy.workingDays=1', '“workingDays” is no setting of the rule: it has senders, severity or enabled.'],
  [
    'official-letter-councillor-name.exceptions=mayor',
    '“mayor” is no exception of the rule: it has chair-to-minister or mayor-own-name.',
  ],
  ['silent-copy.exceptions=mayor', '“mayor” is no exception of the rule: it has none.'],
])('%s is refused', (written, problem) => {
  expect(trySettings(model, ['cc-note-missing.enabled=false', written]).problems).toEqual([`${written}: ${problem}`]);
});
