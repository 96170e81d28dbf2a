import { Arg, createUnionType, Ctx, Mutation, Resolver } from 'type-graphql';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { requireRole } from '../../shared/viewer.ts';
import { keyDescription, settle } from '../settled.ts';
import { photoOfOwn } from '../therapist/therapist.loaders.ts';
import type { TherapistsContext } from '../therapists.ts';
import { createProfile, submitProfile, updateProfile } from './edit-profile.ts';
import { lookAtPhoto } from './photo-verdict.ts';
import { profileAnswer } from './profile-answers.ts';
import { TherapistProfileChanges, TherapistProfileInput } from './profile.input.ts';
import * as problems from './profile.problems.ts';
import { fieldsOf } from './profile.rules.ts';

const CreateTherapistProfileResult = createUnionType({
  name: 'CreateTherapistProfileResult',
  description: 'The new profile, or why there is none.',
  types: () =>
    [
      problems.ProfileSuccess,
      problems.ProfileExists,
      problems.SlugTaken,
      problems.RegistrationRefused,
      problems.PhotoRefused,
      IdempotencyConflict,
    ] as const,
});

const UpdateTherapistProfileResult = createUnionType({
  name: 'UpdateTherapistProfileResult',
  description: 'The changed profile, or why it is as it was.',
  types: () =>
    [
      problems.ProfileSuccess,
      problems.NeedsReverification,
      problems.SlugTaken,
      problems.RegistrationRefused,
      problems.PhotoRefused,
      IdempotencyConflict,
    ] as const,
});

const SubmitForVerificationResult = createUnionType({
  name: 'SubmitForVerificationResult',
  description: 'The submitted profile, or why it was not.',
  types: () =>
    [
      problems.ProfileSuccess,
      problems.ProfileIncomplete,
      problems.ProfileStateConflict,
      IdempotencyConflict,
    ] as const,
});

@Resolver()
export class ProfileMutations {
  @Mutation(() => CreateTherapistProfileResult, {
    nullable: true,
    description:
      "Begins the viewer's profile as a DRAFT, which nobody else sees: for therapists, one each. Null only with an error.",
  })
  async createTherapistProfile(
    @Arg('input', () => TherapistProfileInput, { description: 'What to begin with.' })
    input: TherapistProfileInput,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    requireRole(context, 'therapist');
    const { now, settings } = context;
    const given = fieldsOf(input, now);
    const { profession, state } = input;
    const required = {
      name: given.name!,
      profession,
      state,
      timeZone: given.timeZone!,
      languages: given.languages!,
    };
    const fields = { ...given, ...required };
    const photo = await lookAtPhoto(context, key, fields.photoUrl);
    const attempt = { operation: 'createTherapistProfile', key, input: fields };
    const settled = await settle(context, attempt, (em, viewer) =>
      createProfile(em, { viewer, events: settings.events, fields, photo, now }),
    );
    return profileAnswer(context, settled);
  }

  @Mutation(() => UpdateTherapistProfileResult, {
    nullable: true,
    description:
      "Changes the viewer's profile. The name, the profession and the registration are what an admin verifies: changing one of them takes a VERIFIED profile back to SUBMITTED, off the public pages. Null only with an error.",
  })
  async updateTherapistProfile(
    @Arg('changes', () => TherapistProfileChanges, { description: 'What is to change.' })
    changes: TherapistProfileChanges,
    @Arg('acceptReverification', () => Boolean, {
      defaultValue: false,
      description:
        'Whether a verified profile may leave the public pages until it is verified again, if it must.',
    })
    acceptReverification: boolean,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    const { subject } = requireRole(context, 'therapist');
    const { now, settings } = context;
    const fields = fieldsOf({ ...changes, photoUrl: storedPhotoUrl(changes.photoUrl, context) }, now);
    const isSamePhoto = fields.photoUrl === (await photoOfOwn(context.em, subject));
    const photo = await lookAtPhoto(context, key, isSamePhoto ? null : fields.photoUrl);
    const attempt = { operation: 'updateTherapistProfile', key, input: { fields, acceptReverification } };
    const settled = await settle(context, attempt, (em, viewer) =>
      updateProfile(em, { viewer, events: settings.events, fields, photo, now }, acceptReverification),
    );
    return profileAnswer(context, settled);
  }

  @Mutation(() => SubmitForVerificationResult, {
    nullable: true,
    description: "Hands the viewer's DRAFT to the admins to be verified. Null only with an error.",
  })
  async submitForVerification(
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    requireRole(context, 'therapist');
    const { now, settings } = context;
    const settled = await settle(
      context,
      { operation: 'submitForVerification', key, input: {} },
      (em, viewer) => submitProfile(em, viewer, settings.events, now),
    );
    return profileAnswer(context, settled);
  }
}

/** A picture of this site is kept by its path, and shown by its address: whoever sends that back changes nothing. */
function storedPhotoUrl<Url extends string | null | undefined>(
  photoUrl: Url,
  { settings }: TherapistsContext,
): Url | string {
  return photoUrl?.startsWith(`${settings.publicUrl}/`)
    ? photoUrl.slice(settings.publicUrl.length)
    : photoUrl;
}
