import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { expect, it } from 'vitest';
import { buildSubgraph } from '../../../subgraphs/shared/build-subgraph.ts';
import { PrivateToViewer } from '../../../subgraphs/shared/cache-control.ts';

@ObjectType({ description: 'A thing.' })
class Thing {
  @Field(() => Date, { description: 'When it was made.' })
  madeAt!: Date;
}

@Resolver()
class ThingResolver {
  @PrivateToViewer()
  @Query(() => Thing, { nullable: true, description: 'The thing.' })
  thing(): Thing {
    return { madeAt: new Date(0) };
  }
}

const { sdl } = buildSubgraph({ resolvers: [ThingResolver], references: {} });

it('names instants DateTime', () => {
  expect(sdl).toContain('madeAt: DateTime!');
  expect(sdl).toMatch(/^scalar DateTime$/m);
});

it('writes the scope of a cache hint as the enum value it is', () => {
  expect(sdl).toContain('thing: Thing @cacheControl(maxAge: 0, scope: PRIVATE)');
});

it('describes the type that questions hang on', () => {
  expect(sdl).toMatch(/^"""Everything that can be asked\."""\ntype Query \{$/m);
});
