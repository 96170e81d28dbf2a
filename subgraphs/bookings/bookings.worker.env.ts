import path from 'node:path';
import { z } from 'zod';
import { optional } from '../shared/env.ts';
import { parseNetwork, type Network } from '../shared/fetch/public-address.rules.ts';
import { projectRoot } from '../shared/project-root.ts';
import type { BookingsWorkerSettings } from './bookings.worker.ts';
import { folderTransport } from './mail/folder-transport.ts';
import { readSmtpUrl, smtpTransport, type SmtpServer } from './mail/smtp-transport.ts';

/** A name that no mail server has: a platform that sends mail sets its own. */
const defaultSender = 'appointments@rapport.example';

/** The settings that only the worker of bookings has. */
export const bookingsWorkerEnv = {
  SMTP_URL: optional(parsed(readSmtpUrl, 'must be an smtp:// or smtps:// URL')),
  MAIL_FOLDER: optional(z.string()),
  MAIL_FROM: optional(z.email({ error: 'must be an e-mail address' })),
  MAIL_FROM_NAME: z.string().default('Rapport'),
  CALENDAR_NETWORKS: optional(
    parsed(readNetworks, 'must be networks such as 10.0.0.0/8, with commas between'),
  ),
};

/** By SMTP when a server is named, else into a folder when one is; otherwise what is due waits in its queue. */
export function bookingsWorkerOptions(
  env: z.infer<z.ZodObject<typeof bookingsWorkerEnv>>,
): Pick<BookingsWorkerSettings, 'mail' | 'calendarNetworks'> {
  const { SMTP_URL: smtp, MAIL_FOLDER: folder } = env;
  const from = { name: env.MAIL_FROM_NAME, email: env.MAIL_FROM ?? defaultSender };
  const transport = smtp
    ? smtpTransport(smtp as SmtpServer)
    : folder
      ? folderTransport(path.resolve(projectRoot, folder))
      : null;
  return {
    mail: transport && { transport, from },
    calendarNetworks: (env.CALENDAR_NETWORKS as Network[] | undefined) ?? [],
  };
}

function readNetworks(text: string): Network[] | null {
  const networks = text.split(',').map((part) => parseNetwork(part.trim()));
  return networks.includes(null) ? null : (networks as Network[]);
}

/** A setting in a notation of its own: `read` answers null for what it cannot read. */
function parsed<Value>(read: (text: string) => Value | null, message: string) {
  return z.string().transform((text, context): Value => {
    const value = read(text);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
