import { parse } from 'yaml';
import { z } from 'zod';
import { concernSchema } from '../../../subgraphs/content/concern-slug.ts';
import { CrisisAudience } from '../../../subgraphs/content/crisis-line/crisis-line.type.ts';
import { Profession, State } from '../../../subgraphs/shared/vocabulary.ts';

// What the YAML files beside this one hold. Lists are in the order to show them.

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const words = z.string().trim().min(1);
const phone = z.string().regex(/^\d[\d ]*\d$/);

const topics = z.array(z.strictObject({ slug, name: words, summary: words }));

const services = z.array(
  z.strictObject({
    slug,
    name: words,
    summary: words,
    description: words,
    concerns: z.array(concernSchema).min(1),
    professions: z.array(z.enum(Profession)).min(1),
  }),
);

const crisisLines = z.array(
  z.strictObject({
    slug,
    name: words,
    phone,
    textPhone: phone.nullable(),
    website: z.url({ protocol: /^https$/ }).nullable(),
    hours: words,
    audience: z.enum(CrisisAudience),
    description: words,
    /** Empty: all of Australia. */
    states: z.array(z.enum(State)),
  }),
);

export type DemoTopic = z.output<typeof topics>[number];
export type DemoService = z.output<typeof services>[number];
export type DemoCrisisLine = z.output<typeof crisisLines>[number];

/** The topics of `topics.yaml`, from its text. Throws when the file is not sound, as the others do. */
export function parseTopics(yaml: string): DemoTopic[] {
  return withoutTwins('topics', read('topics', topics, yaml));
}

/** The services of `services.yaml`, from its text. */
export function parseServices(yaml: string): DemoService[] {
  return withoutTwins('services', read('services', services, yaml));
}

/** The crisis lines of `crisis-lines.yaml`, from its text. */
export function parseCrisisLines(yaml: string): DemoCrisisLine[] {
  return withoutTwins('crisis lines', read('crisis lines', crisisLines, yaml));
}

function read<T>(what: string, schema: z.ZodType<T>, yaml: string): T {
  const parsed = schema.safeParse(parse(yaml));
  if (parsed.success) return parsed.data;
  throw new Error(`The ${what} of the demonstration data are not sound: ${z.prettifyError(parsed.error)}`);
}

function withoutTwins<T extends { slug: string }>(what: string, rows: T[]): T[] {
  const slugs = rows.map(({ slug }) => slug);
  const twin = slugs.find((slug, index) => slugs.indexOf(slug) < index);
  if (twin !== undefined) throw new Error(`Two of the demonstration data's ${what} have the slug "${twin}".`);
  return rows;
}
