import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoDatabase } from '../support/demo-database.ts';
import { askPlatform, startOneMachine, startSplit, type RunningPlatform } from '../support/platform.ts';
import { testTokens } from '../support/tokens.ts';

interface Slot {
  id: string;
  startsAt: string;
}
interface Booked {
  __typename: string;
  replayed: boolean;
  booking: { id: string; status: string; startsAt: string; therapist: { name: string } };
  alternatives: { id: string; price: { fee: { cents: number } } | null }[];
}

const bookingFields = 'booking { id status startsAt therapist { name } }';

describe.for([
  { way: 'on one machine', start: startOneMachine },
  { way: 'split over HTTP', start: startSplit },
])('booking, $way', ({ start }) => {
  let platform: RunningPlatform;
  let slots: Slot[];
  let therapist: { id: string; name: string; openSlots: Slot[] };

  beforeAll(async () => {
    platform = await start(await createDemoDatabase());
    const { data } = await askPlatform<{ recommendedTherapists: (typeof therapist)[] }>(
      platform.url,
      `{ recommendedTherapists(first: 1) { id name openSlots(kind: CONSULTATION, first: 3) { id startsAt } } }`,
    );
    therapist = data.recommendedTherapists[0]!;
    slots = therapist.openSlots;
  }, 120_000);
  afterAll(() => platform.close());

  async function askAs<Data>(subject: string, query: string, roles: ('client' | 'admin')[] = ['client']) {
    const token = await testTokens.issue({ subject, roles });
    return askPlatform<Data>(platform.url, query, { token });
  }

  it('goes from an open slot to an appointment that its client finds by every path', async () => {
    const client = randomUUID();
    const book = `mutation { bookSlot(slotId: "${slots[1]!.id}", idempotencyKey: "${randomUUID()}") {
      __typename ... on BookingSuccess { replayed ${bookingFields} }
    } }`;
    const { data, errors } = await askAs<{ bookSlot: Booked }>(client, book);
    expect(errors).toBeUndefined();
    const { booking } = data.bookSlot;
    expect(data.bookSlot).toEqual({
      __typename: 'BookingSuccess',
      replayed: false,
      booking: {
        id: expect.stringMatching(/^booking_/),
        status: 'CONFIRMED',
        startsAt: slots[1]!.startsAt,
        therapist: { name: therapist.name },
      },
    });
    const again = await askAs<{ bookSlot: Booked }>(client, book);
    expect(again.data.bookSlot).toEqual({ ...data.bookSlot, replayed: true });

    const fields = '{ id ... on Booking { status startsAt therapist { name } timeline { type actor } } }';
    const seen = { ...booking, timeline: [{ type: 'CONFIRMED', actor: 'CLIENT' }] };
    const paths = `{ node(id: "${booking.id}") ${fields} booking(id: "${booking.id}") ${fields}
      me { bookings(filter: { when: UPCOMING }) { nodes ${fields} } } slot(id: "${slots[1]!.id}") { isOpen } }`;
    expect((await askAs(client, paths)).data).toEqual({
      node: seen,
      booking: seen,
      me: { bookings: { nodes: [seen] } },
      slot: { isOpen: false },
    });
    const nothing = { booking: null, me: { bookings: { nodes: [] } }, slot: { isOpen: false } };
    const stranger = await askAs<{ node: { status: string } | null }>(randomUUID(), paths);
    expect(stranger.data).toMatchObject(nothing);
    expect(stranger.data.node?.status ?? null).toBeNull();
    const { errors: refused } = await askPlatform(platform.url, paths);
    expect(refused?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it('tells who comes late that the slot is taken, with alternatives that carry their price', async () => {
    const { data, errors } = await askAs<{ bookSlot: Booked }>(
      randomUUID(),
      `mutation { bookSlot(slotId: "${slots[1]!.id}", idempotencyKey: "${randomUUID()}") {
        __typename ... on SlotTaken { message alternatives { id price { fee { cents } } therapist { name } } }
      } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.bookSlot.__typename).toBe('SlotTaken');
    expect(data.bookSlot.alternatives.map(({ id }) => id)).toContain(slots[0]!.id);
    expect(data.bookSlot.alternatives.every(({ price }) => price?.fee.cents === 0)).toBe(true);
  });

  it('answers several mutations of one request in order, and what is read after them anew', async () => {
    const client = randomUUID();
    const [first, second] = [slots[0]!, slots[2]!];
    const { data, errors } = await askAs<Record<string, Booked>>(
      client,
      `mutation {
        one: holdSlot(slotId: "${first.id}", idempotencyKey: "one") { ... on BookingSuccess { ${bookingFields} } }
        two: bookSlot(slotId: "${second.id}", idempotencyKey: "two") { __typename ... on ConsultationAlreadyUsed { ${bookingFields} } }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data['two']!.__typename).toBe('ConsultationAlreadyUsed');
    expect(data['two']!.booking).toEqual(data['one']!.booking);
    const cancelled = await askAs<Record<string, Booked>>(
      client,
      `mutation { cancelBooking(bookingId: "${data['one']!.booking.id}", idempotencyKey: "three") {
        ... on BookingSuccess { booking { status } } } }`,
    );
    expect(cancelled.data).toEqual({ cancelBooking: { booking: { status: 'CANCELLED' } } });
  });
});
