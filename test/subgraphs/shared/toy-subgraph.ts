import { sql } from 'kysely';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { buildSubgraph } from '../../../subgraphs/shared/build-subgraph.ts';
import type { RequestContext } from '../../../subgraphs/shared/context.ts';
import { openDatabase, readRows } from '../../../subgraphs/shared/database.ts';
import { badInput, notFound } from '../../../subgraphs/shared/errors.ts';
import { defineLoader } from '../../../subgraphs/shared/loaders.ts';
import { openSubgraph, type Subgraph, type SubgraphSettings } from '../../../subgraphs/shared/subgraph.ts';
import { requireRole } from '../../../subgraphs/shared/viewer.ts';

/** What no client may ever read; the faults below carry it in their messages. */
export const secret = 'hunter2';

@ObjectType({ description: 'A row.' })
class Item {
  @Field(() => Int, { description: 'Its number.' })
  number!: number;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

@InputType({ description: 'An input with a number.' })
class CountInput {
  @Field(() => Int, { description: 'How many.' })
  count!: number;

  @Field(() => Date, { nullable: true, description: 'Since when.' })
  since?: Date;
}

/** One statement for all the numbers asked for; `setting` holds how often it ran. */
const itemByNumber = defineLoader<ToyContext, number, Item | Error>(async ({ em, settings }, numbers) => {
  settings.batches.push([...numbers]);
  const found = await readRows(
    em,
    sql<Item>`select n as number, 'item ' || n as name from unnest(${[...numbers]}::int[]) n where n < 100`,
  );
  return numbers.map((n) => found.find((item) => item.number === n) ?? notFound(`Item ${n}`));
});

interface ToySettings extends SubgraphSettings {
  batches: number[][];
  onSlowly: () => void;
}
type ToyContext = RequestContext<ToySettings>;

@Resolver()
class ToyResolver {
  @Query(() => String, { description: 'Repeats a text.' })
  echo(@Arg('text', () => String) text: string): string {
    return text;
  }

  @Query(() => String, { nullable: true, description: 'Repeats a text by way of the database.' })
  async echoOfDatabase(
    @Arg('text', () => String) text: string,
    @Ctx() { em }: ToyContext,
  ): Promise<string | undefined> {
    const [row] = await readRows(em, sql<{ text: string }>`select ${text}::text as text`);
    return row?.text;
  }

  @Query(() => Int, { nullable: true, description: 'Counts.' })
  count(@Arg('input', () => CountInput) { count }: CountInput): number {
    if (count < 0) throw badInput('input.count must not be negative.', 'input.count');
    return count;
  }

  @Query(() => Item, { nullable: true, description: 'A row, through a loader.' })
  item(
    @Arg('number', () => Int, { defaultValue: 1 }) number: number,
    @Ctx() context: ToyContext,
  ): Promise<Item | Error> {
    return context.load(itemByNumber, number);
  }

  @Query(() => String, { nullable: true, description: 'Fails as code with a bug in it does.' })
  crash(): string {
    throw new Error(`could not read therapist.notes with password=${secret} at db.internal:5432`);
  }

  @Query(() => String, { nullable: true, description: 'Fails in the database, which quotes the statement.' })
  async wrongStatement(@Ctx() { em }: ToyContext): Promise<string> {
    await readRows(em, sql`select '${sql.raw(secret)}' from no_such_table`);
    return '';
  }

  @Query(() => String, { description: 'Answers null where null may not be.' })
  impossible(): string {
    return null as unknown as string;
  }

  @Query(() => Int, { nullable: true, description: 'Answers a text where a number should be.' })
  mistyped(): number {
    return secret as unknown as number;
  }

  @Query(() => String, { nullable: true, description: 'Only an admin may ask.' })
  forAdmins(@Ctx() context: ToyContext): string {
    return requireRole(context, 'admin').subject;
  }

  @Query(() => String, { description: 'Takes its time.' })
  async slowly(
    @Arg('milliseconds', () => Int) milliseconds: number,
    @Ctx() { settings }: ToyContext,
  ): Promise<string> {
    settings.onSlowly();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return `after ${milliseconds} ms`;
  }

  @Mutation(() => Item, { description: 'Reads a row through the loader of the mutation.' })
  touch(@Arg('number', () => Int) number: number, @Ctx() context: ToyContext): Promise<Item | Error> {
    return context.load(itemByNumber, number);
  }
}

const { schema } = buildSubgraph<ToyContext>({ resolvers: [ToyResolver], references: {} });

/**
 * A subgraph of the test's own: real schema, real context, real database, and resolvers that fail in every way. `batches`
 * are the numbers that its loader was asked for; `slowlyBegan` settles when `slowly` is first under way.
 */
export function openToy(
  settings: SubgraphSettings,
): Subgraph & { batches: number[][]; slowlyBegan: Promise<void> } {
  const orm = openDatabase({ name: 'content', entities: [], migrations: [] }, settings.database);
  const batches: number[][] = [];
  const { promise: slowlyBegan, resolve: onSlowly } = Promise.withResolvers<void>();
  const toy = openSubgraph('toy', schema, orm, { ...settings, batches, onSlowly });
  return { ...toy, batches, slowlyBegan };
}
