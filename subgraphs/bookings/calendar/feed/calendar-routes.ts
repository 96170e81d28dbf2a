import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../../shared/database.ts';
import type { Route } from '../../../shared/subgraph.ts';
import { auditReads } from '../../audit/audit.ts';
import { calendarText } from '../appointment-ics.ts';
import { entryFor, readFeedRows, readLinkedRow, type FeedRow } from './calendar-feed.reads.ts';
import { hashFeedToken, roleOfLinkToken } from './feed-token.ts';

const feedPath = /^\/calendar\/([A-Za-z0-9_-]{43})\.ics$/;
const linkPath = /^\/calendar\/(booking_[0-9a-z]{26})\/([A-Za-z0-9_-]{43})\.ics$/;

export interface CalendarRouteSettings {
  orm: MikroORM;
  joinUrlTemplate: string | null;
  clock: () => Date;
}

/** What was found behind a secret address, and what must be written down when it is shown. */
interface Shown {
  text: string;
  fileName: string;
  audit: { rows: readonly FeedRow[]; reason: string } | null;
}

/**
 * Answers `GET /calendar/…`: a therapist's feed of appointments, and single appointments by the link of one of their
 * parties. The address is the secret: calendar programs can send no token. What of a client's is read by their therapist goes
 * into the audit, unless the program has it already and is told so.
 */
export function createCalendarRoutes({ orm, joinUrlTemplate, clock }: CalendarRouteSettings): Route {
  return async (request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    if (!path.startsWith('/calendar/')) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      respond(response, 405, { allow: 'GET, HEAD' }, 'Only GET is understood here.\n');
      return true;
    }
    const em = orm.em.fork();
    const now = clock();
    const shown = await find(em, path, joinUrlTemplate, now);
    if (shown === null) respond(response, 404, {}, 'There is no calendar at this address.\n');
    else await show(em, shown, request, response, now);
    return true;
  };
}

async function find(
  em: EntityManager,
  path: string,
  joinUrlTemplate: string | null,
  now: Date,
): Promise<Shown | null> {
  const [, token] = feedPath.exec(path) ?? [];
  if (token !== undefined) return findFeed(em, token, joinUrlTemplate, now);
  const [, bookingId, secret] = linkPath.exec(path) ?? [];
  return bookingId === undefined ? null : findAppointment(em, bookingId, secret!, joinUrlTemplate);
}

async function findFeed(
  em: EntityManager,
  token: string,
  joinUrlTemplate: string | null,
  now: Date,
): Promise<Shown | null> {
  const [feed] = await readRows(
    em,
    sql<{ therapistId: string; name: string }>`
      update calendar_feed set last_read_at = ${now} from therapist
      where token_hash = ${hashFeedToken(token)} and therapist.id = therapist_id and therapist.owner_subject = calendar_feed.owner_subject
      returning therapist_id as "therapistId", name`,
  );
  if (feed === undefined) return null;
  const rows = await readFeedRows(em, feed.therapistId, now);
  const entries = rows.map((row) => entryFor('THERAPIST', row, joinUrlTemplate));
  return {
    text: calendarText(entries, { name: `Rapport: ${feed.name}` }),
    fileName: 'appointments.ics',
    audit: { rows, reason: 'calendar feed' },
  };
}

async function findAppointment(
  em: EntityManager,
  bookingId: string,
  secret: string,
  joinUrlTemplate: string | null,
): Promise<Shown | null> {
  const row = await readLinkedRow(em, bookingId);
  const role = row && roleOfLinkToken(row.room, secret);
  if (row === null || role === null) return null;
  return {
    text: calendarText([entryFor(role, row, joinUrlTemplate)]),
    fileName: 'appointment.ics',
    audit:
      role === 'THERAPIST' && row.ownerSubject !== null ? { rows: [row], reason: 'calendar link' } : null,
  };
}

async function show(
  em: EntityManager,
  { text, fileName, audit }: Shown,
  request: IncomingMessage,
  response: ServerResponse,
  now: Date,
): Promise<void> {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const headers = { etag, 'cache-control': 'private, no-cache' };
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  if (audit !== null) {
    const reads = audit.rows.map(({ id, clientId, ownerSubject }) => ({
      viewerSubject: ownerSubject!,
      viewerRole: 'THERAPIST' as const,
      subjectType: 'BOOKING' as const,
      subjectId: id,
      clientId,
      reason: audit.reason,
    }));
    await auditReads(em, reads, now);
  }
  respond(
    response,
    200,
    {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${fileName}"`,
    },
    request.method === 'HEAD' ? '' : text,
  );
}

function respond(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
): void {
  response
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(text);
}
