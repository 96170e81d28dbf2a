import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { ContentContext } from '../content.ts';
import type { SelfTestDefinition } from './self-test.definition.ts';

/** A version of a self test, without its items. */
export interface SelfTestRow {
  id: string;
  version: number;
  slug: string;
  title: string;
  summary: string;
  minutes: number;
}

const columns = sql`id, version, slug, title, summary, minutes`;

/** The newest version of each, with its place in the list. */
const presentVersions = sql`
  select distinct on (id) ${columns}, position from self_test order by id, version desc`;

export function allSelfTests({ em }: ContentContext): Promise<SelfTestRow[]> {
  return readRows(
    em,
    sql<SelfTestRow>`select ${columns} from (${presentVersions}) present order by position, id`,
  );
}

export const selfTestById = defineLoader<ContentContext, string, SelfTestRow | null>(async ({ em }, ids) => {
  const rows = await readRows(
    em,
    sql<SelfTestRow>`select ${columns} from (${presentVersions}) present where id = any(${ids})`,
  );
  return inKeyOrder(ids, rows, (row) => row.id, null);
});

/** The version asked for, the newest for null; null when there is none. */
export async function findSelfTest(
  { em }: ContentContext,
  slug: string,
  version: number | null,
): Promise<SelfTestRow | null> {
  const [row] = await readRows(
    em,
    sql<SelfTestRow>`
      select ${columns} from self_test
      where slug = ${slug} and (${version}::integer is null or version = ${version})
      order by version desc limit 1`,
  );
  return row ?? null;
}

type VersionKey = Pick<SelfTestRow, 'id' | 'version'>;

const versionCacheKey = ({ id, version }: VersionKey) => `${id}#${version}`;

/** What a version asks and how it scores. */
export const selfTestDefinition = defineLoader<ContentContext, VersionKey, SelfTestDefinition>(
  async ({ em }, keys) => {
    const rows = await readRows(
      em,
      sql<VersionKey & { definition: SelfTestDefinition }>`
        select t.id, t.version, t.definition
        from self_test t
        join unnest(${keys.map(({ id }) => id)}::text[], ${keys.map(({ version }) => version)}::integer[])
          as wanted(id, version) on t.id = wanted.id and t.version = wanted.version`,
    );
    const byKey = new Map(rows.map((row) => [versionCacheKey(row), row.definition]));
    return keys.map((key) => byKey.get(versionCacheKey(key)) ?? new Error('a self test is gone'));
  },
  versionCacheKey,
);
