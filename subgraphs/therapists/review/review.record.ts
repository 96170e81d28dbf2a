import { sql, type RawBuilder } from 'kysely';
import { hasRole, type Viewer } from '../../shared/viewer.ts';
import { isPublic } from '../therapist/therapist.visibility.ts';
import type { ReviewStatus } from './review.entity.ts';

/** A review as read for an answer. The author is not in it: nothing that is shown can name them. */
export interface ReviewRecord {
  id: string;
  therapistId: string;
  stars: number;
  listening: number;
  punctuality: number;
  clarity: number;
  comfort: number;
  comment: string | null;
  status: ReviewStatus;
  statusReason: string | null;
  createdAt: Date;
  /** The same as PostgreSQL writes it, to the microsecond: for cursors. */
  createdAtText: string;
}

export type ReviewRow = Omit<ReviewRecord, 'createdAt'> & { createdAtMs: number };

/** The columns of a record, from `review v`. */
export const reviewColumns: RawBuilder<ReviewRow> = sql<ReviewRow>`
  v.id, v.therapist_id as "therapistId", v.stars, v.listening, v.punctuality, v.clarity, v.comfort, v.comment, v.status,
  v.status_reason as "statusReason", (extract(epoch from v.created_at) * 1000)::float8 as "createdAtMs",
  v.created_at::text as "createdAtText"`;

export function toReview({ createdAtMs, ...same }: ReviewRow): ReviewRecord {
  return { ...same, createdAt: new Date(Math.floor(createdAtMs)) };
}

/** The condition under which this viewer may see a row `v` of review of a therapist `t`: public, their own, or any for an admin. */
export function isReviewVisibleTo(viewer: Viewer | null): RawBuilder<boolean> {
  if (hasRole(viewer, 'admin')) return sql<boolean>`true`;
  const shown = sql<boolean>`(v.status = 'PUBLISHED' and ${isPublic})`;
  return viewer === null ? shown : sql<boolean>`(${shown} or v.author_subject = ${viewer.subject})`;
}
