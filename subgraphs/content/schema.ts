import type { SchemaDefinition } from '../shared/build-subgraph.ts';
import { articleReference } from './article/article.reference.ts';
import { ArticleContentResolver, TherapistCardBlockResolver } from './article/article-content.resolver.ts';
import {
  ArticleConnectionResolver,
  ArticleJsonLdResolver,
  ArticleResolver,
} from './article/article.resolver.ts';
import { concernHelpReference } from './concern-help/concern-help.reference.ts';
import type { ContentContext } from './content.ts';
import { CrisisLineResolver } from './crisis-line/crisis-line.resolver.ts';
import { EditingMutations } from './revision/editing.mutations.ts';
import { ReviewMutations } from './revision/review.mutations.ts';
import { ArticleRevisionResolver, ArticleRevisionsResolver } from './revision/revision.resolver.ts';
import { ScoreSelfTestResolver } from './self-test/score-self-test.resolver.ts';
import { selfTestReference } from './self-test/self-test.reference.ts';
import { SelfTestResolver } from './self-test/self-test.resolver.ts';
import { serviceReference } from './service/service.reference.ts';
import { ServiceResolver } from './service/service.resolver.ts';
import { topicReference } from './topic/topic.reference.ts';
import { TopicResolver } from './topic/topic.resolver.ts';

/** The contents page of the subgraph: what it answers, and how its entities are found by their keys. */
export const contentSchema: SchemaDefinition<ContentContext> = {
  resolvers: [
    ArticleConnectionResolver,
    ArticleContentResolver,
    ArticleJsonLdResolver,
    ArticleResolver,
    ArticleRevisionResolver,
    ArticleRevisionsResolver,
    CrisisLineResolver,
    EditingMutations,
    ReviewMutations,
    ScoreSelfTestResolver,
    SelfTestResolver,
    ServiceResolver,
    TherapistCardBlockResolver,
    TopicResolver,
  ],
  references: {
    Article: articleReference,
    ConcernHelp: concernHelpReference,
    SelfTest: selfTestReference,
    Service: serviceReference,
    Topic: topicReference,
  },
};
