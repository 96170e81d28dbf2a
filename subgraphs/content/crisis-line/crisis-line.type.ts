import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { State } from '../../shared/vocabulary.ts';

/** Whom a line is for first of all. */
export enum CrisisAudience {
  EVERYONE = 'EVERYONE',
  YOUNG_PEOPLE = 'YOUNG_PEOPLE',
  MEN = 'MEN',
}

registerEnumType(CrisisAudience, {
  name: 'CrisisAudience',
  description: 'Whom a crisis line is for.',
  valuesConfig: {
    EVERYONE: { description: 'Anyone.' },
    YOUNG_PEOPLE: { description: 'Children and young people.' },
    MEN: { description: 'Men.' },
  },
});

@PublicFor(300)
@ObjectType('CrisisLine', { description: 'Somebody to ring at once, at any hour that `hours` names.' })
export class CrisisLineType {
  @Field(() => String, { description: 'Stable name for addresses and settings, such as `lifeline`.' })
  slug!: string;

  @Field(() => String, { description: 'Who answers.' })
  name!: string;

  @Field(() => String, { description: 'The number to ring, as people in Australia write it: `13 11 14`.' })
  phone!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The number to send a text message to; null when they take none.',
  })
  textPhone?: string | null;

  @Field(() => String, { nullable: true, description: 'Their website; null when they have none to name.' })
  website?: string | null;

  @Field(() => String, { description: 'When they answer, in words.' })
  hours!: string;

  @Field(() => CrisisAudience, { description: 'Whom it is for.' })
  audience!: CrisisAudience;

  @Field(() => String, { description: 'What they help with, in a sentence.' })
  description!: string;

  @Field(() => [State], { description: 'The states it serves; empty when it serves all of Australia.' })
  states!: State[];
}
