import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { requireId } from '../../shared/ids.ts';
import { renderMarkdown } from '../../shared/markdown.ts';
import { ratingOf } from '../review/rating.rules.ts';
import { RatingType } from '../review/rating.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { TherapistBy } from './therapist.input.ts';
import { therapistById, therapistBySlug } from './therapist.loaders.ts';
import type { TherapistRecord } from './therapist.record.ts';
import { yearsSince } from './therapist.rules.ts';
import { MarkdownTextType, TherapistType } from './therapist.type.ts';

@Resolver(() => TherapistType)
export class TherapistResolver {
  @PublicFor(60)
  @Query(() => TherapistType, {
    nullable: true,
    description: 'One therapist; null when there is none, or none that the asker may see.',
  })
  therapist(
    @Arg('by', () => TherapistBy, { description: 'The id or the slug.' }) { id, slug }: TherapistBy,
    @Ctx() context: TherapistsContext,
  ): Promise<TherapistType | null> {
    const given = [id, slug].filter((value) => value !== null && value !== undefined);
    if (given.length !== 1) throw badInput('by must name exactly one of id and slug.', 'by');
    if (typeof id === 'string') return context.load(therapistById, requireId('Therapist', id, 'by.id'));
    return context.load(therapistBySlug, slug!);
  }

  @FieldResolver(() => String, {
    description:
      'The slug that the therapist has now: where it is not the one that was asked for, that one is old, and a page should lead on to this.',
  })
  canonicalSlug(@Root() { slug }: TherapistRecord): string {
    return slug;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Absolute address of their picture; null when they have given none.',
  })
  photoUrl(
    @Root() { storedPhotoUrl }: TherapistRecord,
    @Ctx() { settings }: TherapistsContext,
  ): string | null {
    return storedPhotoUrl?.startsWith('/') ? settings.publicUrl + storedPhotoUrl : storedPhotoUrl;
  }

  @InheritsCaching()
  @FieldResolver(() => MarkdownTextType, {
    description: 'Who they are and how they work, in their own words.',
  })
  bio(@Root() { bioMarkdown }: TherapistRecord): MarkdownTextType {
    return { markdown: bioMarkdown, html: renderMarkdown(bioMarkdown) };
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Calendar years since they began to practise; null when not given.',
  })
  yearsOfExperience(
    @Root() { practisingSince }: TherapistRecord,
    @Ctx() { now }: TherapistsContext,
  ): number | null {
    return yearsSince(practisingSince, now);
  }

  @InheritsCaching()
  @FieldResolver(() => RatingType, { description: 'What their published reviews come to.' })
  rating(@Root() { starCounts }: TherapistRecord): RatingType {
    const distribution = starCounts.map((count, index) => ({ stars: index + 1, count })).toReversed();
    return { ...ratingOf(starCounts), distribution };
  }
}
