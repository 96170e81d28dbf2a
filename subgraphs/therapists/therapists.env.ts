import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { jsonOf, optional } from '../shared/env.ts';
import type { TherapistsOptions } from './therapists.ts';

// A private key here would let therapists sign its own review tokens: `d` is what makes a key private.
const publicKeys = z.looseObject({
  keys: z.array(z.looseObject({ kty: z.string(), d: z.undefined().optional() })),
});

/** The settings that only therapists has. */
export const therapistsEnv = {
  REVIEW_TOKEN_KEYS: optional(jsonOf(publicKeys)),
};

export function therapistsOptions(
  env: z.infer<z.ZodObject<typeof therapistsEnv>>,
): Partial<TherapistsOptions> {
  return { reviewTokenKeys: (env.REVIEW_TOKEN_KEYS as JSONWebKeySet | undefined) ?? null };
}
