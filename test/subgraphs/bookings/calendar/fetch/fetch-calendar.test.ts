import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  FetchFault,
  fetchCalendar,
  fetchLimits,
} from '../../../../../subgraphs/bookings/calendar/fetch/fetch-calendar.ts';
import type { Network } from '../../../../../subgraphs/shared/fetch/public-address.rules.ts';

const none = { etag: null, lastModified: null };
const open = { ...fetchLimits, privateNetworks: [['127.0.0.1', 32, 'ipv4'] as Network] };
const text = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';

let server: Server;
let origin: string;
let seen: IncomingMessage[];
let respond: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  seen = [];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function faultOf(fetching: Promise<unknown>): Promise<string> {
  try {
    await fetching;
  } catch (error) {
    if (error instanceof FetchFault) return error.reason;
    throw error;
  }
  return 'none';
}

it('reads a calendar, and what the server says of its version', async () => {
  respond = (_, response) => response.setHeader('ETag', '"v1"').end(text);
  expect(await fetchCalendar(`${origin}/a.ics`, none, open)).toEqual({
    text,
    etag: '"v1"',
    lastModified: null,
  });
});

it('asks only for what has changed', async () => {
  respond = (request, response) => {
    response.writeHead(request.headers['if-none-match'] === '"v1"' ? 304 : 200).end();
  };
  expect(await fetchCalendar(origin, { etag: '"v1"', lastModified: null }, open)).toBe('unchanged');
});

it('connects to no machine of a private network, by address or by name', async () => {
  respond = (_, response) => response.end(text);
  const { port } = server.address() as AddressInfo;
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
  ])
    expect(await faultOf(fetchCalendar(`http://${host}:${port}/`, none))).toBe('ADDRESS_NOT_ALLOWED');
  expect(seen).toHaveLength(0);
});

it('follows a redirect, and gives up on a ring of them', async () => {
  respond = (request, response) => {
    if (request.url === '/end') response.end(text);
    else response.writeHead(302, { location: request.url === '/start' ? '/end' : '/ring' }).end();
  };
  expect(await fetchCalendar(`${origin}/start`, none, open)).toMatchObject({ text });
  expect(await faultOf(fetchCalendar(`${origin}/ring`, none, open))).toBe('HTTP_ERROR');
  expect(seen.length).toBeLessThan(10);
});

it('follows no redirect to where it may not go', async () => {
  const { port } = server.address() as AddressInfo;
  respond = (_, response) => response.writeHead(302, { location: `http://127.0.0.2:${port}/` }).end();
  expect(await faultOf(fetchCalendar(origin, none, open))).toBe('ADDRESS_NOT_ALLOWED');
  expect(seen).toHaveLength(1);
});

it('follows no redirect to another scheme', async () => {
  respond = (_, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end();
  expect(await faultOf(fetchCalendar(origin, none, open))).toBe('ADDRESS_NOT_ALLOWED');
});

it('stops reading at two megabytes', async () => {
  respond = (_, response) => {
    const piece = 'X'.repeat(64 * 1024);
    const more = () => {
      while (response.write(piece));
      response.once('drain', more);
    };
    response.on('error', () => undefined);
    more();
  };
  expect(await faultOf(fetchCalendar(origin, none, open))).toBe('TOO_LARGE');
});

it('gives up on a server that never ends its answer', async () => {
  respond = (_, response) => void response.write('BEGIN:VCALENDAR\r\n');
  const started = performance.now();
  expect(await faultOf(fetchCalendar(origin, none, { ...open, timeoutMs: 300 }))).toBe('TIMED_OUT');
  expect(performance.now() - started).toBeLessThan(3000);
});

it('tells a refusal from a server that is not there', async () => {
  respond = (_, response) => response.writeHead(403).end();
  await expect(fetchCalendar(origin, none, open)).rejects.toMatchObject({
    reason: 'HTTP_ERROR',
    status: 403,
  });
  expect(await faultOf(fetchCalendar('http://127.0.0.1:1/', none, open))).toBe('UNREACHABLE');
  expect(await faultOf(fetchCalendar('http://calendar.invalid/', none))).toBe('UNREACHABLE');
});

it('takes no scheme but the web’s, and no password in an address', async () => {
  for (const address of [
    'ftp://example.com/a.ics',
    'file:///etc/passwd',
    'http://user:pass@example.com/',
    'nonsense',
  ])
    expect(await faultOf(fetchCalendar(address, none, open))).toBe('ADDRESS_NOT_ALLOWED');
});
