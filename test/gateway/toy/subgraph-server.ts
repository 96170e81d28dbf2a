import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse, type GraphQLSchema } from 'graphql';

/** How a server misbehaves. `drop` closes the connection instead of answering. */
export type Trouble = 'hang' | 'html' | 'garbage' | 'drop' | 'refuse-token' | 'not-ready';

/** A subgraph behind a real HTTP server, which can be made to misbehave. */
export class SubgraphServer {
  trouble: Trouble | null = null;
  /** The headers of every request for GraphQL, in order. */
  readonly received: IncomingHttpHeaders[] = [];
  readonly #server: Server;

  constructor(schema: GraphQLSchema) {
    this.#server = createServer(async (request, response) => {
      if (request.url === '/readyz') {
        response
          .writeHead(this.trouble === 'not-ready' ? 503 : 200, { 'content-type': 'application/json' })
          .end('{}');
        return;
      }
      this.received.push(request.headers);
      const body = JSON.parse(await new Response(request as unknown as ReadableStream).text());
      if (this.trouble === 'hang') return;
      if (this.trouble === 'drop') return void request.socket.destroy();
      if (this.trouble === 'html') {
        response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway at 10.0.0.7</h1>');
        return;
      }
      const { authorization } = request.headers;
      const answer =
        this.trouble === 'garbage'
          ? { surprise: true }
          : this.trouble === 'refuse-token'
            ? { errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }] }
            : await execute({
                schema,
                document: parse(body.query),
                variableValues: body.variables,
                contextValue: { authorization },
              });
      const type = 'application/graphql-response+json; charset=utf-8';
      response.writeHead(this.trouble === 'refuse-token' ? 401 : 200, { 'content-type': type });
      response.end(JSON.stringify(answer));
    });
  }

  /** @param port 0: any free one */
  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
