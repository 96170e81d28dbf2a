import type { ExecutionResult } from 'graphql';
import type { SubgraphCall } from '../plan/execute-plan.ts';

/** What of a client's request its subgraph calls have in common. */
export interface ClientRequest {
  requestId: string;
  authorization?: string;
  /** Aborts when nobody waits any more, or when the time for the answer is up. */
  signal: AbortSignal;
}

/** The way to one subgraph. */
export interface Transport {
  /** @throws Error when there is no answer, or none that is GraphQL: the caller takes the subgraph for unavailable */
  call: (call: SubgraphCall, request: ClientRequest) => Promise<ExecutionResult>;
  /** Whether the subgraph can serve. */
  ready: () => Promise<boolean>;
  close: () => Promise<void>;
}

/** Why a request's signal aborts when its client has gone: nobody's fault. */
export class ClientGone extends Error {
  override name = 'ClientGone';
}

export class TransportError extends Error {
  override name = 'TransportError';
}

/** Whether it is an answer as GraphQL has them: with `data`, `errors` or both. */
export function isExecutionResult(value: unknown): value is ExecutionResult {
  if (!isObject(value)) return false;
  const { data, errors } = value;
  if (data !== undefined && data !== null && !isObject(data)) return false;
  if (errors === undefined) return isObject(data);
  return Array.isArray(errors) && errors.length > 0 && errors.every(isError);
}

function isError(value: unknown): boolean {
  return isObject(value) && typeof value.message === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
