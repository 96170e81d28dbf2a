import type { JWK } from 'jose';
import { z } from 'zod';
import { jsonOf, optional } from '../shared/env.ts';
import type { BookingsSettings } from './bookings.ts';

const privateKey = z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), d: z.string() });

/** The settings that only bookings has. */
export const bookingsEnv = {
  REVIEW_TOKEN_KEY: optional(jsonOf(privateKey)),
  JOIN_URL_TEMPLATE: optional(z.string().includes('{room}', { error: 'must have {room} in it' })),
};

export function bookingsOptions(env: z.infer<z.ZodObject<typeof bookingsEnv>>): Partial<BookingsSettings> {
  return {
    reviewTokenKey: (env.REVIEW_TOKEN_KEY as JWK | undefined) ?? null,
    joinUrlTemplate: env.JOIN_URL_TEMPLATE ?? null,
  };
}
