import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../shared/ids.ts';
import type { SelfTestDefinition } from './self-test.definition.ts';
import { SelfTest } from './self-test.entity.ts';

/**
 * Adds the versions of self tests that are not there yet, to show in this order. Throws when a version that is out would
 * read or score otherwise: a correction is the next version.
 */
export async function importSelfTests(
  em: EntityManager,
  tests: readonly SelfTestDefinition[],
  idOf: (slug: string) => string = () => newId('SelfTest'),
): Promise<void> {
  await em.transactional(async (tx) => {
    const known = await tx.find(SelfTest, { slug: tests.map(({ slug }) => slug) });
    const ids = new Map(known.map(({ slug, id }) => [slug, id]));
    for (const [index, definition] of tests.entries()) {
      const { slug, version, title, summary, minutes } = definition;
      const id = ids.get(slug) ?? idOf(slug);
      ids.set(slug, id);
      const present = known.find((test) => test.slug === slug && test.version === version);
      if (present && !isDeepStrictEqual(present.definition, definition))
        throw new Error(`Version ${version} of ${slug} is out and cannot change; make it the next version.`);
      const position = index + 1;
      if (present) present.position = position;
      else tx.create(SelfTest, { id, slug, version, title, summary, minutes, position, definition });
    }
  });
}
