import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ical, { type VEvent } from 'node-ical';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { partsOfType, readMail, type ReadMail } from '../../../support/read-mail.ts';

/** A mail as its reader sees it. */
export interface SeenMail {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  /** The calendar object for the reader's calendar, with its method; null when there is none. */
  calendar: { method: string; attached: boolean; event: VEvent } | null;
}

export function seeMail(source: string): SeenMail {
  const mail = readMail(source);
  const [invitation] = partsOfType(mail, 'text/calendar');
  return {
    messageId: mail.headers.get('message-id') ?? '',
    to: mail.headers.get('to') ?? '',
    subject: mail.headers.get('subject') ?? '',
    text: partsOfType(mail, 'text/plain')[0]?.text ?? '',
    calendar: invitation === undefined ? null : seeCalendar(mail, invitation),
  };
}

function seeCalendar(mail: ReadMail, invitation: ReadMail): SeenMail['calendar'] {
  const parsed = ical.sync.parseICS(invitation.text);
  const event = Object.values(parsed).find((part): part is VEvent => part?.type === 'VEVENT');
  const attached = partsOfType(mail, 'application/ics').some(
    (part) => part.text === invitation.text && part.headers.get('content-disposition')?.includes('.ics'),
  );
  return { method: invitation.params.get('method') ?? '', attached, event: event! };
}

/** The mails in a catcher folder, in the order of their names. */
export async function caughtIn(folder: string): Promise<SeenMail[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.eml')).toSorted();
  return Promise.all(files.map(async (name) => seeMail(await readFile(path.join(folder, name), 'utf8'))));
}

export interface TestSmtp {
  url: string;
  received: SeenMail[];
  close(): Promise<void>;
}

/** An SMTP server that keeps what it takes; `answer` decides what it says once it has a whole mail. */
export async function startSmtp(
  answer: (count: number) => Promise<Error | null> = () => Promise.resolve(null),
  options: SMTPServerOptions = {},
): Promise<TestSmtp> {
  const received: SeenMail[] = [];
  let count = 0;
  async function take(source: string, done: (error?: Error | null) => void): Promise<void> {
    count += 1;
    const error = await answer(count);
    if (error === null) received.push(seeMail(source));
    done(error);
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => void take(Buffer.concat(chunks).toString(), done));
    },
    ...options,
  });
  // Workers that are killed leave broken connections behind.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
