/** What a marking is (contract, section 4), place by place; test/evidence/wordings has many more. */

import { describe, expect, test } from 'vitest';
import {
  baseSubject,
  fileNameMark,
  headMark,
  isDerivedSubject,
  pageHeaderMark,
  sensitivityMark,
  subjectMark,
} from '../../src/evidence/marks.ts';

const tokens = [
  'CONFIDENTIAL',
  'PRIVATE AND CONFIDENTIAL',
  'IN CONFIDENCE',
  'OFFICIAL-SENSITIVE',
  'NOT FOR PUBLICATION',
  'EXEMPT',
];

describe.each(tokens)('%s', (token) => {
  test.each([`${token}: depot`, `Depot [${token}]`, `Depot - ${token}`, `Re: ${token}: depot`, token])(
    'in the subject “%s”',
    (subject) => {
      expect(subjectMark(subject)).toMatchObject({ place: 'subject' });
    },
  );

  test('on a line of its own at the head of the text', () => {
    expect(headMark(`${token}\n\nDear Ruth\n\nThe rent is £400.`, 'head')).toEqual({ place: 'head', quote: token });
  });

  test('at the head of a document and in its page header', () => {
    expect(headMark(`Depot\n\n${token}\n\nThe rent is £400.`, 'attachment-head')).not.toBeNull();
    expect(pageHeaderMark(`Nether Barrow\n${token}`)).toEqual({ place: 'attachment-header', quote: token });
  });

  test('in the name of a file', () => {
    expect(fileNameMark(`${token.replaceAll(' ', '_')}_depot.pdf`)).toMatchObject({ place: 'attachment-name' });
  });
});

describe('no mark', () => {
  test.each([
    'Depot',
    '',
    'OFFICIAL: depot',
    'Confidential waste collection',
    'Is this confidential?',
    'No longer confidential: depot',
    'Confidentiality policy',
    'Exempt from VAT',
  ])('in the subject “%s”', (subject) => {
    expect(subjectMark(subject)).toBeNull();
  });

  test.each([
    'Dear Ruth\n\nPlease treat what I told you yesterday about the depot and its rent as confidential.',
    'Dear Ruth\n\nOne\n\nTwo\n\nThree\n\nFour\n\nFive\n\nCONFIDENTIAL',
    'This email is confidential and intended solely for the addressee; if you are not the addressee, delete it.',
  ])('at the head of “%s”', (text) => {
    expect(headMark(text, 'head')).toBeNull();
  });

  test.each(['depot.pdf', 'confidential-waste-policy.pdf', 'exemption.docx'])('in the file name %s', (name) => {
    expect(fileNameMark(name)).toBeNull();
  });
});

test.each([
  ['company-confidential', true],
  ['Company-Confidential', true],
  ['private', false],
  ['personal', false],
  ['', false],
])('Sensitivity: %s is a mark: %s', (sensitivity, isMark) => {
  expect(sensitivityMark(sensitivity) !== null).toBe(isMark);
});

test.each([
  ['Re: Fwd: Depot', 'Depot', true],
  ['RE[2]: Depot', 'Depot', true],
  ['AW: Depot', 'Depot', true],
  ['YNGHYLCH: Depot', 'Depot', true],
  ['Depot', 'Depot', false],
  ['Report: depot', 'Report: depot', false],
])('“%s” is about “%s”', (subject, base, isDerived) => {
  expect(baseSubject(subject)).toBe(base);
  expect(isDerivedSubject(subject)).toBe(isDerived);
});
