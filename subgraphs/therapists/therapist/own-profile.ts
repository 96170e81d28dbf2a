import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../../shared/errors.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { Therapist } from './therapist.entity.ts';

/** The viewer's own profile, locked until the transaction ends, so that two changes at once follow each other. NOT_FOUND without one. */
export async function takeOwnProfile(em: EntityManager, viewer: Viewer): Promise<Therapist> {
  const therapist = await em.findOne(
    Therapist,
    { ownerSubject: viewer.subject },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (therapist === null) throw notFound('Your profile');
  return therapist;
}

/** Any profile by its id, locked until the transaction ends. NOT_FOUND when there is none. */
export async function takeProfile(em: EntityManager, id: string): Promise<Therapist> {
  const therapist = await em.findOne(
    Therapist,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (therapist === null) throw notFound('The therapist');
  return therapist;
}
