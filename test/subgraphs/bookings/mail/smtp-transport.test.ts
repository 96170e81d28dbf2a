import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { readSmtpUrl, smtpTransport } from '../../../../subgraphs/bookings/mail/smtp-transport.ts';
import { eventually } from '../../../support/eventually.ts';

const letter = {
  id: 'one',
  from: 'rapport@rapport.test',
  to: 'sam@example.com',
  bytes: Buffer.from('Subject: Hello\r\n\r\nA line.\r\n.A line with a dot.\r\n'),
};

const servers: SMTPServer[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => new Promise<void>((done) => void server.close(() => done()))),
  );
});

/** An SMTP server that keeps what it is given, unless the options say otherwise. */
async function serve(options: SMTPServerOptions = {}) {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return { received, transport: smtpTransport(readSmtpUrl(`smtp://127.0.0.1:${port}`)!), port };
}

const atOnce = () => Promise.resolve();

function answer(responseCode: number): Error {
  return Object.assign(new Error('no'), { responseCode });
}

it('delivers a letter as it is', async () => {
  const { received, transport } = await serve();
  expect(await transport.deliver(letter, atOnce)).toBe('DELIVERED');
  expect(received).toEqual([letter.bytes.toString()]);
});

describe('the letting go of the last byte', () => {
  it('is awaited, with nothing delivered before it', async () => {
    const { received, transport } = await serve();
    let open: (() => void) | undefined;
    const delivery = transport.deliver(letter, () => new Promise((resolve) => void (open = resolve)));
    await eventually(() => expect(open).toBeDefined());
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received).toEqual([]);
    open!();
    expect(await delivery).toBe('DELIVERED');
    expect(received).toHaveLength(1);
  });

  it('can be called back, and then nothing is ever delivered', async () => {
    const { received, transport } = await serve();
    const lost = new Error('the claim is lost');
    await expect(transport.deliver(letter, () => Promise.reject(lost))).rejects.toThrow('the claim is lost');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received).toEqual([]);
  });

  it('is not asked for when the server would not have the letter', async () => {
    let asked = 0;
    const count = () => Promise.resolve(void (asked += 1));
    const unknown = await serve({ onRcptTo: (_, __, done) => done(answer(550)) });
    expect(await unknown.transport.deliver(letter, count)).toBe('REFUSED');
    const busy = await serve({ onRcptTo: (_, __, done) => done(answer(451)) });
    await expect(busy.transport.deliver(letter, count)).rejects.toMatchObject({ responseCode: 451 });
    const strict = await serve({ onMailFrom: (_, __, done) => done(answer(550)) });
    await expect(strict.transport.deliver(letter, count)).rejects.toMatchObject({ responseCode: 550 });
    expect(asked).toBe(0);
  });
});

describe('after the last byte', () => {
  const refuseWith = (code: number): SMTPServerOptions => ({
    onData(stream, _, done) {
      stream.on('end', () => done(answer(code))).resume();
    },
  });

  it('a no for good is told from a no for now', async () => {
    expect(await (await serve(refuseWith(554))).transport.deliver(letter, atOnce)).toBe('REFUSED');
    const later = await serve(refuseWith(452));
    await expect(later.transport.deliver(letter, atOnce)).rejects.toMatchObject({ responseCode: 452 });
  });

  it('a connection that breaks off without an answer is no yes', async () => {
    const { transport } = await serve({
      onData(stream, session) {
        void session;
        stream.on('end', () => servers[0]!.connections.forEach((connection) => connection.close())).resume();
      },
    });
    await expect(transport.deliver(letter, atOnce)).rejects.toThrow(/closed/);
  });
});

it('fails soon when nobody listens', async () => {
  const started = performance.now();
  await expect(smtpTransport(readSmtpUrl('smtp://127.0.0.1:1')!).deliver(letter, atOnce)).rejects.toThrow(
    /ECONNREFUSED/,
  );
  expect(performance.now() - started).toBeLessThan(5000);
});

it('sends no password in the clear', async () => {
  const passwords: string[] = [];
  const { port, received } = await serve({
    allowInsecureAuth: true,
    onAuth({ username, password }, _, done) {
      passwords.push(password ?? '');
      done(null, { user: username });
    },
  });
  const transport = smtpTransport(readSmtpUrl(`smtp://user:secret@127.0.0.1:${port}`)!);
  await expect(transport.deliver(letter, atOnce)).rejects.toThrow(/TLS/);
  expect([passwords, received]).toEqual([[], []]);
});

it('reads addresses of servers', () => {
  expect(readSmtpUrl('smtp://mail.example')).toEqual({
    host: 'mail.example',
    port: 587,
    secure: false,
    auth: null,
  });
  expect(readSmtpUrl('smtps://me%40x:p%3Aw@mail.example:2465')).toEqual({
    host: 'mail.example',
    port: 2465,
    secure: true,
    auth: { user: 'me@x', pass: 'p:w' },
  });
  expect(['http://mail.example', 'mail.example', 'smtp://', ''].map(readSmtpUrl)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
