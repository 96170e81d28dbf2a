import type { Profession } from '../../shared/vocabulary.ts';
import type { RegistrationKind } from './therapist.vocabulary.ts';

export interface RegistrationClaim {
  kind: `${RegistrationKind}`;
  number: string;
  /** The association that keeps the register; null for Ahpra. */
  association: string | null;
}

/** The letters an Ahpra number begins with, for the professions that Ahpra registers. */
const ahpraRegisters: Partial<Record<`${Profession}`, string>> = {
  CLINICAL_PSYCHOLOGIST: 'PSY',
  PSYCHOLOGIST: 'PSY',
  PSYCHIATRIST: 'MED',
  MENTAL_HEALTH_OCCUPATIONAL_THERAPIST: 'OCC',
};

/** Why this registration does not do for this profession, in a sentence; null when it does. Says nothing of whether it is true. */
export function registrationFault(
  profession: `${Profession}`,
  registration: RegistrationClaim | null,
): string | null {
  const register = ahpraRegisters[profession];
  if (registration === null) {
    return register === undefined
      ? "Give your association's name and your membership number."
      : `Give your Ahpra registration number (${register} and ten digits).`;
  }
  const { kind, number, association } = registration;
  if (register !== undefined) {
    if (kind !== 'AHPRA' || association !== null)
      return 'This profession is registered with Ahpra, not an association.';
    if (!/^[A-Z]{3}[0-9]{10}$/.test(number))
      return 'An Ahpra number is three capital letters and ten digits.';
    if (!number.startsWith(register)) return `The Ahpra number of this profession begins with ${register}.`;
    return null;
  }
  if (kind !== 'ASSOCIATION') return 'Ahpra does not register this profession; give a membership instead.';
  if (association === null || association.trim() === '' || association.length > 120)
    return "The association's name must have 1 to 120 characters.";
  if (number.trim() === '' || number.length > 40)
    return 'The membership number must have 1 to 40 characters.';
  return null;
}

/** Whether the text names an IANA zone by area and place (`Australia/Sydney`): offsets and abbreviations keep no summer time. */
export function isIanaTimeZone(text: string): boolean {
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The BCP 47 code in its canonical spelling (`zh-Hant`); null when it is not one. */
export function canonicalLanguage(text: string): string | null {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text)) return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

/** Whole years in the calendar's sense: 2020 to any day of 2026 is 6. Never negative. */
export function yearsSince(year: number | null, now: Date): number | null {
  return year === null ? null : Math.max(0, now.getUTCFullYear() - year);
}
