import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { requireRole } from '../../shared/viewer.ts';
import { conflictAnswer, keyDescription, made, settle } from '../settled.ts';
import { takeOwnProfile } from '../therapist/own-profile.ts';
import { readTherapist } from '../therapist/therapist.loaders.ts';
import type { TherapistsContext } from '../therapists.ts';
import { Fee } from './fee.entity.ts';
import { localDay, maxFeesAhead, requireFees } from './set-fees.rules.ts';
import { FeesSet, SessionFeeInput, SetFeesResult } from './set-fees.type.ts';

@Resolver()
export class SetFeesResolver {
  @Mutation(() => SetFeesResult, {
    nullable: true,
    description:
      'Sets what the viewer charges for a session from today on. It replaces every fee that took effect today or is to come; what held before today is kept, and holds on until the first of the new ones. Null only with an error.',
  })
  async setFees(
    @Arg('fees', () => [SessionFeeInput], {
      description: `At most ${maxFeesAhead}, each from a day of its own; an empty list takes back what is to come.`,
    })
    fees: SessionFeeInput[],
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    requireRole(context, 'therapist');
    const input = { fees: fees.map(({ cents, effectiveFrom }) => ({ cents, effectiveFrom })) };
    const settled = await settle(context, { operation: 'setFees', key, input }, async (em, viewer) => {
      const { id: therapistId, timeZone } = await takeOwnProfile(em, viewer);
      const today = localDay(context.now, timeZone);
      const wanted = requireFees(input.fees, today);
      const kind = AppointmentKind.SESSION;
      await em.nativeDelete(Fee, { therapistId, kind, effectiveFrom: { $gte: today } });
      for (const fee of wanted) em.create(Fee, { therapistId, kind, ...fee });
      return { type: 'FeesSet', therapistId };
    });
    if (settled === 'conflict') return conflictAnswer();
    const { outcome, replayed } = settled;
    return made(FeesSet, { therapist: await readTherapist(context, outcome.therapistId), replayed });
  }
}
