import { describe, expect, test } from 'vitest';
import { cutZones } from '../../src/mail/body.ts';

const text = 'Dear Jane\n\nPlease see the plan that the council made.';

const closed: string[] = [
  'Yours faithfully\n\nCllr Jane Smith\nChairman, Example Parish Council',
  'Yours sincerely,\nCouncillor J. Smith\nMayor of Example',
  'Kind regards\nJane Smith',
  'With best wishes\n\nJane',
  'Warmest regards,\nJane',
  'Many thanks\nJane',
  'Thanks,\n\nJane\nParish Councillor',
  'Regards, Cllr Smith',
  'All the best\nJane',
  'For and on behalf of Example Parish Council\nJ Smith (Cllr)',
  'Signed on behalf of the Council\nCllr J Smith, Chair, Planning Committee',
  'p.p. Ann Lee, Town Clerk\nCllr J Smith',
  'pp Clerk to the Council',
  'Best regards,\nJohn\n\n--\nJohn Doe\nClerk\n\nSent from my iPhone',
  'Margaret\n\nSent from my iPhone',
  'Sent from Outlook for Android',
  '--\nrick',
  'Yn gywir\n\nSiân Puw\nClerc y Cyngor / Clerk to the Council',
];
const blocks: string[] = [
  'Denis',
  'B. Crowe\nCouncillor',
  'Sheila Dunmore\nParish Councillor',
  'Jane\nCllr Jane Smith MBE, Vice-Chairman',
  'Ann Lee (Mrs)\nClerk & RFO',
  'Clerk to the Council and Proper Officer',
  'Councillor Jane Smith (in a personal capacity)',
  'Bob Ray\nDeputy Town Clerk\nTel: 01632 960123\nwww.example.org',
];

describe('the sign-off', () => {
  test.each(closed)('from the closing words: %s', (signOff) => {
    expect(cutZones(`${text}\n\n${signOff}`).signOff).toBe(signOff);
  });

  test.each(blocks)('a name block without closing words: %s', (signOff) => {
    expect(cutZones(`${text}\n\n${signOff}`).signOff).toBe(signOff);
    expect(cutZones(`${text}\n${signOff}`).signOff).toBe(signOff);
  });

  test('copy notes below it belong to it', () => {
    expect(cutZones(`${text}\n\nDenis\n\ncc Cllr Jones`).signOff).toBe('Denis\n\ncc Cllr Jones');
  });

  test.each([
    ['no name at the end', text],
    ['thanks for something', `${text}\n\nThanks for your help with the fete, it was a great day.`],
    ['regards in a sentence', `${text}\n\nAs regards the hall, we wait.`],
    ['a message of one line', 'Agreed'],
    ['a question', `${text}\n\nShall we meet?`],
  ])('none: %s', (_name, whole) => {
    expect(cutZones(whole).signOff).toBe('');
  });

  test('an early "Thanks" does not make a sign-off of the message', () => {
    const whole = `Thanks\n\n${'The contractor will start on Monday and finish the drains by June.\n\n'.repeat(12)}Jane`;
    expect(cutZones(whole).signOff).toBe('Jane');
  });
});
