import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import type { TherapistRecord } from '../therapist/therapist.record.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { sessionFees, type SessionFees } from './fee.loaders.ts';
import { FeeType } from './fee.type.ts';
import { priceOf } from './price.rules.ts';

const consultation: FeeType = {
  kind: AppointmentKind.CONSULTATION,
  ...shown(priceOf(0, null)),
  effectiveFrom: null,
  upcoming: [],
};

@Resolver(() => TherapistType)
export class FeeResolver {
  @InheritsCaching()
  @FieldResolver(() => [FeeType], {
    description:
      'What they charge, an entry for each kind of appointment; no SESSION when they have not said.',
  })
  async fees(@Root() { id }: TherapistRecord, @Ctx() context: TherapistsContext): Promise<FeeType[]> {
    const session = sessionFee(await context.load(sessionFees, id));
    return session === null ? [consultation] : [consultation, session];
  }
}

function sessionFee({ current, upcoming }: SessionFees): FeeType | null {
  if (current === null && upcoming.length === 0) return null;
  const price = current && shown(priceOf(current.cents, current.rebateCents));
  return {
    kind: AppointmentKind.SESSION,
    ...(price ?? { amount: null, rebate: null, gap: null }),
    effectiveFrom: current?.effectiveFrom ?? null,
    upcoming: upcoming.map((fee) => ({
      ...shown(priceOf(fee.cents, fee.rebateCents)),
      effectiveFrom: fee.effectiveFrom,
    })),
  };
}

function shown({ fee, rebate, gap }: ReturnType<typeof priceOf>) {
  return { amount: fee, rebate, gap };
}
