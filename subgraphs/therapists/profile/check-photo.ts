import { request, type Dispatcher } from 'undici';
import { AddressNotAllowed, guardedAgent } from '../../shared/fetch/guarded-agent.ts';
import { addressPolicy, type Network } from '../../shared/fetch/public-address.rules.ts';
import { imageSize } from './image-size.rules.ts';
import { maxPhotoBytes, maxPhotoPixels, minPhotoPixels } from './photo-limits.rules.ts';

/** Well within the time that a gateway gives a request. */
const timeoutMs = 5_000;
const maxRedirects = 3;

/** Why a picture will not do. */
export type PhotoFault =
  | 'ADDRESS_NOT_ALLOWED'
  | 'UNREACHABLE'
  | 'NOT_AN_IMAGE'
  | 'TOO_LARGE'
  | 'WRONG_DIMENSIONS';

/** Where pictures may be besides at https addresses of the open internet. */
export interface PhotoPolicy {
  allowHttp: boolean;
  privateNetworks: readonly Network[];
}

export const strictPhotoPolicy: PhotoPolicy = { allowHttp: false, privateNetworks: [] };

class Fault extends Error {
  readonly fault: PhotoFault;

  constructor(fault: PhotoFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Fetches a picture, bounded in time and size and never from a private address, and looks at its bytes: a PNG, JPEG or WebP of
 * at most 5 MB, each side of 200 to 4000 pixels. Null when it will do. What the address gives later is not ours to hold.
 */
export async function photoFault(address: string, policy: PhotoPolicy): Promise<PhotoFault | null> {
  const agent = guardedAgent(addressPolicy(policy.privateNetworks), timeoutMs);
  try {
    const bytes = await fetchBytes(address, policy, agent, AbortSignal.timeout(timeoutMs));
    const size = imageSize(bytes);
    if (size === null) return 'NOT_AN_IMAGE';
    const sides = [size.width, size.height];
    return sides.every((side) => side >= minPhotoPixels && side <= maxPhotoPixels)
      ? null
      : 'WRONG_DIMENSIONS';
  } catch (error) {
    return faultOf(error);
  } finally {
    await agent.destroy();
  }
}

async function fetchBytes(
  address: string,
  policy: PhotoPolicy,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Buffer> {
  let url = requireAddress(address, policy);
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      signal,
      headers: {
        accept: 'image/webp, image/png, image/jpeg',
        // The size that is bounded is the size that is read.
        'accept-encoding': 'identity',
        'user-agent': 'Rapport (profile picture check)',
      },
    });
    if (statusCode === 200) {
      if (!/^image\/(png|jpeg|webp)\b/i.test(String(headers['content-type']))) {
        body.on('error', () => undefined).destroy();
        throw new Fault('NOT_AN_IMAGE');
      }
      return readBody(body);
    }
    body.on('error', () => undefined).destroy();
    const { location } = headers;
    if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== 'string')
      throw new Fault('UNREACHABLE');
    if (!URL.canParse(location, url.href)) throw new Fault('ADDRESS_NOT_ALLOWED');
    url = requireAddress(new URL(location, url.href).href, policy);
  }
  throw new Fault('UNREACHABLE');
}

/** An https address without a password in it, or http where that is allowed. */
function requireAddress(text: string, { allowHttp }: PhotoPolicy): URL {
  if (!URL.canParse(text)) throw new Fault('ADDRESS_NOT_ALLOWED');
  const url = new URL(text);
  const isSchemeAllowed = url.protocol === 'https:' || (allowHttp && url.protocol === 'http:');
  if (!isSchemeAllowed || url.username !== '' || url.password !== '') throw new Fault('ADDRESS_NOT_ALLOWED');
  return url;
}

async function readBody(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxPhotoBytes) throw new Fault('TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function faultOf(error: unknown): PhotoFault {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Fault) return cause.fault;
    if (cause instanceof AddressNotAllowed) return 'ADDRESS_NOT_ALLOWED';
  }
  return 'UNREACHABLE';
}
