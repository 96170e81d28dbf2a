import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows, violatedConstraint } from '../../shared/database.ts';
import { badInput } from '../../shared/errors.ts';
import type { EventPublisher } from '../../shared/events.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { takeOwnProfile } from '../therapist/own-profile.ts';
import { announceProfiles } from '../therapist/profile-events.ts';
import { Therapist } from '../therapist/therapist.entity.ts';
import { registrationFault } from '../therapist/therapist.rules.ts';
import { TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import { recordStatusChange } from '../verification/status-changes.ts';
import { requireGoodPhoto, type PhotoVerdict } from './photo-verdict.ts';
import type { ProfileOutcome } from './profile-outcomes.ts';
import {
  applyFields,
  changedClaims,
  missingFields,
  needsRegistration,
  registrationOf,
  type ProfileFields,
} from './profile.rules.ts';
import { slugOf } from './slug.rules.ts';
import { takeSlug } from './slugs.ts';

export interface Edit {
  viewer: Viewer;
  events: EventPublisher;
  fields: Partial<ProfileFields>;
  photo: PhotoVerdict;
  now: Date;
}

type NewFields = Partial<ProfileFields> &
  Pick<ProfileFields, 'name' | 'profession' | 'state' | 'timeZone' | 'languages'>;

/** Begins the viewer's profile as a draft, in the transaction of `em`. */
export async function createProfile(
  em: EntityManager,
  edit: Edit & { fields: NewFields },
): Promise<ProfileOutcome> {
  const { viewer, events, fields, photo, now } = edit;
  await refuseSecondProfile(em, viewer);
  requireRegistration(TherapistStatus.DRAFT, fields.profession, fields.registration ?? null);
  if (typeof fields.photoUrl === 'string') requireGoodPhoto(photo);
  const timeZone = await requireKnownTimeZone(em, fields.timeZone);
  const slug = fields.slug ?? (await takeSlug(em, slugOf(fields.name)));
  const id = newId('Therapist');
  const therapist = em.create(Therapist, {
    id,
    slug,
    name: fields.name,
    pronouns: null,
    photoUrl: null,
    headline: '',
    bioMarkdown: '',
    profession: fields.profession,
    state: fields.state,
    timeZone,
    languages: fields.languages,
    approaches: [],
    concerns: [],
    clientGroups: [],
    registrationKind: null,
    registrationNumber: null,
    registrationAssociation: null,
    status: TherapistStatus.DRAFT,
    acceptingNewClients: true,
    practisingSince: null,
    ownerSubject: viewer.subject,
    joinedAt: now,
  });
  applyFields(therapist, { ...fields, slug, timeZone });
  const change = { therapist, event: 'CREATED', actorSubject: viewer.subject, reason: null, now } as const;
  await translatingViolations(fields.slug ?? null, async () => {
    await em.flush();
    await recordStatusChange(em, events, change);
  });
  return { type: 'ProfileSuccess', therapistId: id };
}

/**
 * Changes the viewer's profile, in the transaction of `em`. A change of what was verified takes a verified profile back among
 * those to be verified, which must be accepted.
 */
export async function updateProfile(
  em: EntityManager,
  edit: Edit,
  acceptReverification: boolean,
): Promise<ProfileOutcome> {
  const { viewer, events, fields, photo, now } = edit;
  const therapist = await takeOwnProfile(em, viewer);
  const changed = changedClaims(therapist, fields);
  if (changed.length > 0 && therapist.status === TherapistStatus.VERIFIED && !acceptReverification)
    throw new Refusal({ type: 'NeedsReverification', fields: changed });
  const registration = fields.registration === undefined ? registrationOf(therapist) : fields.registration;
  if (changed.length > 0)
    requireRegistration(therapist.status, fields.profession ?? therapist.profession, registration);
  if (typeof fields.photoUrl === 'string' && fields.photoUrl !== therapist.photoUrl) requireGoodPhoto(photo);
  const timeZone =
    fields.timeZone === undefined ? {} : { timeZone: await requireKnownTimeZone(em, fields.timeZone) };
  applyFields(therapist, { ...fields, ...timeZone });
  await translatingViolations(fields.slug ?? null, async () => {
    await em.flush();
    if (changed.length > 0 && needsRegistration(therapist.status)) {
      const event = 'CLAIMS_CHANGED';
      await recordStatusChange(em, events, {
        therapist,
        event,
        actorSubject: viewer.subject,
        reason: null,
        now,
      });
    } else await announceProfiles(events, em, [therapist.id]);
  });
  return { type: 'ProfileSuccess', therapistId: therapist.id };
}

/** Hands the viewer's profile to the admins, in the transaction of `em`. */
export async function submitProfile(
  em: EntityManager,
  viewer: Viewer,
  events: EventPublisher,
  now: Date,
): Promise<ProfileOutcome> {
  const therapist = await takeOwnProfile(em, viewer);
  if (therapist.status === TherapistStatus.DRAFT) {
    const missing = missingFields(therapist);
    if (missing.length > 0) throw new Refusal({ type: 'ProfileIncomplete', missing });
  }
  const event = 'SUBMITTED';
  await recordStatusChange(em, events, { therapist, event, actorSubject: viewer.subject, reason: null, now });
  return { type: 'ProfileSuccess', therapistId: therapist.id };
}

async function refuseSecondProfile(em: EntityManager, viewer: Viewer): Promise<void> {
  const own = await em.findOne(Therapist, { ownerSubject: viewer.subject }, { fields: ['id'] });
  if (own !== null) throw new Refusal({ type: 'ProfileExists', therapistId: own.id });
}

function requireRegistration(
  status: TherapistStatus,
  profession: ProfileFields['profession'],
  registration: ProfileFields['registration'],
): void {
  if (registration === null && !needsRegistration(status)) return;
  const fault = registrationFault(profession, registration);
  if (fault !== null) throw new Refusal({ type: 'RegistrationRefused', fault });
}

/** The zone as the database spells it, which computes days in it; BAD_USER_INPUT for one that it does not know. */
async function requireKnownTimeZone(em: EntityManager, timeZone: string): Promise<string> {
  const [known] = await readRows(
    em,
    sql<{ name: string }>`select name from pg_timezone_names where lower(name) = lower(${timeZone})`,
  );
  if (known === undefined)
    throw badInput('timeZone must be an IANA time zone, such as Australia/Sydney.', 'input.timeZone');
  return known.name;
}

/** What the database refuses, in the words of the graph. A slug of our own choice that another took meanwhile is chosen anew. */
async function translatingViolations(chosenSlug: string | null, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const constraint = violatedConstraint(error)?.constraint;
    if (constraint === undefined || !/^therapist_(slug|owner)/.test(constraint)) throw error;
    if (constraint.startsWith('therapist_slug') && chosenSlug !== null)
      throw new Refusal({ type: 'SlugTaken', slug: chosenSlug });
    throw Object.assign(new Error('another profile came first', { cause: error }), { code: '40001' });
  }
}
