import { z } from 'zod';
import { optional, SettingsError } from '../shared/env.ts';
import { parseNetwork, type Network } from '../shared/fetch/public-address.rules.ts';
import type { Address } from './calendar/appointment-ics.ts';
import { folderTransport } from './mail/folder-transport.ts';
import { readSmtpUrl, smtpTransport } from './mail/smtp-transport.ts';
import type { MailTransport } from './mail/transport.ts';

const networks = z.string().transform((text, context): Network[] =>
  text
    .split(',')
    .filter((part) => part.trim() !== '')
    .flatMap((part) => {
      const network = parseNetwork(part);
      if (network === null)
        context.addIssue({
          code: 'custom',
          message: 'must be networks such as 10.0.0.0/8, separated by commas',
        });
      return network === null ? [] : [network];
    }),
);

const smtpUrl = z.string().transform((text, context) => {
  const server = readSmtpUrl(text);
  if (server === null) context.addIssue({ code: 'custom', message: 'must be an smtp:// or smtps:// URL' });
  return server ?? z.NEVER;
});

const mailbox = z.string().transform((text, context): Address => {
  const [, name = '', inBrackets, bare] =
    /^\s*(?:([^<>"]*?)\s*<([^\s<>@]+@[^\s<>@]+)>|([^\s<>@]+@[^\s<>@]+))\s*$/.exec(text) ?? [];
  const email = inBrackets ?? bare;
  if (email === undefined) {
    context.addIssue({
      code: 'custom',
      message: 'must be an address such as Rapport <mail@rapport.example>',
    });
    return z.NEVER;
  }
  return { name: name || null, email };
});

/** The settings that only the worker of bookings has. */
export const bookingsWorkerEnv = {
  SMTP_URL: optional(smtpUrl),
  MAIL_FOLDER: optional(z.string()),
  MAIL_FROM: optional(mailbox),
  CALENDAR_PRIVATE_NETWORKS: optional(networks),
  JOIN_URL_TEMPLATE: optional(z.string().includes('{room}', { error: 'must have {room} in it' })),
};

export interface BookingsWorkerOptions {
  mail: { transport: MailTransport; from: Address } | null;
  calendarNetworks: readonly Network[];
  joinUrlTemplate: string | null;
}

const demoSender: Address = { name: 'Rapport', email: 'rapport@localhost' };

/**
 * What the worker is started with by its environment. `mailFolder` is where mail is caught when no SMTP server is set; null:
 * none is sent then. SettingsError when mail is to go out and nobody is named as its sender.
 */
export function bookingsWorkerOptions(
  env: z.infer<z.ZodObject<typeof bookingsWorkerEnv>>,
  mailFolder: string | null = null,
): BookingsWorkerOptions {
  return {
    mail: mailOf(env, env.MAIL_FOLDER ?? mailFolder),
    calendarNetworks: env.CALENDAR_PRIVATE_NETWORKS ?? [],
    joinUrlTemplate: env.JOIN_URL_TEMPLATE ?? null,
  };
}

function mailOf(
  { SMTP_URL: smtp, MAIL_FROM: from }: z.infer<z.ZodObject<typeof bookingsWorkerEnv>>,
  folder: string | null,
): BookingsWorkerOptions['mail'] {
  if (smtp !== undefined) {
    if (from === undefined)
      throw new SettingsError('Wrong settings: MAIL_FROM is missing. See .env.example.');
    return { transport: smtpTransport(smtp), from };
  }
  return folder === null ? null : { transport: folderTransport(folder), from: from ?? demoSender };
}
