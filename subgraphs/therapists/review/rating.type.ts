import { Field, Float, Int, ObjectType } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';

@ObjectType('StarCount', { description: 'How many published reviews give this many stars.' })
export class StarCountType {
  @Field(() => Int, { description: 'Stars, 1 to 5.' })
  stars!: number;

  @Field(() => Int, { description: 'Published reviews with so many stars.' })
  count!: number;
}

@ObjectType('Rating', { description: "What a therapist's published reviews come to, each counted once." })
export class RatingType {
  @Field(() => Float, {
    nullable: true,
    description: 'Mean stars, 1 to 5, to two decimals; null when there are no published reviews.',
  })
  average!: number | null;

  @Field(() => Int, { description: 'Published reviews.' })
  count!: number;

  @InheritsCaching()
  @Field(() => [StarCountType], { description: 'Five entries, from five stars down to one.' })
  distribution!: StarCountType[];
}
