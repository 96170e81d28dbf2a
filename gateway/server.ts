import { createServer, type ServerResponse } from 'node:http';
import { Server as NetServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Gateway } from './gateway.ts';

export interface RunningServer {
  /** `http://localhost:PORT`, to open on this machine. */
  url: string;
  port: number;
  /** Takes no more requests, finishes those under way, and ends what has not finished when the time is up. */
  close: () => Promise<void>;
}

export interface ServerOptions {
  /** 0: any free one. */
  port: number;
  /** The address to listen on; every one of the machine unless given. */
  host?: string;
  /** Milliseconds for requests under way when it closes; 10 000 unless given. */
  grace?: number;
}

/** @throws Error (`EADDRINUSE`, `EACCES`) when the port cannot be had */
export async function startServer(gateway: Gateway, options: ServerOptions): Promise<RunningServer> {
  const underWay = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 });
  server.on('request', (request, response: ServerResponse) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    gateway.handle(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    // Listening alone: node:http's own `close` cuts connections on which something was asked that it has not read yet.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
    // One turn of the event loop for what has arrived to be read, from wherever in a turn this is called.
    await nextTurn();
    await nextTurn();
    // Connections that are kept open would hold the server open after their answer, as would those on which browsers
    // have not asked for anything yet.
    for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close');
    const busy = new Set([...underWay].map((response) => response.socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    const end = setTimeout(() => server.closeAllConnections(), options.grace ?? 10_000);
    await closed;
    clearTimeout(end);
  }

  return { url: `http://localhost:${port}`, port, close: () => (closing ??= close()) };
}
