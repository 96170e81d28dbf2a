import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bookingsWorkerEnv, bookingsWorkerOptions } from '../../../subgraphs/bookings/bookings.worker.env.ts';
import { parseSettings } from '../../../subgraphs/shared/env.ts';

const read = (env: Record<string, string>) =>
  bookingsWorkerOptions(parseSettings(z.object(bookingsWorkerEnv), env));

describe('the settings of the worker of bookings', () => {
  it('send no mail and reach no private network when nothing is set', () => {
    expect(read({})).toEqual({ mail: null, calendarNetworks: [] });
    expect(read({ SMTP_URL: '', MAIL_FOLDER: '', CALENDAR_NETWORKS: '' })).toEqual({
      mail: null,
      calendarNetworks: [],
    });
  });

  it('send mail in somebody’s name, by SMTP or into a folder', () => {
    const named = { MAIL_FROM: 'mail@rapport.test', MAIL_FROM_NAME: 'Us' };
    expect(read({ ...named, SMTP_URL: 'smtps://user:secret@mail.test' }).mail?.from).toEqual({
      name: 'Us',
      email: 'mail@rapport.test',
    });
    expect(read({ MAIL_FOLDER: 'mail' }).mail?.from).toEqual({
      name: 'Rapport',
      email: 'appointments@rapport.example',
    });
  });

  it('name the setting that is wrong, and show no value', () => {
    const wrong = (env: Record<string, string>) => () => read(env);
    expect(wrong({ SMTP_URL: 'http://secret@mail.test' })).toThrow(
      /^Wrong settings: SMTP_URL must be [^@]*$/,
    );
    expect(wrong({ MAIL_FROM: 'nobody' })).toThrow('MAIL_FROM must be');
    expect(wrong({ CALENDAR_NETWORKS: '10.0.0.0/8, everything' })).toThrow('CALENDAR_NETWORKS must be');
  });

  it('read networks and single addresses', () => {
    expect(read({ CALENDAR_NETWORKS: '10.0.0.0/8, fd00::/8,127.0.0.1' }).calendarNetworks).toEqual([
      ['10.0.0.0', 8, 'ipv4'],
      ['fd00::', 8, 'ipv6'],
      ['127.0.0.1', 32, 'ipv4'],
    ]);
  });
});
