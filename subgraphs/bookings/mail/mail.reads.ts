import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';

/** An appointment with what mail about it needs of its parties, as they are now. Instants are milliseconds. */
export interface MailRow {
  kind: AppointmentKind;
  status: string;
  startsAt: number;
  endsAt: number;
  heldUntil: number | null;
  cancellationNoticeHours: number;
  room: string;
  clientName: string | null;
  clientEmail: string | null;
  clientTimeZone: string | null;
  therapistName: string;
  therapistTimeZone: string;
  /** Null: the therapist wants no mail. */
  therapistEmail: string | null;
}

export async function readMailRow(em: EntityManager, bookingId: string): Promise<MailRow | null> {
  const ms = (column: string) => sql`(extract(epoch from ${sql.ref(`booking.${column}`)}) * 1000)::float8`;
  const [row] = await readRows(
    em,
    sql<MailRow>`
      select kind, status, ${ms('starts_at')} as "startsAt", ${ms('ends_at')} as "endsAt",
        ${ms('held_until')} as "heldUntil", cancellation_notice_hours as "cancellationNoticeHours", room,
        client.name as "clientName", client.email as "clientEmail", client.time_zone as "clientTimeZone",
        therapist.name as "therapistName", therapist.time_zone as "therapistTimeZone",
        therapist_mail.email as "therapistEmail"
      from booking join client on client.id = client_id join therapist on therapist.id = booking.therapist_id
        left join therapist_mail
          on therapist_mail.therapist_id = therapist.id and therapist_mail.owner_subject = therapist.owner_subject
      where booking.id = ${bookingId}`,
  );
  return row ?? null;
}
