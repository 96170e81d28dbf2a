import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { MeType } from '../me/me.type.ts';
import { idOfOwn, therapistById } from '../therapist/therapist.loaders.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';

@Resolver(() => MeType)
export class MyProfileResolver {
  @PrivateToViewer()
  @FieldResolver(() => TherapistType, {
    nullable: true,
    description:
      "The viewer's own profile as a therapist, whatever its status; null when they have none, or when the service could not be reached.",
  })
  async therapistProfile(
    @Root() { id: subject }: MeType,
    @Ctx() context: TherapistsContext,
  ): Promise<TherapistType | null> {
    const own = await idOfOwn(context.em, subject);
    return own === null ? null : context.load(therapistById, own);
  }
}
