import { Field, ObjectType } from 'type-graphql';

@ObjectType('CalendarFeed', {
  description:
    'A secret address at which calendar programs find the appointments. The address itself is told once, when it is made.',
})
export class CalendarFeedType {
  @Field(() => Date, { description: 'When the address was made.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When a program last asked there; null when none has.' })
  lastReadAt!: Date | null;
}
