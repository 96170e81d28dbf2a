import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { aud } from '../../shared/money.ts';
import { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import type { TherapistsContext } from '../therapists.ts';
import { directoryCounts } from './directory.loaders.ts';
import {
  feeCeilings,
  feeToken,
  hourOf,
  hourToken,
  openHorizons,
  openWithinDays,
  type ValueFilter,
} from './directory.rules.ts';
import {
  ApproachCount,
  ClientGroupCount,
  ConcernCount,
  FeeCount,
  LanguageCount,
  OpenCount,
  ProfessionCount,
  StateCount,
  TherapistFacets,
  type ValueCount,
} from './directory.type.ts';

@Resolver(() => TherapistFacets)
export class DirectoryFacetsResolver {
  @InheritsCaching()
  @FieldResolver(() => [ProfessionCount], { description: 'Every profession.' })
  profession(@Root() facets: TherapistFacets, @Ctx() context: TherapistsContext) {
    return countsOf(Object.values(Profession), 'profession', facets, context);
  }

  @InheritsCaching()
  @FieldResolver(() => [StateCount], { description: 'Every state and territory.' })
  state(@Root() facets: TherapistFacets, @Ctx() context: TherapistsContext) {
    return countsOf(Object.values(State), 'state', facets, context);
  }

  @InheritsCaching()
  @FieldResolver(() => [ConcernCount], { description: 'Every concern.' })
  concern(@Root() facets: TherapistFacets, @Ctx() context: TherapistsContext) {
    return countsOf(Object.values(Concern), 'concern', facets, context);
  }

  @InheritsCaching()
  @FieldResolver(() => [ApproachCount], { description: 'Every approach.' })
  approach(@Root() facets: TherapistFacets, @Ctx() context: TherapistsContext) {
    return countsOf(Object.values(Approach), 'approach', facets, context);
  }

  @InheritsCaching()
  @FieldResolver(() => [ClientGroupCount], { description: 'Every client group.' })
  clientGroup(@Root() facets: TherapistFacets, @Ctx() context: TherapistsContext) {
    return countsOf(Object.values(ClientGroup), 'group', facets, context);
  }

  @InheritsCaching()
  @FieldResolver(() => [LanguageCount], {
    description: 'Every language that any public therapist works in, by its code; the most frequent first.',
  })
  async language(
    @Root() { criteria }: TherapistFacets,
    @Ctx() context: TherapistsContext,
  ): Promise<ValueCount<string>[]> {
    const { byToken } = await context.load(directoryCounts, { criteria, facet: 'language' });
    return [...byToken]
      .filter(([token]) => token.startsWith('language:'))
      .map(([token, count]) => ({ value: token.slice('language:'.length), count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  @InheritsCaching()
  @FieldResolver(() => [FeeCount], {
    description: 'Session fees up to some ceilings, each counting all below it.',
  })
  async maxFee(
    @Root() { criteria }: TherapistFacets,
    @Ctx() context: TherapistsContext,
  ): Promise<FeeCount[]> {
    const { byToken } = await context.load(directoryCounts, { criteria, facet: 'fee' });
    return feeCeilings.map((ceiling) => ({
      upTo: aud(ceiling),
      count: sumOf(byToken, (token) => token.startsWith('fee:') && token <= feeToken(ceiling)),
    }));
  }

  @FieldResolver(() => [OpenCount], {
    description: "Open slots of the filter's kind within some days, each counting all that are sooner.",
  })
  async openBefore(
    @Root() { criteria }: TherapistFacets,
    @Ctx() context: TherapistsContext,
  ): Promise<OpenCount[]> {
    const { byToken } = await context.load(directoryCounts, { criteria, facet: 'open' });
    const { kind, now } = criteria;
    return openHorizons(now).map((before, nth) => {
      const end = hourToken(kind, hourOf(before));
      const count = sumOf(byToken, (token) => token.startsWith(`${kind}:`) && token < end);
      return { days: openWithinDays[nth]!, before, count };
    });
  }
}

function sumOf(byToken: ReadonlyMap<string, number>, isCounted: (token: string) => boolean): number {
  let sum = 0;
  for (const [token, count] of byToken) if (isCounted(token)) sum += count;
  return sum;
}

async function countsOf<Value extends string>(
  values: readonly Value[],
  name: ValueFilter,
  { criteria }: TherapistFacets,
  context: TherapistsContext,
): Promise<ValueCount<Value>[]> {
  const { byToken } = await context.load(directoryCounts, { criteria, facet: name });
  return values.map((value) => ({ value, count: byToken.get(`${name}:${value}`) ?? 0 }));
}
