import type { DocumentNode, ExecutionResult } from 'graphql';

export const subgraphNames = ['therapists', 'bookings', 'content'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** One operation for one subgraph, as the query plan has it. */
export interface SubgraphRequest {
  /** The same object whenever the same operation is sent again, so what is compiled from it can be kept. */
  document: DocumentNode;
  variables: Record<string, unknown>;
  operationName?: string;
  /** The client's `Authorization` header as it came: the one thing of the client's request that crosses, with `requestId`. */
  authorization?: string;
  /** What logs and other services know this client request by; 1 to 128 characters of `A-Z a-z 0-9 . _ ~ : -`. */
  requestId: string;
  /** The same object for every call of one client request: key a WeakMap on it to share a context among them. */
  clientRequest: object;
  /** Aborts when the client has gone or the time allowed has passed. */
  signal?: AbortSignal;
}

/** Executes one subgraph operation in this process. The gateway keeps and changes the result it is given. */
export type SubgraphHandler = (request: SubgraphRequest) => Promise<ExecutionResult>;

/** Where a subgraph is: at an address (`http://host:port/graphql`), or in this process. */
export type SubgraphTarget = { url: string } | { handler: SubgraphHandler };

/** `ready` answers whether the subgraph can serve; without it an address is asked at `/readyz`, and a handler counts as ready. */
export type Subgraph = SubgraphTarget & { ready?: () => Promise<boolean> };
