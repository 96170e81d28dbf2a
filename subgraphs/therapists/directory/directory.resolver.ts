import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { PageInfo, requireFirst } from '../../shared/paging.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { TherapistFilter, TherapistOrder } from './directory.input.ts';
import { directoryCounts } from './directory.loaders.ts';
import { readPage } from './directory.page.ts';
import { criteriaOf, wordsOf } from './directory.rules.ts';
import { readText } from './directory.text.ts';
import { TherapistConnection, TherapistEdge, TherapistFacets } from './directory.type.ts';

@Resolver(() => TherapistConnection)
export class DirectoryResolver {
  @PublicFor(60)
  @Query(() => TherapistConnection, {
    nullable: true,
    description: 'The directory of therapists; null only when the service could not be reached.',
  })
  async therapists(
    @Arg('filter', () => TherapistFilter, {
      nullable: true,
      description: 'Which therapists; all when not given.',
    })
    filter: TherapistFilter | null | undefined,
    @Arg('order', () => TherapistOrder, {
      defaultValue: TherapistOrder.RELEVANCE,
      description: 'By what they are put in order.',
    })
    order: TherapistOrder,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor that the page follows.' })
    after: string | null | undefined,
    @Ctx() { em, now }: TherapistsContext,
  ): Promise<TherapistConnection> {
    const asked = { order, first: requireFirst(first), after };
    const criteria = criteriaOf(filter ?? {}, now);
    const words = wordsOf(filter?.text);
    if (words.length > 0) criteria.text = await readText(em, words);
    let page: ReturnType<typeof readPage> | undefined;
    return { criteria, page: () => (page ??= readPage(em, criteria, asked)) };
  }

  @InheritsCaching()
  @FieldResolver(() => [TherapistEdge], { description: 'The page with a cursor for each place.' })
  async edges(@Root() { page }: TherapistConnection): Promise<TherapistEdge[]> {
    return (await page()).edges;
  }

  @InheritsCaching()
  @FieldResolver(() => [TherapistType], { description: 'The page without cursors.' })
  async nodes(@Root() { page }: TherapistConnection): Promise<TherapistType[]> {
    return (await page()).nodes;
  }

  @InheritsCaching()
  @FieldResolver(() => PageInfo, { description: 'Where this page lies.' })
  async pageInfo(@Root() { page }: TherapistConnection): Promise<PageInfo> {
    return (await page()).pageInfo;
  }

  @FieldResolver(() => Int, { description: 'How many match in all, over every page.' })
  async totalCount(
    @Root() { criteria }: TherapistConnection,
    @Ctx() context: TherapistsContext,
  ): Promise<number> {
    return (await context.load(directoryCounts, { criteria, facet: null })).total;
  }

  @InheritsCaching()
  @FieldResolver(() => TherapistFacets, { description: 'What other filters would find.' })
  facets(@Root() { criteria }: TherapistConnection): TherapistFacets {
    return { criteria };
  }
}
