import { Ctx, Query, Resolver } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import type { ContentContext } from '../content.ts';
import { CrisisLine } from './crisis-line.entity.ts';
import { CrisisLineType } from './crisis-line.type.ts';

@Resolver(() => CrisisLineType)
export class CrisisLineResolver {
  @PublicFor(300)
  @Query(() => [CrisisLineType], {
    nullable: true,
    description:
      'Whom to ring in a crisis, emergency services first; null only when the content service could not be reached.',
  })
  crisisLines(@Ctx() { em }: ContentContext): Promise<CrisisLineType[] | null> {
    return em.find(CrisisLine, {}, { orderBy: { position: 'asc', slug: 'asc' } });
  }
}
