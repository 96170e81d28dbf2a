import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';

enum RoleName {
  CLIENT = 'client',
  THERAPIST = 'therapist',
  EDITOR = 'editor',
  ADMIN = 'admin',
}

registerEnumType(RoleName, {
  name: 'Role',
  description: 'What a person may do on the platform, as the identity provider vouches for it.',
  valuesConfig: {
    CLIENT: { description: 'Books appointments for themselves.' },
    THERAPIST: { description: 'Keeps a profile, hours and appointments of their own.' },
    EDITOR: { description: 'Writes and reviews content.' },
    ADMIN: { description: 'Verifies therapists and looks into what happened.' },
  },
});

@PrivateToViewer()
@Directive('@key(fields: "id")')
@ObjectType('Me', { description: 'The person who is asking. Nobody else ever sees what hangs on it.' })
export class MeType {
  @Field(() => ID, { description: "The subject of the access token: stable for a person, the issuer's own." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Their name; null when the identity provider does not tell.',
  })
  name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Their e-mail address; null when the identity provider does not tell.',
  })
  email!: string | null;

  @Field(() => [RoleName], { description: 'What they may do; may be empty.' })
  roles!: `${RoleName}`[];

  @Field(() => String, {
    nullable: true,
    description: 'Their IANA time zone; null when the identity provider does not tell.',
  })
  timeZone!: string | null;
}
