import type { JSONWebKeySet } from 'jose';
import { buildSubgraph } from '../shared/build-subgraph.ts';
import type { RequestContext } from '../shared/context.ts';
import { openDatabase } from '../shared/database.ts';
import { EventPublisher } from '../shared/events.ts';
import { createReviewTokenVerifier, type VerifyReviewToken } from '../shared/review-token.ts';
import { openSubgraph, type Subgraph, type SubgraphSettings } from '../shared/subgraph.ts';
import { therapistsDatabase } from './mikro-orm.config.ts';
import type { PhotoPolicy } from './profile/check-photo.ts';
import { therapistsSchema } from './schema.ts';

/** What therapists is started with besides what every subgraph is. */
export interface TherapistsOptions extends SubgraphSettings {
  /** The public keys of bookings' review tokens, as a JWKS; without it nobody can review. */
  reviewTokenKeys?: JSONWebKeySet | null;
  /** Where pictures may be; at https addresses of the open internet when not given. */
  photos?: PhotoPolicy;
}

/** The settings as resolvers find them. */
export interface TherapistsSettings extends TherapistsOptions {
  /** Tells the other subgraphs what profiles are now. */
  events: EventPublisher;
  /** Null where no keys are set. */
  verifyReviewToken: VerifyReviewToken | null;
}

export type TherapistsContext = RequestContext<TherapistsSettings>;

/** The therapists subgraph over its database, ready for a transport. */
export function openTherapists(settings: TherapistsOptions): Subgraph<TherapistsSettings> {
  const { schema } = buildSubgraph(therapistsSchema);
  const orm = openDatabase(therapistsDatabase, settings.database);
  const events = new EventPublisher('therapists', orm);
  const { reviewTokenKeys } = settings;
  const verifyReviewToken = reviewTokenKeys ? createReviewTokenVerifier(reviewTokenKeys) : null;
  const services = { ...settings, events, verifyReviewToken };
  const subgraph = openSubgraph('therapists', schema, orm, services);
  return {
    ...subgraph,
    async close() {
      await events.close();
      await subgraph.close();
    },
  };
}
