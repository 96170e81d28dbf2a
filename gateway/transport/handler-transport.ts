import type { SubgraphHandler } from '../subgraph.ts';
import { TransportError, type ClientRequest, type Transport } from './transport.ts';

/** Calls a subgraph in this process: nothing is written out or read in between. */
export function handlerTransport(handler: SubgraphHandler, ready = async () => true): Transport {
  return {
    call: async ({ document, variables }, request) => {
      const { requestId, authorization, signal } = request;
      const answer = handler({
        document,
        variables,
        requestId,
        ...(authorization === undefined ? {} : { authorization }),
        clientRequest: request,
        signal,
      });
      return Promise.race([answer, aborted(request)]);
    },
    ready,
    close: async () => {},
  };
}

/** Rejects when the request's time is up, for a handler that does not look at the signal. */
function aborted({ signal }: ClientRequest): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () =>
      reject(new TransportError('The time for the answer was up.', { cause: signal.reason }));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
