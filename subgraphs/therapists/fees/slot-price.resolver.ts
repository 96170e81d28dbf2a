import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import type { TherapistsContext } from '../therapists.ts';
import { priceOf } from './price.rules.ts';
import { sessionPrice } from './slot-price.loaders.ts';
import { SlotPriceType, SlotType } from './slot.type.ts';

const minuteMs = 60_000;

@Resolver(() => SlotType)
export class SlotPriceResolver {
  @PublicFor(60)
  @Directive('@requires(fields: "kind startsAt endsAt therapist { id }")')
  @FieldResolver(() => SlotPriceType, {
    nullable: true,
    description:
      'What it costs, by the date of the appointment; null when the therapist has set no fee for that day, or when the service could not be reached.',
  })
  async price(
    @Root() { kind, therapist, startsAt, endsAt }: SlotType,
    @Ctx() context: TherapistsContext,
  ): Promise<SlotPriceType | null> {
    if (kind === AppointmentKind.CONSULTATION) return priceOf(0, null);
    if (therapist === null) return null;
    const minutes = Math.floor((endsAt.getTime() - startsAt.getTime()) / minuteMs);
    return context.load(sessionPrice, { therapistId: therapist.id, startsAt, minutes });
  }
}
