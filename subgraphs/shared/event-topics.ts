import { z } from 'zod';

/**
 * Every fact that crosses between subgraphs, with who tells it and who listens. A payload carries the whole state it tells
 * of and a `version` that rises with each telling, so a receiver that keeps the highest it saw is right whatever arrives
 * twice, late or out of order. No payload carries anything about a client.
 */
export const topics = {
  'therapists.profile': {
    publisher: 'therapists',
    consumers: ['bookings', 'content'],
    payload: z.object({
      therapistId: z.string(),
      version: z.number(),
      /** Whether the public may see them: verified, and neither suspended nor withdrawn. */
      isPublic: z.boolean(),
      slug: z.string(),
      name: z.string(),
      /** IANA zone. */
      timeZone: z.string(),
      /** The token subject of the person whose profile it is; null when nobody has claimed it. */
      ownerSubject: z.string().nullable(),
      acceptingNewClients: z.boolean(),
    }),
  },
  'bookings.next-open-slot': {
    publisher: 'bookings',
    consumers: ['therapists'],
    payload: z.object({
      therapistId: z.string(),
      version: z.number(),
      kind: z.enum(['CONSULTATION', 'SESSION']),
      /** ISO instant; null when nothing is open within the horizon. */
      startsAt: z.string().nullable(),
    }),
  },
} as const satisfies Record<string, { publisher: string; consumers: readonly string[]; payload: z.ZodType }>;

export type Topic = keyof typeof topics;
export type Payload<T extends Topic> = z.infer<(typeof topics)[T]['payload']>;

/** One queue for each listener of a topic, so that one that is down delays no other. */
export function queueName(topic: Topic, consumer: string): string {
  return `${topic}.to-${consumer}`;
}
