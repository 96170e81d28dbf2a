import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { Block, Mark } from './markdown/blocks.ts';

/** The same names as `Mark` in the rendered blocks. */
export enum TextMark {
  STRONG = 'STRONG',
  EM = 'EM',
  CODE = 'CODE',
}

registerEnumType(TextMark, {
  name: 'TextMark',
  description: 'How a run of text is set.',
  valuesConfig: {
    STRONG: { description: 'Strong: bold, mostly.' },
    EM: { description: 'Emphasised: italic, mostly.' },
    CODE: { description: 'Literal text, mostly in a typewriter face.' },
  },
});

@ObjectType('TextSpan', {
  description: 'A run of text with one look. The texts of all spans, joined, are the whole text.',
})
export class TextSpanType {
  @Field(() => String, {
    description: 'The words, spaces included; a line break within a paragraph is a newline.',
  })
  text!: string;

  @Field(() => [TextMark], { description: 'How it is set; empty for ordinary text.' })
  marks!: readonly Mark[];

  @Field(() => String, {
    nullable: true,
    description:
      'Where it leads: a web, mail or telephone address, a path of the site, or an anchor of the text; null when it is no link.',
  })
  href!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of the reference it cites; null when it is not a citation.',
  })
  citation!: number | null;
}

@ObjectType('HeadingBlock', { description: 'The heading of a section.' })
export class HeadingBlockType {
  @Field(() => Int, { description: 'From 2 to 4; 1 is the title of the article.' })
  level!: number;

  @Field(() => String, { description: "The element's id in the HTML, for links to the section." })
  anchor!: string;

  @Field(() => [TextSpanType], { description: 'Its text.' })
  spans!: TextSpanType[];
}

@ObjectType('ParagraphBlock', { description: 'A paragraph.' })
export class ParagraphBlockType {
  @Field(() => [TextSpanType], { description: 'Its text.' })
  spans!: TextSpanType[];
}

@ObjectType('ListBlockItem', { description: 'An item of a list.' })
export class ListBlockItemType {
  @Field(() => Int, {
    description: "How deep it is nested: 0 for the list's own items, 1 for a list inside an item, at most 2.",
  })
  depth!: number;

  @Field(() => Boolean, { description: 'Whether it is numbered among its siblings, or bulleted.' })
  ordered!: boolean;

  @Field(() => [TextSpanType], { description: 'Its text.' })
  spans!: TextSpanType[];
}

@ObjectType('ListBlock', { description: 'A list; nested lists are flat, each item with its depth.' })
export class ListBlockType {
  @Field(() => Boolean, { description: 'Whether it is numbered, or bulleted.' })
  ordered!: boolean;

  @Field(() => Int, { nullable: true, description: 'The first number; null for bullets.' })
  start!: number | null;

  @Field(() => [ListBlockItemType], { description: 'The items, in reading order.' })
  items!: ListBlockItemType[];
}

@ObjectType('QuoteParagraph', { description: 'A paragraph of a quotation.' })
export class QuoteParagraphType {
  @Field(() => [TextSpanType], { description: 'Its text.' })
  spans!: TextSpanType[];
}

@ObjectType('QuoteBlock', { description: 'A quotation.' })
export class QuoteBlockType {
  @Field(() => [QuoteParagraphType], { description: 'What was said.' })
  paragraphs!: QuoteParagraphType[];

  @Field(() => [TextSpanType], {
    nullable: true,
    description: 'Who said it; null when the quotation names nobody.',
  })
  attribution!: TextSpanType[] | null;
}

@ObjectType('ImageBlock', { description: 'A picture between paragraphs.' })
export class ImageBlockType {
  @Field(() => String, { description: 'Its absolute address.' })
  url!: string;

  @Field(() => String, { description: 'What it shows, for those who do not see it.' })
  alt!: string;

  @Field(() => String, { nullable: true, description: 'The line beneath it; null when it has none.' })
  caption!: string | null;
}

@ObjectType('CallToActionBlock', { description: 'An invitation to go on, such as a button.' })
export class CallToActionBlockType {
  @Field(() => String, { description: 'What the button says.' })
  label!: string;

  @Field(() => String, { description: 'Where it leads: a path of the site, or an https address.' })
  href!: string;

  @Field(() => Boolean, { description: 'Whether it leaves the site.' })
  external!: boolean;
}

@ObjectType('TherapistCardBlock', { description: 'A place to introduce a therapist.' })
export class TherapistCardBlockType {
  @Field(() => String, { description: "The therapist's slug." })
  slug!: string;

  @Field(() => TherapistType, {
    nullable: true,
    description: 'The therapist; null when they are not public, or the service could not be reached.',
  })
  therapist?: TherapistType | null;
}

@ObjectType('CitationBlock', { description: 'A reference shown in full where it stands.' })
export class CitationBlockType {
  @Field(() => Int, { description: 'The number of the reference in `Article.references`.' })
  number!: number;
}

const typeOfBlock: Record<Block['type'], string> = {
  heading: 'HeadingBlock',
  paragraph: 'ParagraphBlock',
  list: 'ListBlock',
  quote: 'QuoteBlock',
  image: 'ImageBlock',
  callToAction: 'CallToActionBlock',
  therapistCard: 'TherapistCardBlock',
  citation: 'CitationBlock',
};

export const ArticleBlockType = createUnionType({
  name: 'ArticleBlock',
  description: 'A part of an article, which an app can draw without reading HTML.',
  types: () =>
    [
      HeadingBlockType,
      ParagraphBlockType,
      ListBlockType,
      QuoteBlockType,
      ImageBlockType,
      CallToActionBlockType,
      TherapistCardBlockType,
      CitationBlockType,
    ] as const,
  resolveType: (block) => typeOfBlock[(block as unknown as Block).type],
});

@ObjectType('TableOfContentsEntry', { description: 'A heading of the text.' })
export class TableOfContentsEntryType {
  @Field(() => Int, { description: 'Level of the heading, from 2 to 4.' })
  level!: number;

  @Field(() => String, { description: "The heading's anchor." })
  anchor!: string;

  @Field(() => String, { description: "The heading's words." })
  text!: string;
}

@ObjectType('ArticleBody', { description: 'The text of an article, in three forms that say the same.' })
export class ArticleBodyType {
  @InheritsCaching()
  @Field(() => String, { description: 'The Markdown it was written in.' })
  markdown!: string;

  @InheritsCaching()
  @Field(() => String, {
    description: 'Sanitised HTML for a website; citations lead to `#reference-N`.',
  })
  html!: string;

  @InheritsCaching()
  @Field(() => [ArticleBlockType], { description: 'The parts of the text, in reading order, for an app.' })
  blocks!: Block[];
}
