import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput } from '../../shared/errors.ts';
import { therapistColumns, therapistTables, type TherapistRow } from '../therapist/therapist.record.ts';
import { isPublic } from '../therapist/therapist.visibility.ts';
import {
  dayMs,
  mostPoints,
  ratingFloor,
  ratingSpan,
  soonness,
  type MatchAspect,
} from './match-points.rules.ts';
import { aspectsOf, type Questionnaire } from './match.rules.ts';

/** A therapist who meets every condition, with what the reasons are made of. */
export type MatchRow = TherapistRow & {
  /** Points in all, as the rows are put in order by. */
  score: number;
  /** The shrunken mean of the stars, in ten-thousandths. */
  ratingScore: number;
  /** The next open consultation in milliseconds; null when there is none. */
  opensAtMs: number | null;
  /** Its hour of the week on the clock of the questionnaire's time zone, Monday 00:00 being 0; null without either. */
  opensAtHour: number | null;
  feeCents: number | null;
};

/** Where a row stands: the published order's own columns. */
export interface MatchPlace {
  score: number;
  ratingScore: number;
  /** `noneMs` when nothing is open. */
  opensAtMs: number;
  id: string;
}

/** Later than any slot: those who have none come last. */
export const noneMs = 8.64e15;

interface Tables {
  opensAt: RawBuilder<unknown>;
  hour: RawBuilder<unknown>;
}

/** The tables and columns as of an instant: a consultation that has begun by then is not open. */
function tablesAt(now: Date, { timeZone }: Questionnaire): Tables {
  const opensAt = sql`(case when s.consultation_at > ${now} then s.consultation_at end)`;
  const local = sql`(${opensAt} at time zone ${timeZone})`;
  const hour =
    timeZone === null
      ? sql`null::int`
      : sql`((extract(isodow from ${local})::int - 1) * 24 + extract(hour from ${local})::int)`;
  return { opensAt, hour };
}

/** The best matches from a place on, `limit` of them, and how many there are in all. Throws BAD_USER_INPUT for a zone that is none. */
export async function readMatches(
  em: EntityManager,
  questionnaire: Questionnaire,
  page: { now: Date; after: MatchPlace | null; limit: number },
): Promise<{ rows: MatchRow[]; totalCount: number }> {
  const { now, after, limit } = page;
  const tables = tablesAt(now, questionnaire);
  const score = scoreOf(questionnaire, tables, now);
  const opensAtMs = sql`(extract(epoch from ${tables.opensAt}) * 1000)::float8`;
  const candidates = sql`therapist t join therapist_search s on s.therapist_id = t.id`;
  const conditions = conditionsOf(questionnaire, tables);
  try {
    // The best are settled on narrow rows, and only theirs are read whole.
    const rows = await readRows(
      em,
      sql<MatchRow>`
        with best as (
          select t.id, m.score, s.score as rating_score, m.opens_at, ${tables.hour} as opens_at_hour, s.session_cents
          from ${candidates} cross join lateral (select ${score} as score, ${opensAtMs} as opens_at offset 0) m
          where ${conditions} and ${isAfter(after)}
          order by m.score desc, s.score desc, m.opens_at nulls last, t.id limit ${limit}
        )
        select ${therapistColumns}, best.score, best.rating_score as "ratingScore", best.opens_at as "opensAtMs",
          best.opens_at_hour as "opensAtHour", best.session_cents as "feeCents"
        from best join (${therapistTables}) on t.id = best.id
        order by best.score desc, best.rating_score desc, best.opens_at nulls last, t.id`,
    );
    const [counted] = await readRows(
      em,
      sql<{ total: number }>`select count(*)::int as total from ${candidates} where ${conditions}`,
    );
    return { rows, totalCount: counted!.total };
  } catch (error) {
    // A zone that this process knows and the database does not.
    if ((error as { code?: unknown }).code === '22023')
      throw badInput('input.timeZone must be an IANA time zone, such as Australia/Sydney.', 'input.timeZone');
    throw error;
  }
}

/** Nobody is shown who does not meet all of this, whatever their points. */
function conditionsOf(questionnaire: Questionnaire, { hour }: Tables): RawBuilder<boolean> {
  const { clientGroup, language, maxFeeCents, required } = questionnaire;
  const { concerns, approaches, professions, states, pronouns, hours } = questionnaire;
  const conditions: RawBuilder<boolean>[] = [isPublic, sql`t.accepting_new_clients`];
  if (clientGroup !== null) conditions.push(sql`${clientGroup} = any(t.client_groups)`);
  if (language !== null)
    conditions.push(
      sql`(${language} = any(t.languages) or exists (
        select from unnest(t.languages) l where starts_with(l, ${`${language}-`})))`,
    );
  if (maxFeeCents !== null) conditions.push(sql`s.session_cents <= ${maxFeeCents}`);
  for (const requirement of required) {
    if (requirement === 'CONCERNS') conditions.push(sql`t.concerns @> ${concerns}::text[]`);
    if (requirement === 'APPROACHES') conditions.push(sql`t.approaches && ${approaches}::text[]`);
    if (requirement === 'TIMES') conditions.push(sql`coalesce(${hour} = any(${hours}::int[]), false)`);
    if (requirement === 'PROFESSIONS') conditions.push(sql`t.profession = any(${professions}::text[])`);
    if (requirement === 'STATES') conditions.push(sql`t.state = any(${states}::text[])`);
    if (requirement === 'PRONOUNS')
      conditions.push(sql`coalesce(lower(t.pronouns) = any(${pronouns}::text[]), false)`);
  }
  return sql.join(conditions, sql` and `);
}

/** The sum of the points; each as `pointsFor` has it. */
function scoreOf(questionnaire: Questionnaire, tables: Tables, now: Date): RawBuilder<number> {
  const most = mostPoints(aspectsOf(questionnaire));
  const points = Object.entries(most).map(([aspect, mostOfAspect]) => {
    const { met, of } = fitOf(aspect as MatchAspect, questionnaire, tables, now);
    return sql`((2 * ${mostOfAspect}::int * ${met} + ${of}::int) / (2 * ${of}::int))`;
  });
  return sql<number>`(${sql.join(points, sql` + `)})::int`;
}

function fitOf(
  aspect: MatchAspect,
  questionnaire: Questionnaire,
  { opensAt, hour }: Tables,
  now: Date,
): { met: RawBuilder<unknown>; of: number } {
  const { concerns, approaches, professions, states, pronouns, hours } = questionnaire;
  const one = (condition: RawBuilder<unknown>) => ({ met: sql`coalesce((${condition})::int, 0)`, of: 1 });
  const common = (column: RawBuilder<unknown>, asked: readonly string[]) => ({
    met: sql`(${sql.join(
      asked.map((value) => sql`(${value} = any(${column}))::int`),
      sql` + `,
    )})`,
    of: asked.length,
  });
  switch (aspect) {
    case 'CONCERNS':
      return common(sql`t.concerns`, concerns);
    case 'APPROACHES':
      return common(sql`t.approaches`, approaches);
    case 'TIMES':
      return one(sql`${hour} = any(${hours}::int[])`);
    case 'PROFESSION':
      return one(sql`t.profession = any(${professions}::text[])`);
    case 'STATE':
      return one(sql`t.state = any(${states}::text[])`);
    case 'PRONOUNS':
      return one(sql`lower(t.pronouns) = any(${pronouns}::text[])`);
    case 'RATING':
      return {
        met: sql`least(${ratingSpan}::int, greatest(0, s.score - ${ratingFloor}::int))`,
        of: ratingSpan,
      };
    case 'AVAILABILITY': {
      const steps = soonness.map(
        ({ days, quarters }) =>
          sql`when ${opensAt} <= ${new Date(now.getTime() + days * dayMs)} then ${quarters}::int`,
      );
      return { met: sql`(case ${sql.join(steps, sql` `)} else 0 end)`, of: 4 };
    }
  }
}

function isAfter(after: MatchPlace | null): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const { score, ratingScore, opensAtMs, id } = after;
  return sql`
    (-m.score, -s.score, coalesce(m.opens_at, ${noneMs}::float8), t.id)
    > (${-score}::int, ${-ratingScore}::int, ${opensAtMs}::float8, ${id})`;
}
