import { expect, test } from 'vitest';
import { readEnv } from '../../gateway/env.ts';

const needed = {
  THERAPISTS_URL: 'http://therapists:4001/graphql',
  BOOKINGS_URL: 'http://bookings:4002/graphql',
  CONTENT_URL: 'https://content.internal/graphql',
};

test('needs no setting where the subgraphs listen on this machine', () => {
  expect(readEnv({})).toMatchObject({
    THERAPISTS_URL: 'http://localhost:4001/graphql',
    BOOKINGS_URL: 'http://localhost:4002/graphql',
    CONTENT_URL: 'http://localhost:4003/graphql',
    PORT: 4000,
    IDE: true,
    CORS_ORIGINS: '*',
    LOG_LEVEL: 'info',
  });
});

test('takes an empty variable for none', () => {
  expect(readEnv({ ...needed, PORT: '', HOST: '' })).toMatchObject({ PORT: 4000 });
});

test('reads lists and switches', () => {
  expect(
    readEnv({ ...needed, CORS_ORIGINS: 'https://a.example, https://b.example', IDE: 'off' }),
  ).toMatchObject({
    CORS_ORIGINS: ['https://a.example', 'https://b.example'],
    IDE: false,
  });
});

test.for([
  [
    { BOOKINGS_URL: 'bookings:4002' },
    'BOOKINGS_URL: must be an address such as http://localhost:4001/graphql',
  ],
  [{ PORT: '70000' }, /^PORT: .*65535/],
  [{ PORT: 'http' }, /^PORT: /],
  [{ IDE: 'yes' }, /^IDE: /],
  [{ REQUEST_TIMEOUT_MS: '0' }, /^REQUEST_TIMEOUT_MS: /],
] as const)('says which setting is wrong: %j', ([change, message]) => {
  expect(() => readEnv({ ...needed, ...change })).toThrow(message);
});
