import { expect, it } from 'vitest';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import {
  therapistEventTypes,
  therapistTransitionFor,
} from '../../../../subgraphs/therapists/verification/therapist-transitions.rules.ts';

function possible(claimsVerified: boolean): string[] {
  return [null, ...Object.values(TherapistStatus)].flatMap((from) =>
    therapistEventTypes.flatMap((event) => {
      const transition = therapistTransitionFor(from, event, claimsVerified);
      return transition === null ? [] : [`${from} -${event}-> ${transition.to} by ${transition.by}`];
    }),
  );
}

const always = [
  'null -CREATED-> DRAFT by OWNER',
  'DRAFT -SUBMITTED-> SUBMITTED by OWNER',
  'SUBMITTED -RETURNED-> DRAFT by ADMIN',
  'SUBMITTED -VERIFIED-> VERIFIED by ADMIN',
  'SUBMITTED -CLAIMS_CHANGED-> SUBMITTED by OWNER',
  'SUBMITTED -SUSPENDED-> SUSPENDED by ADMIN',
  'VERIFIED -CLAIMS_CHANGED-> SUBMITTED by OWNER',
  'VERIFIED -SUSPENDED-> SUSPENDED by ADMIN',
  'SUSPENDED -CLAIMS_CHANGED-> SUSPENDED by OWNER',
];

it('lets happen just what may', () => {
  expect(possible(true)).toEqual([...always, 'SUSPENDED -REINSTATED-> VERIFIED by ADMIN']);
  expect(possible(false)).toEqual([...always, 'SUSPENDED -REINSTATED-> SUBMITTED by ADMIN']);
});

it('lets nobody become public but by an admin', () => {
  const toPublic = [true, false].flatMap(possible).filter((line) => line.includes('-> VERIFIED'));
  expect(toPublic.every((line) => line.endsWith('by ADMIN'))).toBe(true);
});
