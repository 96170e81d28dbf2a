import type { SchemaDefinition } from '../shared/build-subgraph.ts';
import { DirectoryFacetsResolver } from './directory/directory-facets.resolver.ts';
import { DirectoryResolver } from './directory/directory.resolver.ts';
import { FeeResolver } from './fees/fee.resolver.ts';
import { SetFeesResolver } from './fees/set-fees.resolver.ts';
import { SlotPriceResolver } from './fees/slot-price.resolver.ts';
import { slotReference } from './fees/slot.reference.ts';
import { SlotType } from './fees/slot.type.ts';
import { MatchResolver } from './matching/match.resolver.ts';
import { meReference } from './me/me.reference.ts';
import { MeType } from './me/me.type.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { nodesElsewhere } from './node/node.type.ts';
import { MyProfileResolver } from './profile/my-profile.resolver.ts';
import { ProfileMutations } from './profile/profile.mutations.ts';
import { articleReference } from './recommendation/article.reference.ts';
import { ConcernHelpTherapistsResolver, ServiceTherapistsResolver } from './recommendation/help.resolver.ts';
import { ConcernHelpType } from './recommendation/concern-help.type.ts';
import { concernHelpReference, serviceReference } from './recommendation/help.reference.ts';
import { RecommendationResolver } from './recommendation/recommendation.resolver.ts';
import { ReviewGuidelinesResolver } from './review/review-guidelines.resolver.ts';
import { ReviewHistoryResolver } from './review/review-history.resolver.ts';
import { ReviewListsResolver } from './review/review-lists.resolver.ts';
import { ReviewMutations } from './review/review.mutations.ts';
import { reviewReference } from './review/review.reference.ts';
import { ReviewResolver, TherapistReviewsResolver } from './review/review.resolver.ts';
import { therapistReference } from './therapist/therapist.reference.ts';
import { TherapistResolver } from './therapist/therapist.resolver.ts';
import { ProfileHistoryResolver } from './verification/profile-history.resolver.ts';
import { VerificationResolver } from './verification/verification.resolver.ts';
import type { TherapistsContext } from './therapists.ts';

/** The contents page of the subgraph: what it answers, and how its entities are found by their keys. */
export const therapistsSchema: SchemaDefinition<TherapistsContext> = {
  resolvers: [
    TherapistResolver,
    FeeResolver,
    SetFeesResolver,
    SlotPriceResolver,
    DirectoryResolver,
    DirectoryFacetsResolver,
    RecommendationResolver,
    MatchResolver,
    ServiceTherapistsResolver,
    ConcernHelpTherapistsResolver,
    NodeResolver,
    ReviewResolver,
    TherapistReviewsResolver,
    ReviewListsResolver,
    ReviewHistoryResolver,
    ReviewGuidelinesResolver,
    ReviewMutations,
    MyProfileResolver,
    ProfileMutations,
    ProfileHistoryResolver,
    VerificationResolver,
  ],
  references: {
    Therapist: therapistReference,
    Article: articleReference,
    Service: serviceReference,
    ConcernHelp: concernHelpReference,
    Slot: slotReference,
    Review: reviewReference,
    Me: meReference,
  },
  orphanedTypes: [...Object.values(nodesElsewhere), SlotType, MeType, ConcernHelpType],
};
