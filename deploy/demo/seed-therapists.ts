import type { MikroORM } from '@mikro-orm/postgresql';
import { BookingStatus } from '../../subgraphs/bookings/booking/booking-status.ts';
import { AppointmentKind, Profession } from '../../subgraphs/shared/vocabulary.ts';
import { EventPublisher } from '../../subgraphs/shared/events.ts';
import { Fee } from '../../subgraphs/therapists/fees/fee.entity.ts';
import { Review } from '../../subgraphs/therapists/review/review.entity.ts';
import { announceProfiles } from '../../subgraphs/therapists/therapist/profile-events.ts';
import { Therapist } from '../../subgraphs/therapists/therapist/therapist.entity.ts';
import {
  RegistrationKind,
  TherapistStatus,
} from '../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { developmentSubject } from '../development-issuer/issuer.ts';
import { reviewComments } from './review-comments.ts';
import type { DemoTherapist } from './seed.ts';
import { SeededRandom } from './seeded-random.ts';

/** Profiles and fees, told to the other subgraphs in the same transaction. */
export async function seedTherapists(orm: MikroORM, people: readonly DemoTherapist[]): Promise<void> {
  const events = new EventPublisher('therapists', orm);
  await orm.em.fork().transactional(async (em) => {
    for (const { id, member, place, joinedAt } of people) {
      const { slug, name, pronouns, headline, profession, state, timeZone } = member;
      const { languages, approaches, concerns, clientGroups, acceptingNewClients, practisingSince } = member;
      em.create(Therapist, {
        id,
        slug,
        name,
        pronouns,
        photoUrl: `/demo/images/therapists/${String(place).padStart(2, '0')}.svg`,
        headline,
        bioMarkdown: member.bio,
        profession,
        state,
        timeZone,
        languages,
        approaches,
        concerns,
        clientGroups,
        ...registrationOf(profession, place),
        status: TherapistStatus.VERIFIED,
        acceptingNewClients,
        practisingSince,
        // So that `npm run token -- --role therapist --as "Amelia Hartnell"` is the owner of her profile.
        ownerSubject: developmentSubject(name),
        joinedAt,
      });
    }
    await em.flush();
    const fees = people.map(({ id, member: { sessionFeeCents } }) => ({
      therapistId: id,
      kind: AppointmentKind.SESSION,
      effectiveFrom: '2025-01-01',
      cents: sessionFeeCents,
    }));
    await em.insertMany(Fee, fees);
    const ids = people.map(({ id }) => id);
    await announceProfiles(events, em, ids);
  });
  await events.close();
}

/** The stars of the cast, each from the client of a completed appointment of its own. */
export async function seedReviews(orm: MikroORM, people: readonly DemoTherapist[]): Promise<void> {
  const em = orm.em.fork();
  for (const { id: therapistId, member, place, appointments } of people) {
    const random = new SeededRandom(place);
    const completed = appointments.filter(({ status }) => status === BookingStatus.COMPLETED);
    for (const [index, stars] of member.stars.entries()) {
      const appointment = completed[index]!;
      const createdAt = new Date(appointment.endsAt.getTime() + random.below(48) * 3_600_000);
      const near = () => Math.min(5, Math.max(1, stars + (random.next() < 0.25 ? -1 : 0)));
      em.create(Review, {
        id: random.id('Review', createdAt),
        therapistId,
        appointmentId: appointment.id,
        authorSubject: appointment.client.subject,
        stars,
        listening: near(),
        punctuality: near(),
        clarity: near(),
        comfort: near(),
        comment: random.next() < 0.7 ? random.pick(reviewComments) : null,
        status: 'PUBLISHED',
        statusReason: null,
        createdAt,
      });
    }
  }
  await em.flush();
}

const ahpraLetters: Partial<Record<Profession, string>> = {
  [Profession.CLINICAL_PSYCHOLOGIST]: 'PSY',
  [Profession.PSYCHOLOGIST]: 'PSY',
  [Profession.PSYCHIATRIST]: 'MED',
  [Profession.MENTAL_HEALTH_OCCUPATIONAL_THERAPIST]: 'OCC',
};

const associations: Partial<Record<Profession, string>> = {
  [Profession.COUNSELLOR]: 'Australian Counselling Association',
  [Profession.PSYCHOTHERAPIST]: 'Psychotherapy and Counselling Federation of Australia',
  [Profession.MENTAL_HEALTH_SOCIAL_WORKER]: 'Australian Association of Social Workers',
};

/** A number of the right form that no register has given: the digits count from zero. */
export function registrationOf(profession: Profession, place: number) {
  const letters = ahpraLetters[profession];
  if (letters !== undefined) {
    return {
      registrationKind: RegistrationKind.AHPRA,
      registrationNumber: `${letters}${String(place).padStart(10, '0')}`,
      registrationAssociation: null,
    };
  }
  return {
    registrationKind: RegistrationKind.ASSOCIATION,
    registrationNumber: `DEMO-${String(place).padStart(5, '0')}`,
    registrationAssociation: associations[profession]!,
  };
}
