import { describe, expect, it } from 'vitest';
import {
  canonicalLanguage,
  isIanaTimeZone,
  registrationFault,
  yearsSince,
} from '../../../../subgraphs/therapists/therapist/therapist.rules.ts';

const ahpra = (number: string) => ({ kind: 'AHPRA', number, association: null }) as const;
const member = (number = '123') => ({ kind: 'ASSOCIATION', number, association: 'PACFA' }) as const;

describe('registrationFault', () => {
  it.each([
    ['CLINICAL_PSYCHOLOGIST', 'PSY0001234567'],
    ['PSYCHOLOGIST', 'PSY0001234567'],
    ['PSYCHIATRIST', 'MED0001234567'],
    ['MENTAL_HEALTH_OCCUPATIONAL_THERAPIST', 'OCC0001234567'],
  ] as const)('takes the Ahpra number of a %s', (profession, number) => {
    expect(registrationFault(profession, ahpra(number))).toBeNull();
  });

  it.each([
    'PSY123456789',
    'PSY12345678901',
    'psy0001234567',
    'PSY000123456X',
    ' PSY0001234567',
    'PSY0001234567\n',
  ])('refuses %j as an Ahpra number', (number) =>
    expect(registrationFault('PSYCHOLOGIST', ahpra(number))).toMatch(/ten digits/),
  );

  it("refuses another profession's register", () => {
    expect(registrationFault('PSYCHIATRIST', ahpra('PSY0001234567'))).toMatch(/MED/);
  });

  it('refuses a membership where Ahpra registers, and Ahpra where it does not', () => {
    expect(registrationFault('PSYCHOLOGIST', member())).not.toBeNull();
    expect(registrationFault('COUNSELLOR', ahpra('PSY0001234567'))).not.toBeNull();
  });

  it.each(['COUNSELLOR', 'PSYCHOTHERAPIST', 'MENTAL_HEALTH_SOCIAL_WORKER'] as const)(
    'takes the membership of a %s, and only with a number',
    (profession) => {
      expect(registrationFault(profession, member())).toBeNull();
      expect(registrationFault(profession, member(' '))).not.toBeNull();
      expect(registrationFault(profession, null)).not.toBeNull();
    },
  );
});

describe('isIanaTimeZone', () => {
  it.each(['Australia/Sydney', 'Australia/Broken_Hill', 'America/Argentina/Buenos_Aires'])(
    'takes %s',
    (zone) => expect(isIanaTimeZone(zone)).toBe(true),
  );
  it.each(['NSW', '+10:00', 'EST', 'Australia/Atlantis', 'UTC', ''])('refuses %j', (zone) =>
    expect(isIanaTimeZone(zone)).toBe(false),
  );
});

it('spells language codes canonically and refuses what is none', () => {
  expect(canonicalLanguage('zh-hant')).toBe('zh-Hant');
  expect(canonicalLanguage('EN')).toBe('en');
  expect(canonicalLanguage('english')).toBeNull();
  expect(canonicalLanguage('en_AU')).toBeNull();
});

it('counts calendar years and never below none', () => {
  expect(yearsSince(2020, new Date('2026-01-01T00:00:00Z'))).toBe(6);
  expect(yearsSince(2027, new Date('2026-01-01T00:00:00Z'))).toBe(0);
  expect(yearsSince(null, new Date('2026-01-01T00:00:00Z'))).toBeNull();
});
