import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { idTypeOf } from '../../shared/ids.ts';
import { maxPageSize } from '../../shared/paging.ts';
import { Node } from '../../shared/node.ts';
import { findReview } from '../review/review.reference.ts';
import { therapistById } from '../therapist/therapist.loaders.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { nodesElsewhere } from './node.type.ts';

@Resolver()
export class NodeResolver {
  @PrivateToViewer()
  @Query(() => Node, {
    nullable: true,
    description:
      'Anything by its id, in whatever service it lives; null when there is none for the asker. Asked for its id alone, a thing of another service comes back unlooked at: ask for one of its fields to know.',
  })
  node(
    @Arg('id', () => ID, { description: 'A TypeID of any type that implements Node.' }) id: string,
    @Ctx() context: TherapistsContext,
  ): Promise<Node | null> {
    return nodeOf(id, context);
  }

  @PrivateToViewer()
  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description: 'Several things by their ids, in the order asked for, null where there is none.',
  })
  async nodes(
    @Arg('ids', () => [ID], { description: `Up to ${maxPageSize} TypeIDs.` }) ids: string[],
    @Ctx() context: TherapistsContext,
  ): Promise<(Node | null)[]> {
    if (ids.length > maxPageSize) throw badInput(`ids must be at most ${maxPageSize}.`, 'ids');
    return Promise.all(ids.map((id) => nodeOf(id, context)));
  }
}

async function nodeOf(id: string, context: TherapistsContext): Promise<Node | null> {
  const type = idTypeOf(id);
  if (type === null) return null;
  if (type === 'Therapist') {
    const therapist = await context.load(therapistById, id);
    return therapist && Object.assign(new TherapistType(), therapist);
  }
  if (type === 'Review') return findReview(context, id);
  const Elsewhere = nodesElsewhere[type];
  return Elsewhere === undefined ? null : Object.assign(new Elsewhere(), { id });
}
