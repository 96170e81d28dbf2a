import type { IncomingMessage } from 'node:http';
import { codedError } from '../errors.ts';

/**
 * Reads a request's body as text.
 *
 * @throws GraphQLError `PAYLOAD_TOO_LARGE` as soon as there are more than `maxBytes`
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(maxBytes: number) {
  return codedError('PAYLOAD_TOO_LARGE', `The request's body is larger than ${maxBytes} bytes.`);
}
