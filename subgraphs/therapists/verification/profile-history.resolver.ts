import { sql } from 'kysely';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import { hasRole } from '../../shared/viewer.ts';
import type { TherapistRecord } from '../therapist/therapist.record.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import type { TherapistsContext } from '../therapists.ts';
import type { TherapistActor, TherapistEventType } from './therapist-transitions.rules.ts';
import { ProfileHistoryEntryType } from './verification.type.ts';

interface HistoryRow {
  therapistId: string;
  atMs: number;
  event: TherapistEventType;
  status: TherapistStatus;
  actor: TherapistActor;
  actorSubject: string;
  reason: string | null;
}

/** What happened to a profile, oldest first. Only for those who may see it. */
const historyOf = defineLoader<TherapistsContext, string, HistoryRow[]>(async ({ em }, ids) => {
  const rows = await readRows(
    em,
    sql<HistoryRow>`
      select therapist_id as "therapistId", (extract(epoch from at) * 1000)::float8 as "atMs", event,
        to_status as status, actor, actor_subject as "actorSubject", reason
      from therapist_event where therapist_id = any(${ids}) order by therapist_id, id`,
  );
  const byTherapist = Map.groupBy(rows, ({ therapistId }) => therapistId);
  return ids.map((id) => byTherapist.get(id) ?? []);
});

@Resolver(() => TherapistType)
export class ProfileHistoryResolver {
  @PrivateToViewer()
  @FieldResolver(() => [ProfileHistoryEntryType], {
    nullable: true,
    description:
      'What happened to the profile, oldest first, with the reasons given; null for anybody but the therapist and admins.',
  })
  async history(
    @Root() { id, ownerSubject }: TherapistRecord,
    @Ctx() context: TherapistsContext,
  ): Promise<ProfileHistoryEntryType[] | null> {
    const { viewer } = context;
    const isAdmin = hasRole(viewer, 'admin');
    if (viewer === null || (!isAdmin && viewer.subject !== ownerSubject)) return null;
    const rows = await context.load(historyOf, id);
    return rows.map(({ atMs, event, status, actor, actorSubject, reason }) => ({
      at: new Date(atMs),
      event,
      status,
      actor,
      actorSubject: isAdmin ? actorSubject : null,
      reason,
    }));
  }
}
