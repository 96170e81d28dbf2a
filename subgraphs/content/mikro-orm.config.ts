import type { DatabaseDefinition } from '../shared/database.ts';
import { ArticleRevision } from './article/article-revision.entity.ts';
import { ArticleEvent } from './article/article-event.entity.ts';
import { Article, ArticleSlug } from './article/article.entity.ts';
import { CrisisLine } from './crisis-line/crisis-line.entity.ts';
import { Services } from './migrations/001-services.ts';
import { Articles } from './migrations/002-articles.ts';
import { SelfTestsAndCrisisLines } from './migrations/003-self-tests-and-crisis-lines.ts';
import { ArticleSearch } from './migrations/004-article-search.ts';
import { ArticleWords } from './migrations/006-article-words.ts';
import { EditorialWork } from './migrations/005-editorial-work.ts';
import { SelfTest } from './self-test/self-test.entity.ts';
import { Service } from './service/service.entity.ts';
import { KnownTherapist } from './therapist/therapist.entity.ts';
import { Topic } from './topic/topic.entity.ts';

export const contentDatabase: DatabaseDefinition = {
  name: 'content',
  entities: [
    Article,
    ArticleEvent,
    ArticleRevision,
    ArticleSlug,
    CrisisLine,
    KnownTherapist,
    SelfTest,
    Service,
    Topic,
  ],
  migrations: [
    { name: '001-services', class: Services },
    { name: '002-articles', class: Articles },
    { name: '003-self-tests-and-crisis-lines', class: SelfTestsAndCrisisLines },
    { name: '004-article-search', class: ArticleSearch },
    { name: '005-editorial-work', class: EditorialWork },
    { name: '006-article-words', class: ArticleWords },
  ],
};
