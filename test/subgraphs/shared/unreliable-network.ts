import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire between a client and a server that can be cut, or go silent, while both keep running. */
export async function unreliableNetwork(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let state: 'up' | 'cut' | 'silent' = 'up';
  const server = createServer((near) => {
    if (state === 'cut') return void near.destroy();
    keep(near);
    if (state === 'silent') return;
    const far = connect(Number(port), hostname);
    keep(far);
    near.on('data', (bytes) => state === 'up' && far.write(bytes));
    far.on('data', (bytes) => state === 'up' && near.write(bytes));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  function keep(socket: Socket): void {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    /** The target's URL by way of this wire. */
    url: url.href,
    /** Cuts what is connected and whatever connects. */
    cut(): void {
      state = 'cut';
      for (const socket of open) socket.destroy();
    },
    /** Takes connections and bytes and answers nothing. */
    silence(): void {
      state = 'silent';
    },
    mend(): void {
      state = 'up';
    },
    async close(): Promise<void> {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
