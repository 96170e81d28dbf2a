import { Field, ObjectType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { TherapistType } from '../therapist/therapist.type.ts';

@PrivateToViewer()
@ObjectType('Practice', { description: "A therapist's own side of the platform: their appointments." })
export class PracticeType {
  @Field(() => TherapistType, {
    nullable: true,
    description: "The viewer's public profile; null only when the therapists service could not be reached.",
  })
  therapist!: TherapistType;
}
