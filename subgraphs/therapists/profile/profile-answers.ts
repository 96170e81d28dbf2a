import type { Settled } from '../../shared/idempotency.ts';
import { requireViewer } from '../../shared/viewer.ts';
import { conflictAnswer, made } from '../settled.ts';
import { idOfOwn, readTherapist } from '../therapist/therapist.loaders.ts';
import type { TherapistsContext } from '../therapists.ts';
import type { PhotoFault } from './check-photo.ts';
import { maxPhotoBytes, maxPhotoPixels, minPhotoPixels } from './photo-limits.rules.ts';
import type { ProfileOutcome } from './profile-outcomes.ts';
import * as problems from './profile.problems.ts';
import { slugsLike } from './slugs.ts';

const photoWords: Readonly<Record<PhotoFault, string>> = {
  ADDRESS_NOT_ALLOWED: 'The picture must be at an https address on the open internet.',
  UNREACHABLE: 'The picture could not be fetched from that address.',
  NOT_AN_IMAGE: 'The picture must be a PNG, JPEG or WebP.',
  TOO_LARGE: `The picture must have at most ${maxPhotoBytes / 1024 / 1024} MB.`,
  WRONG_DIMENSIONS: `Each side of the picture must have ${minPhotoPixels} to ${maxPhotoPixels} pixels.`,
};

/** What the client is told of a mutation about a profile. */
export async function profileAnswer(
  context: TherapistsContext,
  settled: Settled<ProfileOutcome>,
): Promise<object> {
  if (settled === 'conflict') return conflictAnswer();
  const { outcome, replayed } = settled;
  switch (outcome.type) {
    case 'ProfileSuccess':
      return made(problems.ProfileSuccess, {
        therapist: await readTherapist(context, outcome.therapistId),
        replayed,
      });
    case 'ProfileExists':
      return made(problems.ProfileExists, {
        message: 'You have a profile already. Change that one instead.',
        therapist: await readTherapist(context, outcome.therapistId),
      });
    case 'SlugTaken':
      return made(problems.SlugTaken, {
        message: 'This slug is not free. Choose another.',
        suggestions: await freeSlugsFor(context, outcome.slug),
      });
    case 'RegistrationRefused':
      return made(problems.RegistrationRefused, { message: outcome.fault });
    case 'PhotoRefused':
      return made(problems.PhotoRefused, { message: photoWords[outcome.fault], fault: outcome.fault });
    case 'NeedsReverification':
      return made(problems.NeedsReverification, {
        message:
          'This changes what was verified, so your profile would be off the public pages until it is verified again.',
        fields: outcome.fields,
      });
    case 'ProfileIncomplete':
      return made(problems.ProfileIncomplete, {
        message: 'The profile is not complete yet. Fill in what is missing and submit it again.',
        missing: outcome.missing,
      });
    case 'ProfileChanged':
      return made(problems.ProfileChanged, {
        message: 'The profile has been changed since you looked. Look again before you verify it.',
        version: outcome.version,
        therapist: await readTherapist(context, outcome.therapistId),
      });
    case 'ProfileStateConflict':
      return made(problems.ProfileStateConflict, {
        message: `This cannot be done with a profile that is ${outcome.status.toLowerCase()}.`,
        status: outcome.status,
        therapist: await readTherapist(context, outcome.therapistId),
      });
  }
}

async function freeSlugsFor(context: TherapistsContext, slug: string): Promise<string[]> {
  const own = await idOfOwn(context.em, requireViewer(context).subject);
  return slugsLike(context.em, slug, 3, own);
}
