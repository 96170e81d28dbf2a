import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { SlotKind } from '../slot/slot.rules.ts';

/** An appointment of the client's that takes their time. */
export interface AgendaItem {
  id: string;
  therapistId: string;
  kind: SlotKind;
  status: 'HELD' | 'CONFIRMED';
  startsAt: number;
  endsAt: number;
  consultationPlace: number | null;
  /** Whether it was offered from the waitlist rather than chosen. */
  isOffer: boolean;
}

/** What of a client's own bears on a new appointment with one therapist. */
export interface ClientAgenda {
  clientId: string;
  /** Confirmed, or held and not run out. */
  active: AgendaItem[];
  /** The appointment that takes or took the one free consultation with this therapist; null when it is still to be had. */
  consultationId: string | null;
  /** Whether they have an appointment with this therapist that stands or took place. */
  isKnown: boolean;
}

/** Reads it in one statement. */
export async function readAgenda(
  em: EntityManager,
  clientId: string,
  therapistId: string,
): Promise<ClientAgenda> {
  const [row] = await readRows(
    em,
    sql<Omit<ClientAgenda, 'clientId'>>`
      select
        (select coalesce(json_agg(json_build_object(
            'id', id, 'therapistId', therapist_id, 'kind', kind, 'status', status,
            'startsAt', extract(epoch from starts_at) * 1000, 'endsAt', extract(epoch from ends_at) * 1000,
            'consultationPlace', consultation_place, 'isOffer', waitlist_entry_id is not null) order by starts_at), '[]')
          from booking where client_id = ${clientId} and status in ('HELD', 'CONFIRMED')) as active,
        (select id from booking
          where client_id = ${clientId} and therapist_id = ${therapistId} and kind = 'CONSULTATION'
            and status in ('HELD', 'CONFIRMED', 'COMPLETED', 'NO_SHOW')) as "consultationId",
        exists (select from booking
          where client_id = ${clientId} and therapist_id = ${therapistId}
            and status in ('CONFIRMED', 'COMPLETED', 'NO_SHOW')) as "isKnown"`,
  );
  return { clientId, ...row! };
}
