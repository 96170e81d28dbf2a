import { CodedError } from '../../shared/errors.ts';
import { isKeyRemembered, Refusal } from '../../shared/idempotency.ts';
import { requireViewer } from '../../shared/viewer.ts';
import type { TherapistsContext } from '../therapists.ts';
import { photoFault, strictPhotoPolicy, type PhotoFault } from './check-photo.ts';

/** What looking at a picture showed; `not looked` when nobody was asked. */
export type PhotoVerdict = PhotoFault | 'fine' | 'not looked';

/**
 * Looks at a new picture before the transaction begins, since a stranger's server may take its time. A wish that was settled
 * before is answered from memory, whatever that server says today, so then nobody is asked.
 */
export async function lookAtPhoto(
  context: TherapistsContext,
  key: string,
  photoUrl: string | null | undefined,
): Promise<PhotoVerdict> {
  if (photoUrl === null || photoUrl === undefined) return 'not looked';
  if (await isKeyRemembered(context.em, requireViewer(context).subject, key, context.now))
    return 'not looked';
  return (await photoFault(photoUrl, context.settings.photos ?? strictPhotoPolicy)) ?? 'fine';
}

/** Refuses a picture that will not do. */
export function requireGoodPhoto(verdict: PhotoVerdict): void {
  if (verdict === 'fine') return;
  // The key was forgotten in the moment between the look and the work.
  if (verdict === 'not looked')
    throw new CodedError('SERVICE_UNAVAILABLE', 'The picture was not looked at. Try again.');
  throw new Refusal({ type: 'PhotoRefused', fault: verdict });
}
