import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { connectionTypes } from '../../shared/paging.ts';
import type { Concern } from '../../shared/vocabulary.ts';
import { ArticleContentType, type ImageType } from '../article/article-content.type.ts';
import type { TopicType } from '../topic/topic.type.ts';

export enum ArticleRevisionStage {
  DRAFT = 'DRAFT',
  IN_REVIEW = 'IN_REVIEW',
  APPROVED = 'APPROVED',
  PUBLISHED = 'PUBLISHED',
}

registerEnumType(ArticleRevisionStage, {
  name: 'ArticleRevisionStage',
  description: 'How far a revision of an article has come.',
  valuesConfig: {
    DRAFT: { description: 'Being written.' },
    IN_REVIEW: { description: 'With a clinical reviewer.' },
    APPROVED: { description: 'Approved by a clinical reviewer.' },
    PUBLISHED: { description: 'Public, once public, or to be so at `publishedFrom`.' },
  },
});

export enum ArticleEventKind {
  SAVED = 'SAVED',
  IMPORTED = 'IMPORTED',
  RESTORED = 'RESTORED',
  SUBMITTED = 'SUBMITTED',
  CHANGES_REQUESTED = 'CHANGES_REQUESTED',
  APPROVED = 'APPROVED',
  PUBLISHED = 'PUBLISHED',
  SCHEDULED = 'SCHEDULED',
  UNSCHEDULED = 'UNSCHEDULED',
  ARCHIVED = 'ARCHIVED',
  SLUG_CHANGED = 'SLUG_CHANGED',
}

registerEnumType(ArticleEventKind, {
  name: 'ArticleEventKind',
  description: 'What was done with a revision.',
  valuesConfig: {
    SAVED: { description: 'It was written.' },
    IMPORTED: { description: 'It was read from a file.' },
    RESTORED: { description: 'It was made from an earlier revision.' },
    SUBMITTED: { description: 'A clinical reviewer was asked to review it.' },
    CHANGES_REQUESTED: { description: 'It was given back to be changed.' },
    APPROVED: { description: 'The clinical reviewer approved it.' },
    PUBLISHED: { description: 'It became public at once.' },
    SCHEDULED: { description: 'It was given a time at which to become public.' },
    UNSCHEDULED: { description: 'That time was taken back.' },
    ARCHIVED: { description: 'The article was withdrawn from the public.' },
    SLUG_CHANGED: { description: "The article's slug was changed." },
  },
});

@ObjectType('ArticleEvent', { description: 'Something that was done with a revision.' })
export class ArticleEventType {
  @Field(() => ArticleEventKind, { description: 'What was done.' })
  kind!: ArticleEventKind;

  @Field(() => Date, { description: 'When.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The name of who did it; null when it is not known.' })
  by!: string | null;

  @Field(() => String, { nullable: true, description: 'What they said about it; null when nothing.' })
  note!: string | null;
}

@ObjectType('ArticlePreview', { description: 'A way for somebody without an account to read a revision.' })
export class ArticlePreviewType {
  @Field(() => String, { description: 'For `Query.articlePreview`. Whoever holds it may read the revision.' })
  token!: string;

  @Field(() => String, { description: 'The address of a page that shows the revision.' })
  link!: string;

  @Field(() => Date, { description: 'When it stops working.' })
  expiresAt!: Date;
}

@PrivateToViewer()
@ObjectType('ArticleRevision', {
  implements: ArticleContentType,
  description:
    'What an article said or is to say, as somebody saved it. For editors, admins, the clinical reviewer who is asked to review it, and holders of a preview token.',
})
export class ArticleRevisionType implements ArticleContentType {
  @Field(() => ID, { description: 'Id of the article.' })
  articleId!: string;

  @Field(() => String, { description: "The article's slug." })
  slug!: string;

  @Field(() => Int, { description: 'Its number within the article, counted from 1.' })
  number!: number;

  @Field(() => Boolean, { description: 'Whether it is the newest of its article.' })
  isNewest!: boolean;

  @Field(() => ArticleRevisionStage, { description: 'How far it has come.' })
  stage!: ArticleRevisionStage;

  @Field(() => Date, { description: 'When it was saved.' })
  savedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was approved; null while it is not.' })
  approvedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'From when on it was or is to be public; null while it is not published.',
  })
  publishedFrom!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when it was or is to be public; null without an end.',
  })
  publishedUntil!: Date | null;

  title!: string;
  topic!: TopicType;
  heroImage!: ImageType | null;
  concerns!: Concern[];
  readingMinutes!: number;
  updatedAt!: Date;
  reviewDueOn!: string | null;
}

export const revisionConnection = connectionTypes(ArticleRevisionType, 'ArticleRevision');
