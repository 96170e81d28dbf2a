import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { State } from '../../shared/vocabulary.ts';
import type { ContentContext } from '../content.ts';
import { listCrisisLines } from './crisis-line.list.ts';
import { CrisisAudience, CrisisLineType } from './crisis-line.type.ts';

@Resolver(() => CrisisLineType)
export class CrisisLineResolver {
  @PublicFor(300)
  @Query(() => [CrisisLineType], {
    nullable: true,
    description:
      'Whom to ring in a crisis, emergency services first; null only when the content service could not be reached.',
  })
  crisisLines(
    @Arg('state', () => State, {
      nullable: true,
      description: 'Lines that serve this state, those of all Australia included; null for every line.',
    })
    state: State | null | undefined,
    @Arg('audience', () => CrisisAudience, {
      nullable: true,
      description: 'Lines for this audience, those for everyone included; null for every line.',
    })
    audience: CrisisAudience | null | undefined,
    @Ctx() context: ContentContext,
  ): Promise<CrisisLineType[] | null> {
    return listCrisisLines(context, { states: state ? [state] : null, audience: audience ?? null });
  }
}
