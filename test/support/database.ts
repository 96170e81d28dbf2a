import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import {
  ensureDatabase,
  subgraphNames,
  urlOfRole,
  type SubgraphName,
} from '../../deploy/database/provision.ts';

export const templateDatabase = 'rapport_template';

export function testPassword(role: SubgraphName): string {
  return `${role}-test`;
}

/** A database of the test file's own, migrated and empty, with each subgraph's URL and the superuser's (`admin`). */
export async function createTestDatabase(): Promise<Record<SubgraphName | 'admin', string>> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = await ensureDatabase(inject('postgresAdminUrl'), name, templateDatabase);
  const urls = subgraphNames.map((role) => [role, urlOfRole(admin, role, testPassword(role))]);
  return { ...(Object.fromEntries(urls) as Record<SubgraphName, string>), admin };
}
