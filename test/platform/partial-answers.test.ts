import { readFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { projectPath } from '../../subgraphs/shared/project-root.ts';
import type { SubgraphName } from '../../deploy/database/provision.ts';
import { createDemoDatabase } from '../support/demo-database.ts';
import { askPlatform, startSplit, type RunningPlatform } from '../support/platform.ts';
import type { ArticlePage } from './article-page.ts';

const query = await readFile(projectPath('gateway', 'ide', 'article-page.graphql'), 'utf8');
const variables = { slug: 'why-the-relationship-matters' };

let platform: RunningPlatform | undefined;
afterEach(() => platform?.close());

async function answerWithout(stopped: SubgraphName) {
  platform = await startSplit(await createDemoDatabase());
  const process = platform.processes[stopped]!;
  process.child.kill('SIGTERM');
  expect(await process.exited).toEqual({ code: 0, signal: null });
  const answer = await askPlatform<ArticlePage>(platform.url, query, { variables });
  const ready = await fetch(new URL('/readyz', platform.url));
  return { ...answer, ready };
}

function servicesBlamed(errors: { extensions: Record<string, unknown> }[] | undefined) {
  return new Set((errors ?? []).map(({ extensions }) => `${extensions['code']} ${extensions['service']}`));
}

it('loses slots and session counts alone when bookings is down', async () => {
  const { data, errors, ready } = await answerWithout('bookings');
  expect(servicesBlamed(errors)).toEqual(new Set(['SUBGRAPH_UNAVAILABLE bookings']));
  const therapists = data.article!.recommendedTherapists!;
  expect(therapists).toHaveLength(3);
  for (const { name, rating, sessionCount, openSlots } of therapists) {
    expect(name).not.toBe('');
    expect(rating.count).toBeGreaterThan(0);
    expect({ sessionCount, openSlots }).toEqual({ sessionCount: null, openSlots: null });
  }
  expect(data.services!.length).toBeGreaterThanOrEqual(6);
  expect(ready.status).toBe(503);
});

it('loses the therapists alone when therapists is down', async () => {
  const { data, errors } = await answerWithout('therapists');
  expect(servicesBlamed(errors)).toEqual(new Set(['SUBGRAPH_UNAVAILABLE therapists']));
  expect(data.article!.title).not.toBe('');
  expect(data.article).toMatchObject({ getHelp: null, recommendedTherapists: null });
  expect(data.moreArticles!.nodes).toHaveLength(6);
});

it('loses the articles, tests and services when content is down, and says so', async () => {
  const { data, errors } = await answerWithout('content');
  expect(servicesBlamed(errors)).toEqual(new Set(['SUBGRAPH_UNAVAILABLE content']));
  expect(data).toEqual({ article: null, moreArticles: null, selfTests: null, services: null });
});
