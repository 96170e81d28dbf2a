import { Arg, createUnionType, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { requireFirst } from '../../shared/paging.ts';
import { requireRole } from '../../shared/viewer.ts';
import { profileAnswer } from '../profile/profile-answers.ts';
import * as problems from '../profile/profile.problems.ts';
import { keyDescription, settle } from '../settled.ts';
import type { TherapistsContext } from '../therapists.ts';
import { readQueue } from './verification.queue.ts';
import { VerificationRequestConnection } from './verification.type.ts';
import { judgeProfile, maxReasonLength, requireReason, type Judgement } from './verify.ts';

const VerifyTherapistResult = createUnionType({
  name: 'VerifyTherapistResult',
  description: 'The verified therapist, or why they are not.',
  types: () =>
    [
      problems.ProfileSuccess,
      problems.ProfileChanged,
      problems.ProfileStateConflict,
      IdempotencyConflict,
    ] as const,
});

const ChangeTherapistStatusResult = createUnionType({
  name: 'ChangeTherapistStatusResult',
  description: 'The therapist with the new status, or why they have the old one.',
  types: () => [problems.ProfileSuccess, problems.ProfileStateConflict, IdempotencyConflict] as const,
});

const therapistDescription = "The therapist's id.";
const reasonDescription = `Why, 1 to ${maxReasonLength} characters; the therapist is shown it.`;

@Resolver()
export class VerificationResolver {
  @PrivateToViewer()
  @Query(() => VerificationRequestConnection, {
    nullable: true,
    description:
      'The profiles that wait to be verified, the longest waiting first: for admins. Null only with an error.',
  })
  therapistsToVerify(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor that the page follows.' })
    after: string | null | undefined,
    @Ctx() context: TherapistsContext,
  ): Promise<VerificationRequestConnection> {
    requireRole(context, 'admin');
    return readQueue(context, { first: requireFirst(first), after });
  }

  @Mutation(() => VerifyTherapistResult, {
    nullable: true,
    description:
      'Makes a SUBMITTED profile public, its name, profession and registration having been checked against the register: for admins. Null only with an error.',
  })
  verifyTherapist(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('version', () => Int, { description: 'The `version` of the request that was looked at.' })
    version: number,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    return judge(context, 'verifyTherapist', key, { therapistId, event: 'VERIFIED', reason: null, version });
  }

  @Mutation(() => ChangeTherapistStatusResult, {
    nullable: true,
    description:
      'Gives a SUBMITTED profile back to the therapist as a DRAFT: for admins. Null only with an error.',
  })
  returnToTherapist(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('reason', () => String, { description: reasonDescription }) reason: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    return judge(context, 'returnToTherapist', key, {
      therapistId,
      event: 'RETURNED',
      reason,
      version: null,
    });
  }

  @Mutation(() => ChangeTherapistStatusResult, {
    nullable: true,
    description:
      'Takes a VERIFIED or SUBMITTED therapist off every public page at once: for admins. Appointments that are booked stay; `bookingsOfSuspendedTherapists` lists them. Null only with an error.',
  })
  suspendTherapist(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('reason', () => String, { description: reasonDescription }) reason: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    return judge(context, 'suspendTherapist', key, {
      therapistId,
      event: 'SUSPENDED',
      reason,
      version: null,
    });
  }

  @Mutation(() => ChangeTherapistStatusResult, {
    nullable: true,
    description:
      'Ends a suspension: for admins. The therapist is VERIFIED as before, or SUBMITTED when they were not verified or have changed since what was. Null only with an error.',
  })
  reinstateTherapist(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('reason', () => String, { description: reasonDescription }) reason: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    return judge(context, 'reinstateTherapist', key, {
      therapistId,
      event: 'REINSTATED',
      reason,
      version: null,
    });
  }
}

async function judge(
  context: TherapistsContext,
  operation: string,
  key: string,
  { therapistId, event, reason, version }: Pick<Judgement, 'therapistId' | 'event' | 'reason' | 'version'>,
): Promise<object> {
  requireRole(context, 'admin');
  requireId('Therapist', therapistId, 'therapistId');
  const why = reason === null ? null : requireReason(reason);
  const { now, settings } = context;
  const attempt = { operation, key, input: { therapistId, reason: why, version } };
  const settled = await settle(context, attempt, (em, viewer) =>
    judgeProfile(em, { therapistId, event, viewer, events: settings.events, reason: why, version, now }),
  );
  return profileAnswer(context, settled);
}
