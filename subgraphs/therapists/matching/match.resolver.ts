import { createHash } from 'node:crypto';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { decodeCursor, encodeCursor, requireFirst, toConnection } from '../../shared/paging.ts';
import { toRecord } from '../therapist/therapist.record.ts';
import type { TherapistsContext } from '../therapists.ts';
import { dayMs } from './match-points.rules.ts';
import { explainMatch } from './match-reasons.rules.ts';
import { MatchInput } from './match.input.ts';
import { noneMs, readMatches, type MatchPlace, type MatchRow } from './match.query.ts';
import { questionnaireOf, type Questionnaire } from './match.rules.ts';
import { TherapistMatchConnection, type TherapistMatchType } from './match.type.ts';

@Resolver()
export class MatchResolver {
  @PrivateToViewer()
  @Query(() => TherapistMatchConnection, {
    nullable: true,
    description:
      'Therapists who take new clients and meet the conditions of a questionnaire, the best match first: by score, then by mean stars (shrunken, as in TOP_RATED), then by the next open consultation, then by id. The points are published and none can be bought. Null only when the service could not be reached.',
  })
  async matchTherapists(
    @Arg('input', () => MatchInput, { description: 'The questionnaire.' }) input: MatchInput,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'The cursor that the page follows, of the same questionnaire and at most a day old: the pages go on as of the instant of the first.',
    })
    after: string | null | undefined,
    @Ctx() context: TherapistsContext,
  ): Promise<TherapistMatchConnection> {
    const questionnaire = questionnaireOf(input);
    const order = orderOf(questionnaire);
    const page = { first: requireFirst(first), after };
    const { now, place } = startOf(after, order, context.now);
    const limit = page.first + 1;
    const { rows, totalCount } = await readMatches(context.em, questionnaire, { now, after: place, limit });
    const connection = toConnection(
      rows,
      page,
      (row) => matchOf(questionnaire, row, now),
      (row) =>
        encodeCursor(order, [now.getTime(), row.score, row.ratingScore, row.opensAtMs ?? noneMs, row.id]),
    );
    return { ...connection, totalCount };
  }
}

/** Names the questionnaire in a cursor without saying what is in it. */
function orderOf(questionnaire: Questionnaire): string {
  return `MATCH ${createHash('sha256').update(JSON.stringify(questionnaire)).digest('base64url').slice(0, 16)}`;
}

function startOf(
  after: string | null | undefined,
  order: string,
  now: Date,
): { now: Date; place: MatchPlace | null } {
  if (after === null || after === undefined) return { now, place: null };
  const [asOf, score, ratingScore, opensAtMs, id] = decodeCursor(after, order, 5);
  const isWithin = (part: unknown, most: number) => typeof part === 'number' && part >= 0 && part <= most;
  const isWhole = Number.isInteger(score) && Number.isInteger(ratingScore);
  const isOurs = isWithin(asOf, noneMs) && isWithin(score, 100) && isWithin(ratingScore, 50_000);
  if (!isWhole || !isOurs || !isWithin(opensAtMs, noneMs) || typeof id !== 'string')
    throw badInput('after is not a cursor of this connection.', 'after');
  const age = now.getTime() - Number(asOf);
  if (age < 0 || age > dayMs) throw badInput('after is too old. Ask for the first page again.', 'after');
  const place = { score: Number(score), ratingScore: Number(ratingScore), opensAtMs: Number(opensAtMs), id };
  return { now: new Date(Number(asOf)), place };
}

function matchOf(questionnaire: Questionnaire, row: MatchRow, now: Date): TherapistMatchType {
  const { score: _score, ratingScore, opensAtMs, opensAtHour, feeCents, ...columns } = row;
  const therapist = toRecord(columns);
  const opensAt = opensAtMs === null ? null : new Date(opensAtMs);
  const candidate = { therapist, ratingScore, opensAt, opensAtHour, feeCents };
  return { therapist, ...explainMatch(questionnaire, candidate, now) };
}
