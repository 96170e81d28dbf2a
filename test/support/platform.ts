import { openPlatform } from '../../deploy/one-machine/platform.ts';
import type { SubgraphName } from '../../deploy/database/provision.ts';
import { startServer } from '../../gateway/server.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import { freePort, startProcess, type StartedProcess } from './processes.ts';
import { testTokens } from './tokens.ts';

/** The whole platform over HTTP, whichever way it runs. */
export interface RunningPlatform {
  url: string;
  /** The processes of the split start by name; empty on one machine. */
  processes: Partial<Record<SubgraphName | 'gateway', StartedProcess>>;
  close(): Promise<void>;
}

export type Start = (urls: Record<SubgraphName, string>) => Promise<RunningPlatform>;

/** Subgraphs and gateway in one process, as `npm start` runs them. */
export const startOneMachine: Start = async (urls) => {
  const platform = await openPlatform({
    urls,
    tokens: testTokens.settings,
    publicUrl: 'http://rapport.test',
    log: createLog('silent'),
  });
  const server = await startServer(platform.gateway, { port: 0, host: '127.0.0.1' });
  return {
    url: `${server.url}/graphql`,
    processes: {},
    async close() {
      await server.close();
      await platform.close();
    },
  };
};

/** Every subgraph and the gateway as its own process over HTTP, from the build. */
export const startSplit: Start = async (urls) => {
  const issuer = await testTokens.serve();
  const [therapists, bookings, content, gateway] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const shared = {
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://rapport.test',
    OIDC_ISSUER: testTokens.settings.issuer,
    OIDC_JWKS_URL: issuer.jwksUrl,
  };
  const processes = {
    therapists: startProcess('subgraphs/therapists/main.js', {
      ...shared,
      THERAPISTS_DATABASE_URL: urls.therapists,
      THERAPISTS_PORT: String(therapists),
    }),
    bookings: startProcess('subgraphs/bookings/main.js', {
      ...shared,
      BOOKINGS_DATABASE_URL: urls.bookings,
      BOOKINGS_PORT: String(bookings),
    }),
    content: startProcess('subgraphs/content/main.js', {
      ...shared,
      CONTENT_DATABASE_URL: urls.content,
      CONTENT_PORT: String(content),
    }),
    gateway: startProcess('gateway/main.js', {
      HOST: '127.0.0.1',
      PORT: String(gateway),
      THERAPISTS_URL: `http://127.0.0.1:${therapists}/graphql`,
      BOOKINGS_URL: `http://127.0.0.1:${bookings}/graphql`,
      CONTENT_URL: `http://127.0.0.1:${content}/graphql`,
    }),
  };
  await Promise.all(Object.values(processes).map((process) => process.says('"msg":"')));
  return {
    url: `http://127.0.0.1:${gateway}/graphql`,
    processes,
    async close() {
      for (const { child } of Object.values(processes)) child.kill('SIGTERM');
      await Promise.all(Object.values(processes).map(({ exited }) => exited));
      await issuer.close();
    },
  };
};

export interface GraphqlAnswer<Data> {
  status: number;
  headers: Headers;
  data: Data;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** One request as a client sends it. */
export async function askPlatform<Data = Record<string, unknown>>(
  url: string,
  query: string,
  { variables = {}, token }: { variables?: Record<string, unknown>; token?: string } = {},
): Promise<GraphqlAnswer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Pick<GraphqlAnswer<Data>, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, ...body };
}
