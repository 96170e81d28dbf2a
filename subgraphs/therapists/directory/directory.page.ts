import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput } from '../../shared/errors.ts';
import { decodeCursor, encodeCursor, toConnection, type Connection } from '../../shared/paging.ts';
import {
  therapistColumns,
  therapistTables,
  toRecord,
  type TherapistRecord,
  type TherapistRow,
} from '../therapist/therapist.record.ts';
import type { TherapistOrder } from './directory.input.ts';
import type { Criteria } from './directory.rules.ts';
import { placesQuery, type Place } from './directory.walk.ts';

interface PageAsked {
  order: `${TherapistOrder}`;
  first: number;
  after: string | null | undefined;
}

/** A page of the directory, in one statement. */
export async function readPage(
  em: EntityManager,
  criteria: Criteria,
  page: PageAsked,
): Promise<Connection<TherapistRecord>> {
  const cursorName = cursorNameOf(criteria, page.order);
  const after = page.after ? placeOf(page.after, cursorName) : null;
  const rows = await readRows(
    em,
    sql<TherapistRow & { tier: number; measure: number; score: number }>`
      select found.tier, found.measure, found.score, ${therapistColumns}
      from (${placesQuery(criteria, page.order, after, page.first + 1)}) found
      join (${therapistTables}) on t.id = found.therapist_id
      order by found.tier, found.measure, found.score desc, t.id`,
  );
  return toConnection(
    rows,
    page,
    ({ tier: _tier, measure: _measure, score: _score, ...row }) => toRecord(row),
    ({ tier, measure, score, id }) => encodeCursor(cursorName, [tier, measure, score, id]),
  );
}

/** A cursor means a place only in the order it was given in: tiers depend on the text, starts on the kind. */
function cursorNameOf({ text, kind }: Criteria, order: `${TherapistOrder}`): string {
  if (order === 'RELEVANCE') return `${order} ${JSON.stringify(text)}`;
  return order === 'AVAILABLE_SOONEST' ? `${order} ${kind}` : order;
}

function placeOf(cursor: string, name: string): Place {
  const [tier, measure, score, id] = decodeCursor(cursor, name, 4);
  const isPlace =
    Number.isInteger(tier) && Number.isFinite(measure) && Number.isInteger(score) && typeof id === 'string';
  if (!isPlace) throw badInput('after is not a cursor of this connection.', 'after');
  return { tier, measure, score, id } as Place;
}
