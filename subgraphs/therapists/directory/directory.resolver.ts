import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { requireFirst } from '../../shared/paging.ts';
import type { TherapistsContext } from '../therapists.ts';
import { TherapistFilter } from './directory.input.ts';
import { readDirectory } from './directory.query.ts';
import { TherapistConnection } from './directory.type.ts';

@Resolver()
export class DirectoryResolver {
  @PublicFor(60)
  @Query(() => TherapistConnection, {
    nullable: true,
    description:
      'The directory of therapists, best rated first; null only when the service could not be reached.',
  })
  therapists(
    @Arg('filter', () => TherapistFilter, {
      nullable: true,
      description: 'Which therapists; all when not given.',
    })
    filter: TherapistFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor that the page follows.' })
    after: string | null | undefined,
    @Ctx() { em }: TherapistsContext,
  ): Promise<TherapistConnection> {
    return readDirectory(em, filter ?? {}, { first: requireFirst(first), after });
  }
}
