import { parse, type ExecutionResult } from 'graphql';
import { createInProcessHandler } from '../../subgraphs/shared/in-process.ts';
import { createLog } from '../../subgraphs/shared/log.ts';
import type { Subgraph, SubgraphSettings } from '../../subgraphs/shared/subgraph.ts';
import { testTokens } from './tokens.ts';

/** What a test starts a subgraph with, silent and trusting the test issuer; `overrides` says what the test is about. */
export function testSettings(
  databaseUrl: string,
  overrides: Partial<SubgraphSettings> = {},
): SubgraphSettings {
  return {
    database: { url: databaseUrl },
    tokens: testTokens.settings,
    publicUrl: 'http://rapport.test',
    log: createLog('silent'),
    ...overrides,
  };
}

export type Ask = <Data = Record<string, never>>(
  query: string,
  options?: { variables?: Record<string, unknown>; token?: string },
) => Promise<ExecutionResult<Data>>;

/** Asks a subgraph as the gateway would in one process; each call is one client request. */
export function askOf(subgraph: Subgraph): Ask {
  const handle = createInProcessHandler(subgraph);
  return async (query, { variables = {}, token } = {}) => {
    const authorization = token === undefined ? undefined : `Bearer ${token}`;
    const result = await handle({ document: parse(query), variables, authorization, clientRequest: {} });
    // GraphQL's null-prototype objects would compare unequal to the literals a test writes.
    return JSON.parse(JSON.stringify(result)) as never;
  };
}
