import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalBody } from '../../../../subgraphs/content/article/front-matter.ts';
import type { Block } from '../../../../subgraphs/content/article/markdown/blocks.ts';
import { openDesk, type Desk } from '../revision/desk.ts';
import { articleFile, importFiles } from './article.fixtures.ts';
import { harmInBlocks, harmInHtml, harmInSpans } from './markdown/harmless.ts';
import { hostileCorpus } from './markdown/hostile-corpus.ts';

let desk: Desk;

const references = [{ key: 'known', citation: 'A (2001) <script>alert(1)</script>', doi: null, url: null }];
const slugOf = (index: number) => `hostile-${index}`;

beforeAll(async () => {
  desk = await openDesk();
  // By the door that checks least: what a file would not be let through with is stored as it comes.
  await importFiles(
    desk.em(),
    hostileCorpus.map(([name, markdown], index) =>
      articleFile(slugOf(index), {
        title: `${name} <script>alert(1)</script>`,
        nutshell: [canonicalBody(markdown), 'Another point.'],
        body: canonicalBody(markdown),
        references,
      }),
    ),
  );
});

afterAll(() => desk.content.close());

const blockFields = `
  __typename
  ... on HeadingBlock { level anchor spans { text marks href citation } }
  ... on ParagraphBlock { spans { text marks href citation } }
  ... on ListBlock { ordered start items { depth ordered spans { text marks href citation } } }
  ... on QuoteBlock { paragraphs { spans { text marks href citation } } attribution { text marks href citation } }
  ... on ImageBlock { url alt caption }
  ... on CallToActionBlock { label href external }
  ... on TherapistCardBlock { slug }
  ... on CitationBlock { number }
`;

interface Served {
  slug: string;
  body: { html: string; blocks: ({ __typename: string } & Record<string, unknown>)[] };
  nutshellPoints: {
    html: string;
    spans: { text: string; marks: []; href: string | null; citation: null }[];
  }[];
}

/** The block as the renderer made it: the graph's type name says which. */
function toBlock({ __typename: name, ...rest }: Served['body']['blocks'][number]): Block {
  const type = `${name[0]!.toLowerCase()}${name.slice(1).replace(/Block$/, '')}`;
  // The platform's own pictures are served by their absolute address.
  const url = String(rest['url'] ?? '').replace('http://rapport.test/', '/');
  return { ...rest, type, ...(type === 'image' && { url }) } as unknown as Block;
}

describe('hostile text', () => {
  it('comes out of the graph harmless, in HTML, blocks and points alike', async () => {
    const served: Served[] = [];
    for (let after = ''; ;) {
      const { data, errors } = await desk.ask<{
        articles: { nodes: Served[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      }>(
        `{ articles(first: 100 ${after}) {
          nodes { slug body { html blocks { ${blockFields} } } nutshellPoints { html spans { text marks href citation } } }
          pageInfo { hasNextPage endCursor }
        } }`,
      );
      expect(errors).toBeUndefined();
      served.push(...data!.articles.nodes);
      if (!data!.articles.pageInfo.hasNextPage) break;
      after = `after: "${data!.articles.pageInfo.endCursor}"`;
    }
    expect(served).toHaveLength(hostileCorpus.length);
    for (const { slug, body, nutshellPoints } of served) {
      const html = body.html.replaceAll('<img src="http://rapport.test/', '<img src="/');
      expect({
        slug,
        html: harmInHtml(html),
        blocks: harmInBlocks(body.blocks.map(toBlock)),
        points: nutshellPoints.flatMap((point) => [...harmInHtml(point.html), ...harmInSpans(point.spans)]),
      }).toEqual({ slug, html: [], blocks: [], points: [] });
    }
  });

  it('is refused by the editor’s door whenever something of it would be left out', async () => {
    const outcomes = new Set<string>();
    for (const [index, [, markdown]] of hostileCorpus.entries()) {
      const content = desk.draft({ body: markdown, references: [{ key: 'known', citation: 'A (2001)' }] });
      const answer = await desk.act('createArticle', { slug: `edited-${index}`, content });
      outcomes.add(answer.__typename);
      const isRefused = answer.__typename === 'InvalidMarkdown' && answer.faults!.length > 0;
      expect(isRefused || answer.__typename === 'ArticleSuccess').toBe(true);
    }
    expect([...outcomes].toSorted()).toEqual(['ArticleSuccess', 'InvalidMarkdown']);
  });
});
