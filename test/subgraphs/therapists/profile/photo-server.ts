import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PhotoPolicy } from '../../../../subgraphs/therapists/profile/check-photo.ts';
import { pictures } from './pictures.ts';

/** Lets the server below be asked, which production would not. */
export const testPhotoPolicy: PhotoPolicy = { allowHttp: true, privateNetworks: [['127.0.0.1', 32, 'ipv4']] };

/** A server of pictures, good and bad; `asked` counts the requests. */
export async function startPhotoServer() {
  const answers: Record<string, RequestListener> = {
    '/good.png': (_, response) => sendImage(response, 'image/png', pictures.png(400, 500)),
    '/good.jpg': (_, response) => sendImage(response, 'image/jpeg; charset=binary', pictures.jpeg(4000, 200)),
    '/good.webp': (_, response) => sendImage(response, 'image/webp', pictures.webpExtended(300, 300)),
    '/narrow.png': (_, response) => sendImage(response, 'image/png', pictures.png(199, 500)),
    '/vast.png': (_, response) => sendImage(response, 'image/png', pictures.png(400, 4001)),
    '/page.png': (_, response) => sendImage(response, 'image/png', Buffer.from('<html></html>')),
    '/drawing.svg': (_, response) => sendImage(response, 'image/svg+xml', Buffer.from('<svg/>')),
    '/unnamed': (_, response) => response.end(pictures.png(400, 400)),
    '/missing.png': (_, response) => response.writeHead(404).end(),
    '/endless.png': (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      const more = () => {
        while (response.write(Buffer.alloc(256 * 1024)));
        response.once('drain', more);
      };
      more();
    },
    '/moved.png': (_, response) => redirect(response, '/good.png'),
    '/circle.png': (_, response) => redirect(response, '/circle.png'),
    '/inside.png': (_, response) => redirect(response, 'http://127.0.0.2/good.png'),
    '/file.png': (_, response) => redirect(response, 'file:///etc/passwd'),
  };
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    const answer = answers[request.url ?? ''] ?? answers['/missing.png']!;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Response = Parameters<RequestListener>[1];

function sendImage(response: Response, type: string, bytes: Buffer): void {
  response.writeHead(200, { 'content-type': type }).end(bytes);
}

function redirect(response: Response, location: string): void {
  response.writeHead(302, { location }).end();
}
