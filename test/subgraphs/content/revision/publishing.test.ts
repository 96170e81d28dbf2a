import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { learnTherapist } from '../../../../subgraphs/content/therapist/therapist.projection.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { noon } from '../article/article.fixtures.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;

const tomorrow = new Date('2026-06-02T12:00:00Z');
const nextWeek = new Date('2026-06-08T12:00:00Z');
const justBefore = (moment: Date) => new Date(moment.getTime() - 1);

beforeAll(async () => {
  desk = await openDesk();
});

beforeEach(() => {
  desk.clock.now = noon;
});

afterAll(() => desk.content.close());

describe('review', () => {
  it('goes from the editor to the reviewer and back, until the reviewer approves', async () => {
    const { act, draft, ask, tokens, therapists } = desk;
    const { revision } = await act('createArticle', { slug: 'reviewed', content: draft() });
    const target = { articleId: revision!.articleId, expectedRevision: 1 };
    const submit = () => act('submitArticleForReview', { ...target, reviewerId: therapists.reviewer });
    expect(await submit()).toMatchObject({
      article: { status: 'IN_REVIEW' },
      revision: { stage: 'IN_REVIEW' },
    });
    const asked = '{ articlesToReview { slug body { html } } }';
    const { data } = await ask(asked, { token: tokens.reviewer });
    expect(data).toEqual({ articlesToReview: [{ slug: 'reviewed', body: { html: '<p>Some words.</p>' } }] });
    expect((await ask(asked, { token: tokens.other })).data).toEqual({ articlesToReview: [] });

    const comment = 'The second point goes too far.';
    const back = await act('requestArticleChanges', { ...target, comment }, { as: 'reviewer' });
    // A reviewer reads the revision, but the article is not public.
    expect(back).toMatchObject({ article: null, revision: { stage: 'DRAFT' } });
    await submit();
    const approval = { ...target, reviewDueOn: '2028-01-01' };
    expect(await act('approveArticle', approval, { as: 'reviewer' })).toMatchObject({
      revision: { stage: 'APPROVED' },
    });
    const history = await ask(
      `{ article(slug: "reviewed") {
        status reviewer { name therapist { id } } reviewDueOn
        newestRevision { approvedAt assignedReviewer { name } events { kind note } }
      } }`,
      { token: tokens.editor },
    );
    expect(history.data).toEqual({
      article: {
        status: 'IN_REVIEW',
        reviewer: { name: 'Dr reviewer', therapist: { id: therapists.reviewer } },
        reviewDueOn: '2028-01-01',
        newestRevision: {
          approvedAt: noon.toISOString(),
          assignedReviewer: { name: 'Dr reviewer' },
          events: [
            { kind: 'SAVED', note: null },
            { kind: 'SUBMITTED', note: 'Dr reviewer' },
            { kind: 'CHANGES_REQUESTED', note: comment },
            { kind: 'SUBMITTED', note: 'Dr reviewer' },
            { kind: 'APPROVED', note: null },
          ],
        },
      },
    });
  });

  it('needs a complete draft', async () => {
    const { act, therapists, draft } = desk;
    const bare = draft({ heroImage: null, author: null, nutshell: ['One.'], concerns: [] });
    const { revision } = await act('createArticle', { slug: 'bare', content: bare });
    const target = { articleId: revision!.articleId, expectedRevision: 1 };
    expect(await act('submitArticleForReview', { ...target, reviewerId: therapists.reviewer })).toMatchObject(
      {
        __typename: 'NotReadyForReview',
        missing: ['heroImage', 'author', 'nutshell', 'concerns'],
      },
    );
  });

  it('needs the eyes of somebody else who can be reached', async () => {
    const { act, attempt, therapists, draft } = desk;
    const { revision } = await act('createArticle', { slug: 'alone', content: draft() });
    const target = { articleId: revision!.articleId, expectedRevision: 1 };
    expect(
      await act('submitArticleForReview', { ...target, reviewerId: therapists.unclaimed }),
    ).toMatchObject({
      __typename: 'ReviewerUnavailable',
    });
    const own = await act('createArticle', { slug: 'own', content: draft() }, { as: 'editingReviewer' });
    const ownTarget = { articleId: own.article!.id, expectedRevision: 1, reviewerId: therapists.reviewer };
    expect(await act('submitArticleForReview', ownTarget)).toMatchObject({
      __typename: 'ReviewerUnavailable',
    });
    const byline = draft({ author: { name: 'Dr Reviewer', therapistId: therapists.reviewer } });
    const signed = await act('createArticle', { slug: 'signed', content: byline });
    const signedTarget = { articleId: signed.article!.id, expectedRevision: 1 };
    expect(
      await act('submitArticleForReview', { ...signedTarget, reviewerId: therapists.reviewer }),
    ).toMatchObject({ __typename: 'ReviewerUnavailable' });
    await act('submitArticleForReview', { ...target, reviewerId: therapists.reviewer });
    expect((await attempt('approveArticle', target, { as: 'other' })).code).toBe('NOT_FOUND');
    expect((await attempt('approveArticle', target, { as: 'editor' })).code).toBe('FORBIDDEN');
    expect((await attempt('approveArticle', target, { as: 'client' })).code).toBe('FORBIDDEN');
    const comment = 'Not mine to say.';
    const meddling = await attempt('requestArticleChanges', { ...target, comment }, { as: 'other' });
    expect(meddling.code).toBe('NOT_FOUND');
  });

  it('takes no approval from a therapist who is no longer public', async () => {
    const { act, attempt, ask, draft, em, tokens } = desk;
    const therapistId = newId('Therapist');
    const profile = {
      therapistId,
      slug: 'suspended',
      name: 'Dr Suspended',
      timeZone: 'Australia/Sydney',
      ownerSubject: 'reviewer',
      acceptingNewClients: true,
    };
    await learnTherapist(em(), { ...profile, version: 1, isPublic: true });
    const { revision } = await act('createArticle', { slug: 'suspended', content: draft() });
    const target = { articleId: revision!.articleId, expectedRevision: 1 };
    await act('submitArticleForReview', { ...target, reviewerId: therapistId });
    await learnTherapist(em(), { ...profile, version: 2, isPublic: false });
    expect((await attempt('approveArticle', target, { as: 'reviewer' })).code).toBe('NOT_FOUND');
    const { articleId } = target;
    const query = `query ($articleId: ID!) {
      articleRevision(articleId: $articleId, number: 1) { title }
      articlesToReview { articleId }
    }`;
    const { data } = await ask<{ articleRevision: object | null; articlesToReview: { articleId: string }[] }>(
      query,
      { variables: { articleId }, token: tokens.reviewer },
    );
    expect(data!.articleRevision).toBeNull();
    expect(data!.articlesToReview.map((revision) => revision.articleId)).not.toContain(articleId);
    const comment = 'Somebody else shall review it.';
    expect(await act('requestArticleChanges', { ...target, comment })).toMatchObject({
      article: { status: 'DRAFT' },
    });
  });

  it('is of one revision: what is saved after it must be reviewed anew', async () => {
    const { act, approved, draft } = desk;
    const target = await approved('saved-after');
    const { revision } = await act('saveArticleDraft', { ...target, content: draft() });
    expect(revision).toMatchObject({ number: 2, stage: 'DRAFT' });
    expect(await act('publishArticle', target)).toMatchObject({ __typename: 'RevisionConflict' });
    expect(await act('publishArticle', { ...target, expectedRevision: 2 })).toMatchObject({
      __typename: 'RevisionStageConflict',
      stage: 'DRAFT',
    });
  });

  it('follows the transition table', async () => {
    const { act, approved, therapists } = desk;
    const target = await approved('table');
    const submit = () => act('submitArticleForReview', { ...target, reviewerId: therapists.reviewer });
    const stageConflict = (stage: string) => ({ __typename: 'RevisionStageConflict', stage });
    expect(await submit()).toMatchObject(stageConflict('APPROVED'));
    expect(await act('approveArticle', target, { as: 'reviewer' })).toMatchObject(stageConflict('APPROVED'));
    expect(await act('unscheduleArticle', target)).toMatchObject(stageConflict('APPROVED'));
    await act('publishArticle', target);
    expect(await submit()).toMatchObject(stageConflict('PUBLISHED'));
    expect(await act('publishArticle', target)).toMatchObject(stageConflict('PUBLISHED'));
    expect(await act('unscheduleArticle', target)).toMatchObject(stageConflict('PUBLISHED'));
  });
});

describe('publishing', () => {
  it('makes an approved revision public at once', async () => {
    const { act, approved, publicTitle } = desk;
    const target = await approved('now', { title: 'Now' });
    expect(await publicTitle('now')).toBeUndefined();
    expect(await act('publishArticle', target)).toMatchObject({
      article: { status: 'PUBLISHED', publishedAt: noon.toISOString() },
    });
    expect(await publicTitle('now')).toBe('Now');
  });

  it('keeps what is public while a draft is written, reviewed and scheduled, and changes over at the time', async () => {
    const { act, approved, approve, draft, publicTitle, clock } = desk;
    const { articleId, expectedRevision } = await approved('changing', { title: 'Old' });
    await act('publishArticle', { articleId, expectedRevision });
    clock.now = tomorrow;
    const content = draft({ title: 'New' });
    await act('saveArticleDraft', { articleId, expectedRevision, content });
    const next = { articleId, expectedRevision: 2 };
    await approve(next);
    expect(await publicTitle('changing')).toBe('Old');
    const answer = await act('publishArticle', { ...next, at: nextWeek.toISOString() });
    expect(answer).toMatchObject({ article: { title: 'Old', publishedAt: noon.toISOString() } });
    clock.now = justBefore(nextWeek);
    expect(await publicTitle('changing')).toBe('Old');
    clock.now = nextWeek;
    expect(await publicTitle('changing')).toBe('New');
  });

  it('gives what is scheduled another time, or none', async () => {
    const { act, approved, publicTitle, clock } = desk;
    const target = await approved('scheduled', { title: 'Later' });
    await act('publishArticle', { ...target, at: tomorrow.toISOString() });
    await act('publishArticle', { ...target, at: nextWeek.toISOString() });
    clock.now = tomorrow;
    expect(await publicTitle('scheduled')).toBeUndefined();
    expect(await act('unscheduleArticle', target)).toMatchObject({
      article: { status: 'IN_REVIEW', publishedAt: null },
      revision: { stage: 'APPROVED' },
    });
    clock.now = nextWeek;
    expect(await publicTitle('scheduled')).toBeUndefined();
    expect(await act('publishArticle', target)).toMatchObject({
      article: { status: 'PUBLISHED', publishedAt: nextWeek.toISOString() },
    });
  });

  it('leaves no gap when the time of a successor is moved or taken back', async () => {
    const { act, approved, approve, draft, publicTitle, clock } = desk;
    const { articleId, expectedRevision } = await approved('no-gap', { title: 'Old' });
    await act('publishArticle', { articleId, expectedRevision });
    await act('saveArticleDraft', { articleId, expectedRevision, content: draft({ title: 'New' }) });
    const next = { articleId, expectedRevision: 2 };
    await approve(next);
    clock.now = new Date('2026-06-01T13:00:00Z');
    await act('publishArticle', { ...next, at: tomorrow.toISOString() });
    await act('publishArticle', { ...next, at: nextWeek.toISOString() });
    clock.now = tomorrow;
    expect(await publicTitle('no-gap')).toBe('Old');
    await act('unscheduleArticle', next);
    clock.now = nextWeek;
    expect(await publicTitle('no-gap')).toBe('Old');
  });

  it('refuses a time that is past, or too far ahead to be written', async () => {
    const { attempt, approved } = desk;
    const target = await approved('past');
    const { errors } = await attempt('publishArticle', { ...target, at: noon.toISOString() });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'at' });
    const far = await attempt('publishArticle', { ...target, at: '9999-12-31T23:59:59-14:00' });
    expect(far.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'at' });
  });
});

describe('archiving', () => {
  it('withdraws what is public and what is scheduled; it comes back only by another review', async () => {
    const { act, approved, approve, draft, publicTitle, clock, ask, tokens } = desk;
    const { articleId, expectedRevision } = await approved('gone', { title: 'Was public' });
    await act('publishArticle', { articleId, expectedRevision });
    clock.now = tomorrow;
    await act('saveArticleDraft', { articleId, expectedRevision, content: draft({ title: 'To come' }) });
    const next = { articleId, expectedRevision: 2 };
    await approve(next);
    await act('publishArticle', { ...next, at: nextWeek.toISOString() });
    expect(await act('archiveArticle', { ...next, reason: 'Out of date.' })).toMatchObject({
      article: { status: 'ARCHIVED' },
    });
    expect(await publicTitle('gone')).toBeUndefined();
    clock.now = nextWeek;
    expect(await publicTitle('gone')).toBeUndefined();
    const { data } = await ask('{ article(slug: "gone") { status } }', { token: tokens.editor });
    expect(data).toEqual({ article: { status: 'ARCHIVED' } });
    await act('restoreArticleRevision', { ...next, number: 1 });
    const restored = { articleId, expectedRevision: 3 };
    expect(await act('publishArticle', restored)).toMatchObject({ __typename: 'RevisionStageConflict' });
    await approve(restored);
    await act('publishArticle', restored);
    expect(await publicTitle('gone')).toBe('Was public');
  });
});

describe('what was approved and never public', () => {
  it('is reviewed anew too when it was archived', async () => {
    const { act, approved, approve, publicTitle } = desk;
    const target = await approved('shelved', { title: 'Shelved' });
    await act('publishArticle', { ...target, at: nextWeek.toISOString() });
    await act('archiveArticle', { ...target, reason: 'A mistake in it.' });
    expect(await act('publishArticle', target)).toMatchObject({
      __typename: 'RevisionStageConflict',
      stage: 'DRAFT',
    });
    await approve(target);
    await act('publishArticle', target);
    expect(await publicTitle('shelved')).toBe('Shelved');
  });
});

describe('what is due', () => {
  it('lists published articles by the day their review is due, for editors only', async () => {
    const { act, approved, ask, tokens } = desk;
    for (const [slug, reviewDueOn] of [
      ['due-second', '2026-05-20'],
      ['due-first', '2026-05-01'],
      ['due-later', '2026-07-01'],
    ] as const) {
      await act('publishArticle', await approved(slug, { reviewDueOn }));
    }
    await approved('due-draft', { reviewDueOn: '2026-01-01' });
    const due = async (args: string) => {
      const { data } = await ask<{ articlesDueForReview: { nodes: { slug: string }[]; totalCount: number } }>(
        `{ articlesDueForReview${args} { nodes { slug } totalCount } }`,
        { token: tokens.editor },
      );
      return data!.articlesDueForReview.nodes.map(({ slug }) => slug);
    };
    expect(await due('')).toEqual(['due-first', 'due-second']);
    expect(await due('(by: "2026-07-01")')).toEqual(['due-first', 'due-second', 'due-later']);
    for (const token of [tokens.client, tokens.reviewer]) {
      const { errors } = await ask('{ articlesDueForReview { totalCount } }', { token });
      expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    }
  });

  it('lists by the stage of the newest revision, for editors only', async () => {
    const { act, approved, draft, ask, tokens } = desk;
    const { articleId, expectedRevision } = await approved('public-with-draft');
    await act('publishArticle', { articleId, expectedRevision });
    await act('saveArticleDraft', { articleId, expectedRevision, content: draft() });
    const query =
      '{ articles(first: 100, filter: { newestStage: DRAFT, status: PUBLISHED }) { nodes { slug } } }';
    const { data } = await ask(query, { token: tokens.editor });
    expect(data).toEqual({ articles: { nodes: [{ slug: 'public-with-draft' }] } });
    expect((await ask(query)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });
});
