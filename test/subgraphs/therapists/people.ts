import type { EntityManager } from '@mikro-orm/postgresql';
import { Review } from '../../../subgraphs/therapists/review/review.entity.ts';
import { Therapist } from '../../../subgraphs/therapists/therapist/therapist.entity.ts';
import {
  RegistrationKind,
  TherapistStatus,
} from '../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { newId } from '../../../subgraphs/shared/ids.ts';
import { Concern, Profession, State } from '../../../subgraphs/shared/vocabulary.ts';

type Details = Partial<Omit<Therapist, symbol>>;

/** A verified counsellor in Victoria who works with grief, but for what the test is about; kept at the next flush. */
export function addTherapist(em: EntityManager, details: Details = {}): Therapist {
  const id = details.id ?? newId('Therapist');
  return em.create(Therapist, {
    id,
    slug: `person-${id.slice(-12)}`,
    name: 'A Person',
    pronouns: null,
    photoUrl: null,
    headline: 'Someone to talk to',
    bioMarkdown: 'I **listen**.',
    profession: Profession.COUNSELLOR,
    state: State.VIC,
    timeZone: 'Australia/Melbourne',
    languages: ['en'],
    approaches: [],
    concerns: [Concern.GRIEF],
    clientGroups: [],
    registrationKind: RegistrationKind.ASSOCIATION,
    registrationNumber: '12345',
    registrationAssociation: 'Association of Counsellors',
    status: TherapistStatus.VERIFIED,
    acceptingNewClients: true,
    practisingSince: 2015,
    ownerSubject: null,
    joinedAt: new Date('2025-03-01T00:00:00Z'),
    ...details,
  });
}

/** A published review of so many stars, for an appointment of its own. */
export function addReview(em: EntityManager, therapistId: string, stars: number): Review {
  return em.create(Review, {
    id: newId('Review'),
    therapistId,
    appointmentId: newId('Booking'),
    authorSubject: 'someone',
    stars,
    listening: stars,
    punctuality: stars,
    clarity: stars,
    comfort: stars,
    comment: null,
    status: 'PUBLISHED',
    statusReason: null,
    createdAt: new Date('2026-01-01T00:00:00Z'),
  });
}
