import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { IdType } from '../../shared/ids.ts';
import { Node } from '../../shared/node.ts';
import { ArticleType } from '../recommendation/article.type.ts';
import { ServiceType } from '../recommendation/service.type.ts';

/** Another subgraph's type, of which only the id is known here; the gateway asks its owner for the rest. */
function stub(name: IdType): new () => Node {
  @Directive('@key(fields: "id", resolvable: false)')
  @ObjectType(name, { implements: Node })
  class Stub extends Node {
    @Field(() => ID, { description: 'TypeID: the prefix names the type, the suffix is a UUIDv7.' })
    declare id: string;
  }
  return Stub;
}

/** Every type that `Query.node` finds and another subgraph owns. */
export const nodesElsewhere: Partial<Record<IdType, new () => Node>> = {
  Article: ArticleType,
  Booking: stub('Booking'),
  SelfTest: stub('SelfTest'),
  Series: stub('Series'),
  Service: ServiceType,
  Topic: stub('Topic'),
  WaitlistEntry: stub('WaitlistEntry'),
};
