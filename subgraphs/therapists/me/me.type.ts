import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The bookings subgraph's; here the person who asks is a subject to hang reviews and a profile on. */
@Directive('@key(fields: "id")')
@ObjectType('Me')
export class MeType {
  @Field(() => ID, { description: 'The subject of the access token.' })
  id!: string;
}
