import { once } from 'node:events';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Delivery, Letter, MailTransport } from './transport.ts';

const connectTimeoutMs = 10_000;

/** How long the server may be silent. Less than `answerSeconds`: whoever waits has given up before the letter is taken as sent. */
const silenceTimeoutMs = 120_000;

export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`); otherwise STARTTLS where the server has it. */
  secure: boolean;
  auth: { user: string; pass: string } | null;
}

/** `smtp://user:password@host:587` or `smtps://…:465`; null when it is no such address. */
export function readSmtpUrl(text: string): SmtpServer | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password } = new URL(text);
  if ((protocol !== 'smtp:' && protocol !== 'smtps:') || hostname === '') return null;
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    auth: username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  };
}

/** Delivers by SMTP, a connection for each letter. A password is never sent in the clear. */
export function smtpTransport({ host, port, secure, auth }: SmtpServer): MailTransport {
  return {
    async deliver(letter, beforeLastByte) {
      const connection = new SMTPConnection({
        host,
        port,
        secure,
        requireTLS: auth !== null && !secure,
        connectionTimeout: connectTimeoutMs,
        greetingTimeout: connectTimeoutMs,
        dnsTimeout: connectTimeoutMs,
        socketTimeout: silenceTimeoutMs,
      });
      // Errors also come to whoever is waiting; without a listener they would end the process.
      connection.on('error', () => undefined);
      try {
        await connected(connection);
        if (auth !== null) await signedIn(connection, auth);
        const delivery = await sent(connection, letter, beforeLastByte);
        connection.quit();
        return delivery;
      } catch (error) {
        connection.close();
        throw error;
      }
    },
  };
}

async function connected(connection: SMTPConnection): Promise<void> {
  const failed = once(connection, 'error').then(([error]: unknown[]) => {
    throw error;
  });
  await Promise.race([new Promise<void>((resolve) => void connection.connect(() => resolve())), failed]);
}

function signedIn(connection: SMTPConnection, { user, pass }: { user: string; pass: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ user, pass }, (error) => (error ? reject(error) : resolve()));
  });
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  command?: string;
}

async function sent(
  connection: SMTPConnection,
  letter: Letter,
  beforeLastByte: () => Promise<void>,
): Promise<Delivery> {
  const { from, to, bytes } = letter;
  let isOut = false;
  async function* content() {
    yield bytes;
    await beforeLastByte();
    // The connection writes the final dot when this ends.
    isOut = true;
  }
  try {
    await new Promise<void>((resolve, reject) => {
      connection.send({ from, to: [to] }, Readable.from(content()), (error: Error | null | undefined) =>
        error ? reject(error) : resolve(),
      );
    });
    return 'DELIVERED';
  } catch (error) {
    const { responseCode, code, command } = error as SmtpError;
    // 5yz is the server's last word, 4yz means later (RFC 5321, section 4.2.1). A refused sender is our own affair.
    if (responseCode !== undefined && responseCode >= 500 && command !== 'MAIL FROM') return 'REFUSED';
    // No answer is not a no, and asking again would have a slow server deliver again and again.
    if (isOut && responseCode === undefined && code === 'ETIMEDOUT') return 'UNANSWERED';
    throw error;
  }
}
