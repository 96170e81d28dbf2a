import { Ctx, Query, Resolver } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import type { Viewer } from '../../shared/viewer.ts';
import type { BookingsContext } from '../bookings.ts';
import { MeType } from './me.type.ts';

@Resolver(() => MeType)
export class MeResolver {
  @PrivateToViewer()
  @Query(() => MeType, { nullable: true, description: 'Who is asking; null without an access token.' })
  me(@Ctx() { viewer }: BookingsContext): MeType | null {
    return viewer && meOf(viewer);
  }
}

export function meOf({ subject, name, email, roles, timeZone }: Viewer): MeType {
  return { id: subject, name, email, roles: [...roles], timeZone };
}
