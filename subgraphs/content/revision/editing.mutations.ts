import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { requireId } from '../../shared/ids.ts';
import { requireRole } from '../../shared/viewer.ts';
import type { ContentContext } from '../content.ts';
import { changeSlug, createArticle, restoreRevision, saveDraft } from './edit-article.ts';
import { settleEditorial } from './editorial-answers.ts';
import { ArticleContentInput } from './editorial.input.ts';
import {
  ChangeArticleSlugResult,
  CreateArticleResult,
  RestoreArticleRevisionResult,
  SaveArticleDraftResult,
} from './editorial.results.ts';
import {
  articleDescription,
  comment,
  expectedDescription,
  keyDescription,
  noteDescription,
} from './editorial.words.ts';

@Resolver()
export class EditingMutations {
  @Mutation(() => CreateArticleResult, {
    nullable: true,
    description: 'Begins an article with its first draft. For editors. Null only with an error.',
  })
  async createArticle(
    @Arg('slug', () => String, {
      description: 'Its name in addresses: lower-case words joined by hyphens, at most 100 characters.',
    })
    slug: string,
    @Arg('content', () => ArticleContentInput, { description: 'What it says.' }) content: ArticleContentInput,
    @Arg('note', () => String, { nullable: true, description: noteDescription })
    note: string | null | undefined,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    const input = { slug, content, note: comment(note, 'note') };
    return settleEditorial(context, 'createArticle', key, input, createArticle);
  }

  @Mutation(() => SaveArticleDraftResult, {
    nullable: true,
    description:
      'Saves a new revision as a draft; what is public stays as it is. For editors. Null only with an error.',
  })
  async saveArticleDraft(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('content', () => ArticleContentInput, { description: 'What it is to say, the whole of it.' })
    content: ArticleContentInput,
    @Arg('note', () => String, { nullable: true, description: noteDescription })
    note: string | null | undefined,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, expectedRevision, content, note: comment(note, 'note') };
    return settleEditorial(context, 'saveArticleDraft', key, input, saveDraft);
  }

  @Mutation(() => RestoreArticleRevisionResult, {
    nullable: true,
    description:
      'Makes what an earlier revision said the newest draft. For editors. Null only with an error.',
  })
  async restoreArticleRevision(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('number', () => Int, { description: 'Number of the earlier revision.' }) number: number,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, number, expectedRevision };
    return settleEditorial(context, 'restoreArticleRevision', key, input, restoreRevision);
  }

  @Mutation(() => ChangeArticleSlugResult, {
    nullable: true,
    description:
      'Gives an article another slug at once; the old one keeps finding it. For editors. Null only with an error.',
  })
  async changeArticleSlug(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('slug', () => String, {
      description: 'The new slug: lower-case words joined by hyphens, at most 100 characters.',
    })
    slug: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    return settleEditorial(context, 'changeArticleSlug', key, { articleId, slug }, changeSlug);
  }
}
