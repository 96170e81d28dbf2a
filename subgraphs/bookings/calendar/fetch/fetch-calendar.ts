import { request, type Dispatcher } from 'undici';
import { readCalendarUrl } from './calendar-url.rules.ts';
import { AddressNotAllowed, guardedAgent } from '../../../shared/fetch/guarded-agent.ts';
import { addressPolicy, type Network } from '../../../shared/fetch/public-address.rules.ts';

export type FetchFaultReason =
  | 'ADDRESS_NOT_ALLOWED'
  | 'UNREACHABLE'
  | 'TIMED_OUT'
  | 'HTTP_ERROR'
  | 'TOO_LARGE';

/** The calendar could not be fetched. `status` is the server's answer where there was one. */
export class FetchFault extends Error {
  readonly reason: FetchFaultReason;
  readonly status: number | null;

  constructor(reason: FetchFaultReason, status: number | null = null) {
    super(reason);
    this.reason = reason;
    this.status = status;
  }
}

/** What the server said of the version it sent: it need not send the same one again. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export type FetchedCalendar = 'unchanged' | (Validators & { text: string });

export interface FetchLimits {
  /** For all of it: names, connections, redirects and body. Milliseconds. */
  timeoutMs: number;
  maxBytes: number;
  maxRedirects: number;
  /** Networks that may be asked besides the open internet. */
  privateNetworks: readonly Network[];
}

export const fetchLimits: FetchLimits = {
  timeoutMs: 10_000,
  maxBytes: 2 * 1024 * 1024,
  maxRedirects: 5,
  privateNetworks: [],
};

const redirects = new Set([301, 302, 303, 307, 308]);

/** Fetches a calendar by HTTP(S), bounded in time and size. @throws FetchFault */
export async function fetchCalendar(
  address: string,
  known: Validators,
  limits: FetchLimits = fetchLimits,
): Promise<FetchedCalendar> {
  const agent = guardedAgent(addressPolicy(limits.privateNetworks), limits.timeoutMs);
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    return await follow(address, known, limits, agent, signal);
  } catch (error) {
    throw signal.aborted ? new FetchFault('TIMED_OUT') : faultOf(error);
  } finally {
    await agent.destroy();
  }
}

async function follow(
  address: string,
  known: Validators,
  limits: FetchLimits,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<FetchedCalendar> {
  let url = requireUrl(address);
  for (let hop = 0; hop <= limits.maxRedirects; hop++) {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      signal,
      headers: {
        accept: 'text/calendar, text/plain;q=0.5',
        // The size that is bounded is the size that is read.
        'accept-encoding': 'identity',
        'user-agent': 'Rapport (calendar import)',
        ...(known.etag !== null && { 'if-none-match': known.etag }),
        ...(known.lastModified !== null && { 'if-modified-since': known.lastModified }),
      },
    });
    if (statusCode === 200) {
      const text = await readText(body, limits.maxBytes);
      return { text, etag: header(headers, 'etag'), lastModified: header(headers, 'last-modified') };
    }
    body.on('error', () => undefined).destroy();
    if (statusCode === 304 && (known.etag ?? known.lastModified) !== null) return 'unchanged';
    const location = header(headers, 'location');
    if (!redirects.has(statusCode) || location === null) throw new FetchFault('HTTP_ERROR', statusCode);
    url = nextUrl(url, location);
  }
  throw new FetchFault('HTTP_ERROR', 310);
}

function requireUrl(text: string): URL {
  const url = readCalendarUrl(text);
  if (typeof url === 'string') throw new FetchFault('ADDRESS_NOT_ALLOWED');
  return url;
}

/** A secret address is not carried from an encrypted connection to an open one. */
function nextUrl(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) throw new FetchFault('ADDRESS_NOT_ALLOWED');
  const url = requireUrl(new URL(location, from.href).href);
  if (from.protocol === 'https:' && url.protocol === 'http:') throw new FetchFault('ADDRESS_NOT_ALLOWED');
  return url;
}

async function readText(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new FetchFault('TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Bounded like everything that a stranger's server makes us keep. */
function header(headers: Record<string, string | string[] | undefined>, name: string): string | null {
  const value = headers[name];
  const text = Array.isArray(value) ? value[0] : value;
  return text !== undefined && text.length <= 2000 ? text : null;
}

function faultOf(error: unknown): FetchFault {
  if (error instanceof FetchFault) return error;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AddressNotAllowed) return new FetchFault('ADDRESS_NOT_ALLOWED');
  }
  return new FetchFault('UNREACHABLE');
}
