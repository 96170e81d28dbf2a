import { isNode, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { line } from '../text-line.ts';
import type { TopicData } from './topic.import.ts';

/** Beside articles' files: the topics they are filed under, in the order to show them. */
export const topicFileName = 'topics.yaml';

const words = line(1_000);
const schema = z
  .array(
    z.strictObject({
      slug: z
        .string()
        .max(100)
        .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
      name: line(100),
      summary: words,
    }),
  )
  .superRefine((topics, context) => {
    const slugs = topics.map(({ slug }) => slug);
    slugs.forEach((slug, index) => {
      if (slugs.indexOf(slug) < index)
        context.addIssue({ code: 'custom', path: [index, 'slug'], message: `"${slug}" is there twice` });
    });
  });

/** `line` counts from 1. */
export interface TopicFileProblem {
  line: number;
  message: string;
}

/** The topics of a file, or everything that is wrong with it. Never throws. */
export function parseTopicFile(text: string): { topics: TopicData[] } | { problems: TopicFileProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message }));
    return { problems };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return {
      problems: [{ line: 1, message: `${error instanceof Error ? error.message : 'unknown fault'}.` }],
    };
  }
  const parsed = schema.safeParse(value ?? []);
  if (parsed.success) return { topics: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const near = path.map((_, index) => document.getIn(path.slice(0, path.length - index), true));
    const node: unknown = near.find((candidate) => isNode(candidate));
    const offset = isNode(node) && node.range ? node.range[0] : 0;
    return { line: lineAt(offset), message: `"${path.join('.')}": ${message}.` };
  });
  return { problems };
}

/** The text of a topics file; what `parseTopicFile` reads back as the same topics. */
export function printTopicFile(topics: readonly TopicData[]): string {
  return stringify(
    topics.map(({ slug, name, summary }) => ({ slug, name, summary })),
    { lineWidth: 0 },
  );
}
