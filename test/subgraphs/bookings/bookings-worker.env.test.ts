import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bookingsWorkerEnv, bookingsWorkerOptions } from '../../../subgraphs/bookings/bookings-worker.env.ts';
import { parseSettings } from '../../../subgraphs/shared/env.ts';

const read = (env: Record<string, string>, folder: string | null = null) =>
  bookingsWorkerOptions(parseSettings(z.object(bookingsWorkerEnv), env), folder);

describe('the settings of the worker of bookings', () => {
  it('send no mail and reach no private network when nothing is set', () => {
    expect(read({})).toEqual({ mail: null, calendarNetworks: [], joinUrlTemplate: null });
    expect(read({ SMTP_URL: '', MAIL_FOLDER: '', CALENDAR_PRIVATE_NETWORKS: '' }).mail).toBeNull();
  });

  it('catch mail in a folder when no server is set', () => {
    expect(read({}, '/somewhere').mail?.from).toEqual({ name: 'Rapport', email: 'rapport@localhost' });
    expect(read({ MAIL_FOLDER: 'mail', MAIL_FROM: 'hello@rapport.test' }).mail?.from).toEqual({
      name: null,
      email: 'hello@rapport.test',
    });
  });

  it('send mail by SMTP in somebody’s name', () => {
    const env = { SMTP_URL: 'smtps://user:secret@mail.test', MAIL_FROM: 'Rapport <mail@rapport.test>' };
    expect(read(env, '/somewhere').mail?.from).toEqual({ name: 'Rapport', email: 'mail@rapport.test' });
    expect(() => read({ SMTP_URL: 'smtp://mail.test' })).toThrow('MAIL_FROM is missing');
  });

  it('name the setting that is wrong, and show no value', () => {
    const wrong = (env: Record<string, string>) => () => read(env);
    expect(wrong({ SMTP_URL: 'http://secret@mail.test' })).toThrow(
      /^Wrong settings: SMTP_URL must be an smtp:\/\/ [^@]*$/,
    );
    expect(wrong({ MAIL_FROM: 'nobody' })).toThrow('MAIL_FROM must be');
    expect(wrong({ CALENDAR_PRIVATE_NETWORKS: '10.0.0.0/8, everything' })).toThrow(
      'CALENDAR_PRIVATE_NETWORKS must be',
    );
    expect(wrong({ JOIN_URL_TEMPLATE: 'https://video.test/' })).toThrow('JOIN_URL_TEMPLATE must have {room}');
  });

  it('read networks and single addresses', () => {
    expect(read({ CALENDAR_PRIVATE_NETWORKS: '10.0.0.0/8, fd00::/8,127.0.0.1' }).calendarNetworks).toEqual([
      ['10.0.0.0', 8, 'ipv4'],
      ['fd00::', 8, 'ipv6'],
      ['127.0.0.1', 32, 'ipv4'],
    ]);
  });
});
