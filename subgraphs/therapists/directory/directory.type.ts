import { Field, Int, ObjectType } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { Money } from '../../shared/money.ts';
import { connectionTypes, type Connection } from '../../shared/paging.ts';
import { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { Criteria } from './directory.rules.ts';

export const { Edge: TherapistEdge } = connectionTypes(TherapistType, 'Therapist');
export type TherapistEdge = InstanceType<typeof TherapistEdge>;

/** One value of a filter with its count; made once for each kind of value. */
function countType<Value extends string>(
  name: string,
  values: object | StringConstructor,
  description: string,
) {
  @ObjectType(`${name}Count`, { description })
  class ValueCount {
    @Field(() => values as StringConstructor, { description: 'The value, as the filter takes it.' })
    value!: Value;

    @Field(() => Int, { description: 'Therapists who have it, among those who meet all the other filters.' })
    count!: number;
  }
  return ValueCount;
}

export const ProfessionCount = countType<Profession>('Profession', Profession, 'Therapists of a profession.');
export const StateCount = countType<State>('State', State, 'Therapists based in a state or territory.');
export const ConcernCount = countType<Concern>('Concern', Concern, 'Therapists who help with a concern.');
export const ApproachCount = countType<Approach>('Approach', Approach, 'Therapists who work by an approach.');
export const ClientGroupCount = countType<ClientGroup>(
  'ClientGroup',
  ClientGroup,
  'Therapists who work with a group.',
);
export const LanguageCount = countType<string>('Language', String, 'Therapists who work in a language.');
export type ValueCount<Value> = { value: Value; count: number };

@ObjectType('FeeCount', { description: 'Therapists whose session fee is within a ceiling.' })
export class FeeCount {
  @InheritsCaching()
  @Field(() => Money, { description: "The ceiling; `maxFeeCents` takes the amount's cents." })
  upTo!: Money;

  @Field(() => Int, { description: 'Therapists within it, among those who meet all the other filters.' })
  count!: number;
}

@ObjectType('OpenCount', { description: 'Therapists with an open slot before an instant.' })
export class OpenCount {
  @Field(() => Int, { description: 'How many days from the next full hour the instant is.' })
  days!: number;

  @Field(() => Date, { description: 'The instant, as `openBefore` takes it.' })
  before!: Date;

  @Field(() => Int, { description: 'Therapists with one, among those who meet all the other filters.' })
  count!: number;
}

/** Its fields are counted by `DirectoryFacetsResolver`, each only when asked for. */
@ObjectType('TherapistFacets', {
  description:
    'A count for every value of every filter: of the therapists who meet all the other filters, those who have the value.',
})
export class TherapistFacets {
  criteria!: Criteria;
}

/** Its fields are read by `DirectoryConnectionResolver`, each only when asked for. */
@InheritsCaching()
@ObjectType('TherapistConnection', {
  description: 'A page of the directory (Relay cursor connection), with its facets.',
})
export class TherapistConnection {
  criteria!: Criteria;
  /** Reads the page once, when first asked. */
  page!: () => Promise<Connection<TherapistType>>;
}
