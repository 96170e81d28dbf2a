import { sql, type RawBuilder } from 'kysely';
import { hasRole, type Viewer } from '../../shared/viewer.ts';

/** The condition under which a row `t` of therapist is in public lists: for everyone alike, admins included. */
export const isPublic: RawBuilder<boolean> = sql<boolean>`t.status = 'VERIFIED'`;

/** The condition under which this viewer may see a row `t` of therapist that they name: public, their own, or any for an admin. */
export function isVisibleTo(viewer: Viewer | null): RawBuilder<boolean> {
  if (hasRole(viewer, 'admin')) return sql<boolean>`true`;
  if (viewer === null) return isPublic;
  return sql<boolean>`(${isPublic} or t.owner_subject = ${viewer.subject})`;
}
