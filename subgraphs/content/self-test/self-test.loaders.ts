import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { ContentContext } from '../content.ts';

/** The present version of a self test, without its items. */
export interface SelfTestRow {
  id: string;
  version: number;
  slug: string;
  title: string;
  summary: string;
  minutes: number;
}

const presentVersions = sql`
  select distinct on (id) id, version, slug, title, summary, minutes, position
  from self_test order by id, version desc`;

export function allSelfTests({ em }: ContentContext): Promise<SelfTestRow[]> {
  return readRows(
    em,
    sql<SelfTestRow>`
      select id, version, slug, title, summary, minutes from (${presentVersions}) present order by position, id`,
  );
}

export const selfTestById = defineLoader<ContentContext, string, SelfTestRow | null>(async ({ em }, ids) => {
  const rows = await readRows(
    em,
    sql<SelfTestRow>`select * from (${presentVersions}) present where id = any(${ids})`,
  );
  return inKeyOrder(ids, rows, (row) => row.id, null);
});

export const selfTestBySlug = defineLoader<ContentContext, string, SelfTestRow | null>(
  async ({ em }, slugs) => {
    const rows = await readRows(
      em,
      sql<SelfTestRow>`select * from (${presentVersions}) present where slug = any(${slugs})`,
    );
    return inKeyOrder(slugs, rows, (row) => row.slug, null);
  },
);
