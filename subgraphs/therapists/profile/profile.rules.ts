import { badInput } from '../../shared/errors.ts';
import type { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import type { Therapist } from '../therapist/therapist.entity.ts';
import { canonicalLanguage, isIanaTimeZone, type RegistrationClaim } from '../therapist/therapist.rules.ts';
import { RegistrationKind, TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import { maxPhotoUrlLength } from './photo-limits.rules.ts';
import type { TherapistProfileChanges } from './profile.input.ts';
import { ProfileField } from './profile.vocabulary.ts';
import { isSlug } from './slug.rules.ts';

/** What a therapist says of themself, checked and put as it is kept. */
export interface ProfileFields {
  slug: string;
  name: string;
  pronouns: string | null;
  photoUrl: string | null;
  headline: string;
  bioMarkdown: string;
  profession: Profession;
  state: State;
  timeZone: string;
  languages: string[];
  approaches: Approach[];
  concerns: Concern[];
  clientGroups: ClientGroup[];
  registration: RegistrationClaim | null;
  acceptingNewClients: boolean;
  practisingSince: number | null;
}

const earliestYear = 1940;

/** The fields that were given, checked. For what cannot be taken away null is as good as not given. Throws BAD_USER_INPUT. */
export function fieldsOf(input: TherapistProfileChanges, now: Date): Partial<ProfileFields> {
  const fields: Partial<ProfileFields> = {};
  const { slug, name, pronouns, photoUrl, headline, bio, profession, state, timeZone } = input;
  const { languages, approaches, concerns, clientGroups, registration, acceptingNewClients } = input;
  const { practisingSince } = input;
  if (isGiven(slug)) fields.slug = requireSlug(slug);
  if (isGiven(name)) fields.name = requireText('name', name, 1, 120);
  if (pronouns !== undefined) fields.pronouns = pronouns && requireText('pronouns', pronouns, 1, 40);
  if (photoUrl !== undefined)
    fields.photoUrl = photoUrl && requireText('photoUrl', photoUrl, 1, maxPhotoUrlLength);
  if (isGiven(headline)) fields.headline = requireText('headline', headline, 0, 160);
  if (isGiven(bio)) fields.bioMarkdown = requireText('bio', bio, 0, 10_000, true);
  if (isGiven(profession)) fields.profession = profession;
  if (isGiven(state)) fields.state = state;
  if (isGiven(timeZone)) fields.timeZone = requireTimeZone(timeZone);
  if (isGiven(languages)) fields.languages = requireLanguages(languages);
  if (isGiven(approaches)) fields.approaches = [...new Set(approaches)];
  if (isGiven(concerns)) fields.concerns = [...new Set(concerns)];
  if (isGiven(clientGroups)) fields.clientGroups = [...new Set(clientGroups)];
  if (registration !== undefined) {
    fields.registration = registration && {
      kind: registration.kind,
      number: registration.number.trim(),
      association: registration.association?.trim() ?? null,
    };
  }
  if (isGiven(acceptingNewClients)) fields.acceptingNewClients = acceptingNewClients;
  if (practisingSince !== undefined)
    fields.practisingSince = practisingSince && requireYear(practisingSince, now);
  return fields;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function requireText(field: string, value: string, min: number, max: number, hasLines = false): string {
  const text = value.trim();
  const length = [...text].length;
  if (length < min || length > max)
    throw badInput(`${field} must have ${min} to ${max} characters.`, `input.${field}`);
  if (/\p{Cc}/u.test(hasLines ? text.replaceAll(/[\n\r\t]/g, '') : text))
    throw badInput(`${field} must not have control characters.`, `input.${field}`);
  return text;
}

function requireSlug(slug: string): string {
  if (!isSlug(slug))
    throw badInput('slug must be lower-case words joined by hyphens, at most 80 characters.', 'input.slug');
  return slug;
}

function requireTimeZone(timeZone: string): string {
  if (!isIanaTimeZone(timeZone))
    throw badInput('timeZone must be an IANA time zone, such as Australia/Sydney.', 'input.timeZone');
  return timeZone;
}

function requireLanguages(codes: readonly string[]): string[] {
  const languages = codes.map((code) => canonicalLanguage(code));
  const distinct = new Set(languages.filter((language) => language !== null));
  if (languages.includes(null))
    throw badInput('languages must be BCP 47 codes, such as en or zh-Hant.', 'input.languages');
  if (distinct.size < 1 || distinct.size > 20)
    throw badInput('languages must be 1 to 20.', 'input.languages');
  return [...distinct];
}

function requireYear(year: number, now: Date): number {
  const thisYear = now.getUTCFullYear();
  if (year < earliestYear || year > thisYear)
    throw badInput(`practisingSince must be from ${earliestYear} to ${thisYear}.`, 'input.practisingSince');
  return year;
}

/** The registration of a profile; null for one that has given none. */
export function registrationOf(therapist: Therapist): RegistrationClaim | null {
  const {
    registrationKind: kind,
    registrationNumber: number,
    registrationAssociation: association,
  } = therapist;
  return kind === null || number === null ? null : { kind, number, association };
}

/** Puts the fields into the profile, one by one. */
export function applyFields(therapist: Therapist, fields: Partial<ProfileFields>): void {
  const { slug, name, pronouns, photoUrl, headline, bioMarkdown, profession, state, timeZone } = fields;
  const { languages, approaches, concerns, clientGroups, registration, acceptingNewClients } = fields;
  const { practisingSince } = fields;
  if (slug !== undefined) therapist.slug = slug;
  if (name !== undefined) therapist.name = name;
  if (pronouns !== undefined) therapist.pronouns = pronouns;
  if (photoUrl !== undefined) therapist.photoUrl = photoUrl;
  if (headline !== undefined) therapist.headline = headline;
  if (bioMarkdown !== undefined) therapist.bioMarkdown = bioMarkdown;
  if (profession !== undefined) therapist.profession = profession;
  if (state !== undefined) therapist.state = state;
  if (timeZone !== undefined) therapist.timeZone = timeZone;
  if (languages !== undefined) therapist.languages = languages;
  if (approaches !== undefined) therapist.approaches = approaches;
  if (concerns !== undefined) therapist.concerns = concerns;
  if (clientGroups !== undefined) therapist.clientGroups = clientGroups;
  if (registration !== undefined) {
    therapist.registrationKind = (registration?.kind as RegistrationKind | undefined) ?? null;
    therapist.registrationNumber = registration?.number ?? null;
    therapist.registrationAssociation = registration?.association ?? null;
  }
  if (acceptingNewClients !== undefined) therapist.acceptingNewClients = acceptingNewClients;
  if (practisingSince !== undefined) therapist.practisingSince = practisingSince;
}

/** Which of the claims that an admin verifies would be others than they are. */
export function changedClaims(therapist: Therapist, fields: Partial<ProfileFields>): ProfileField[] {
  const changed: ProfileField[] = [];
  if (fields.name !== undefined && fields.name !== therapist.name) changed.push(ProfileField.NAME);
  if (fields.profession !== undefined && fields.profession !== therapist.profession)
    changed.push(ProfileField.PROFESSION);
  if (fields.registration !== undefined) {
    const [before, after] = [registrationOf(therapist), fields.registration];
    const isSame =
      before?.kind === after?.kind &&
      before?.number === after?.number &&
      before?.association === after?.association;
    if (!isSame) changed.push(ProfileField.REGISTRATION);
  }
  return changed;
}

/** Whether the registration may be left out: only while the profile is being written. */
export function needsRegistration(status: TherapistStatus): boolean {
  return status !== TherapistStatus.DRAFT;
}

/** What a profile still lacks before an admin can look at it. */
export function missingFields(therapist: Therapist): ProfileField[] {
  const missing: ProfileField[] = [];
  if (registrationOf(therapist) === null) missing.push(ProfileField.REGISTRATION);
  if (therapist.headline === '') missing.push(ProfileField.HEADLINE);
  if (therapist.bioMarkdown === '') missing.push(ProfileField.BIO);
  if (therapist.concerns.length === 0) missing.push(ProfileField.CONCERNS);
  if (therapist.clientGroups.length === 0) missing.push(ProfileField.CLIENT_GROUPS);
  return missing;
}
