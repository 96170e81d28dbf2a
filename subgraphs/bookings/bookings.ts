import type { JWK } from 'jose';
import { buildSubgraph } from '../shared/build-subgraph.ts';
import type { RequestContext } from '../shared/context.ts';
import { openDatabase } from '../shared/database.ts';
import { createReviewTokenSigner, type SignReviewToken } from '../shared/review-token.ts';
import { openSubgraph, type Subgraph, type SubgraphSettings } from '../shared/subgraph.ts';
import { createCalendarRoutes } from './calendar/feed/calendar-routes.ts';
import { bookingsDatabase } from './mikro-orm.config.ts';
import { bookingsSchema } from './schema.ts';

/** What bookings is started with besides what every subgraph is. */
export interface BookingsSettings extends SubgraphSettings {
  /** Private EC P-256 key that signs review tokens; without it nobody gets one. */
  reviewTokenKey?: JWK | null;
  /** Address of a call with `{room}` in it; without it appointments have no address. */
  joinUrlTemplate?: string | null;
}

/** The settings as resolvers find them. */
export interface BookingsServices extends BookingsSettings {
  signReviewToken: SignReviewToken | null;
}

export type BookingsContext = RequestContext<BookingsServices>;

/** The bookings subgraph over its database, ready for a transport. */
export function openBookings(settings: BookingsSettings): Subgraph<BookingsServices> {
  const { schema } = buildSubgraph(bookingsSchema);
  const orm = openDatabase(bookingsDatabase, settings.database);
  const signReviewToken = settings.reviewTokenKey ? signerOf(settings.reviewTokenKey) : null;
  const subgraph = openSubgraph('bookings', schema, orm, { ...settings, signReviewToken });
  const { joinUrlTemplate = null, clock = () => new Date() } = settings;
  return { ...subgraph, routes: createCalendarRoutes({ orm, joinUrlTemplate, clock }) };
}

/** Reads the key once, at the first token. */
function signerOf(key: JWK): SignReviewToken {
  let signer: Promise<SignReviewToken> | undefined;
  return async (grant, expiresAt) => (await (signer ??= createReviewTokenSigner(key)))(grant, expiresAt);
}
