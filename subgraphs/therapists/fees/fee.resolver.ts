import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { aud } from '../../shared/money.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import type { TherapistRecord } from '../therapist/therapist.record.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { currentFees } from './fee.loaders.ts';
import { FeeType } from './fee.type.ts';

@Resolver(() => TherapistType)
export class FeeResolver {
  @InheritsCaching()
  @FieldResolver(() => [FeeType], {
    description:
      'What they charge today, a row for each kind of appointment; no SESSION when they have not said.',
  })
  async fees(@Root() { id }: TherapistRecord, @Ctx() context: TherapistsContext): Promise<FeeType[]> {
    const set = await context.load(currentFees, id);
    const session = set.find(({ kind }) => kind === AppointmentKind.SESSION);
    const free = { kind: AppointmentKind.CONSULTATION, amount: aud(0), effectiveFrom: null };
    if (session === undefined) return [free];
    return [free, { kind: session.kind, amount: aud(session.cents), effectiveFrom: session.effectiveFrom }];
  }
}
