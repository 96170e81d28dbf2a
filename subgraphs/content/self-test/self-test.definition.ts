import { parse } from 'yaml';
import { z } from 'zod';
import { concernSchema } from '../concern-slug.ts';

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const words = z.string().trim().min(1);

/**
 * One version of a questionnaire, as its file in `data/` and the `definition` column hold it. Scores add up; the bands cover
 * every total that the answers can give, once.
 */
export const selfTestSchema = z
  .strictObject({
    slug,
    version: z.int().min(1),
    title: words,
    summary: words,
    minutes: z.int().min(1),
    /** Whether studies stand behind the scores; false for wording of our own. */
    validated: z.boolean(),
    higherIs: z.enum(['WORSE', 'BETTER']),
    /** What to read before the items. */
    instruction: words,
    answers: z.array(z.strictObject({ value: z.int().min(0), label: words })).min(2),
    items: z
      .array(
        z.strictObject({
          id: slug,
          text: words,
          /** Any answer above the lowest puts crisis help first. */
          risk: z.boolean().default(false),
        }),
      )
      .min(1),
    bands: z
      .array(z.strictObject({ id: slug, label: words, from: z.int(), to: z.int(), meaning: words }))
      .min(1),
    disclaimer: words,
    source: z.strictObject({ citation: words, doi: z.string().nullable().default(null) }),
    licence: z.strictObject({ name: words, statement: words }),
    concerns: z.array(concernSchema),
    /** Slugs of articles to read next. */
    articles: z.array(slug),
  })
  .superRefine((test, context) => {
    const fail = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!distinct(test.items.map(({ id }) => id))) fail('items', 'two items have one id');
    if (!distinct(test.answers.map(({ value }) => value))) fail('answers', 'two answers have one value');
    const { min, max } = totals(test);
    let next = min;
    for (const { from, to, id } of test.bands) {
      if (from !== next || to < from) fail('bands', `"${id}" should begin at ${next} and end no earlier`);
      next = to + 1;
    }
    if (next !== max + 1) fail('bands', `the last should end at ${max}`);
  });

export type SelfTestDefinition = z.output<typeof selfTestSchema>;

/** A questionnaire from the text of its file in `data/`. Throws when it is not a sound one: it ships with the product. */
export function parseSelfTest(yaml: string): SelfTestDefinition {
  const parsed = selfTestSchema.safeParse(parse(yaml));
  if (parsed.success) return parsed.data;
  throw new Error(`Not a sound self test: ${z.prettifyError(parsed.error)}`);
}

/** The lowest and the highest total that the answers can add up to. */
export function totals({ items, answers }: Pick<SelfTestDefinition, 'items' | 'answers'>): {
  min: number;
  max: number;
} {
  const values = answers.map(({ value }) => value);
  return { min: items.length * Math.min(...values), max: items.length * Math.max(...values) };
}

function distinct(items: readonly unknown[]): boolean {
  return new Set(items).size === items.length;
}
