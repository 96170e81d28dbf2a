import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';

/** A look of somebody at what is another person's. */
export interface AuditedRead {
  viewerSubject: string;
  viewerRole: 'THERAPIST' | 'ADMIN';
  subjectType: 'BOOKING' | 'ALLIANCE';
  subjectId: string;
  clientId: string;
  /** Why: admins always give one. */
  reason: string | null;
}

/** Writes down who looked at what before it is shown, all in one statement; a read that cannot be written down fails. */
export async function auditReads(em: EntityManager, reads: readonly AuditedRead[], now: Date): Promise<void> {
  if (reads.length === 0) return;
  await readRows(
    em,
    sql`
      insert into audit (at, viewer_subject, viewer_role, subject_type, subject_id, client_id, reason)
      select ${now}, * from unnest(
        ${reads.map((read) => read.viewerSubject)}::text[],
        ${reads.map((read) => read.viewerRole)}::text[],
        ${reads.map((read) => read.subjectType)}::text[],
        ${reads.map((read) => read.subjectId)}::text[],
        ${reads.map((read) => read.clientId)}::text[],
        ${reads.map((read) => read.reason)}::text[])`,
  );
}
