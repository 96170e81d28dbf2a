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
export function createTestDatabase(): Promise<Record<SubgraphName | 'admin', string>> {
  return copyOf(templateDatabase);
}

/** A new database like the template, by the URLs that reach it. */
export async function copyOf(template: string): Promise<Record<SubgraphName | 'admin', string>> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  return urlsOf(await ensureDatabase(inject('postgresAdminUrl'), name, template));
}

export function urlsOf(adminUrl: string): Record<SubgraphName | 'admin', string> {
  const urls = subgraphNames.map((role) => [role, urlOfRole(adminUrl, role, testPassword(role))]);
  return { ...(Object.fromEntries(urls) as Record<SubgraphName, string>), admin: adminUrl };
}
