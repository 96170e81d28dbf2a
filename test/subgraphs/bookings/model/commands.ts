import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { completeEnded, expireHolds } from '../../../../subgraphs/bookings/booking/booking-rounds.ts';
import { TimeOff } from '../../../../subgraphs/bookings/schedule/time-off.entity.ts';
import { offerInRound } from '../../../../subgraphs/bookings/waitlist/waitlist-offers.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import type { SlotKind } from '../../../../subgraphs/bookings/slot/slot.rules.ts';
import { slotAt, type Answer, type Person } from '../support/client-side.ts';
import { at, mondayMidnight } from '../support/practice.ts';
import type { World } from '../support/world.ts';

/** What the clients were told, which must still be so in the end. Shared by all who act at once. */
export interface Model {
  /** Ids of appointments that somebody was told of. */
  acknowledged: Set<string>;
  /** Ids by what was last told of each, for those that only one client touches. */
  cancelled: Set<string>;
}

/** The part of the world in which one client acts. */
export interface Real {
  world: World;
  therapistIds: string[];
  client: Person;
  /** Ids of the client's own appointments, to act on. */
  own: string[];
  /** Ids of the client's own series and waits. */
  series: string[];
  waits: string[];
  /** Types of answers seen, so that the test can tell that it has been anywhere. */
  seen: Map<string, number>;
}

export type Command = fc.AsyncCommand<Model, Real>;

/** Every answer that a client may be given; anything else, an error above all, fails the test. */
const expectedTypes = new Set([
  'AlreadyWaiting',
  'BookingStateConflict',
  'BookingSuccess',
  'ClientBusy',
  'ConsultationAlreadyUsed',
  'HoldExpired',
  'SeriesBooked',
  'SeriesCancelled',
  'SeriesConflicts',
  'SlotTaken',
  'SlotsAreOpen',
  'TherapistSwitched',
  'TooLateToCancel',
  'TooLateToReschedule',
  'TooManyConsultations',
  'TooManyHolds',
  'TooSoon',
  'WaitlistSuccess',
]);

/** A step without a precondition of its own: what cannot be done is refused, and that is part of what is tested. */
class Step implements Command {
  readonly name: string;
  readonly act: (model: Model, real: Real) => Promise<Answer | null>;

  constructor(name: string, act: (model: Model, real: Real) => Promise<Answer | null>) {
    this.name = name;
    this.act = act;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const answer = await this.act(model, real);
    if (answer === null) return;
    if (!expectedTypes.has(answer.__typename)) throw new Error(`${this.name} answered ${answer.__typename}`);
    real.seen.set(answer.__typename, (real.seen.get(answer.__typename) ?? 0) + 1);
    const bookings = [answer.booking, ...((answer['bookings'] ?? []) as Answer['booking'][])];
    if (!/Success|Booked|Switched/.test(answer.__typename)) return;
    for (const booking of bookings) {
      if (!booking) continue;
      model.acknowledged.add(booking.id);
      if (!real.own.includes(booking.id)) real.own.push(booking.id);
      if (booking.status === 'CANCELLED') model.cancelled.add(booking.id);
    }
  }

  toString(): string {
    return this.name;
  }
}

const startOf = (day: number, quarter: number) => at(day, 9 + quarter / 4);

async function mutate(client: Person, mutation: string): Promise<Answer> {
  const { data, errors } = await client.ask<{ answer: Answer }>(`mutation { answer: ${mutation} }`);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data!.answer;
}

/** Few therapists, days and times, so that everybody gets in everybody's way. */
const therapist = fc.nat({ max: 1 });
const day = fc.integer({ min: 0, max: 3 });
const quarter = fc.constantFrom(0, 1, 2, 4, 5, 8);
const kind = fc.constantFrom<SlotKind>('SESSION', 'SESSION', 'CONSULTATION');
const pick = fc.nat({ max: 5 });
const slot = fc.record({ therapist, day, quarter, kind });

type SlotWish = typeof slot extends fc.Arbitrary<infer T> ? T : never;

const idOf = ({ therapistIds }: Real, { therapist, day, quarter, kind }: SlotWish) =>
  slotAt(therapistIds[therapist]!, startOf(day, quarter), kind);

const describe = (wish: SlotWish) => `${wish.kind} ${wish.therapist} day ${wish.day} quarter ${wish.quarter}`;

function onOwn(
  name: string,
  index: number,
  list: 'own' | 'series' | 'waits',
  act: (real: Real, id: string) => Promise<Answer>,
): Step {
  return new Step(`${name} ${index}`, async (_, real) => {
    const ids = real[list];
    return ids.length === 0 ? null : act(real, ids[index % ids.length]!);
  });
}

const booking = 'booking { id status startsAt heldUntil }';
const bookings = 'bookings { id status startsAt heldUntil }';

export const commandArbitraries: fc.Arbitrary<Command>[] = [
  slot.map((wish) => new Step(`hold ${describe(wish)}`, (_, real) => real.client.hold(idOf(real, wish)))),
  slot.map((wish) => new Step(`book ${describe(wish)}`, (_, real) => real.client.book(idOf(real, wish)))),
  slot.map(
    (wish) =>
      new Step(`book twice with one key ${describe(wish)}`, async (_, real) => {
        const key = randomUUID();
        const [first, second] = await Promise.all([1, 2].map(() => real.client.book(idOf(real, wish), key)));
        if (first!.booking?.id !== second!.booking?.id) throw new Error('one key made two bookings');
        return first!;
      }),
  ),
  pick.map((index) => onOwn('confirm', index, 'own', (real, id) => real.client.confirm(id))),
  pick.map((index) => onOwn('cancel', index, 'own', (real, id) => real.client.cancel(id))),
  fc.tuple(pick, slot).map(([index, wish]) =>
    onOwn(`reschedule to ${describe(wish)}`, index, 'own', async (real, id) => {
      const { data } = await real.client.ask<{ booking: { kind: SlotKind; therapist: { id: string } } }>(
        `{ booking(id: "${id}") { kind therapist { id } } }`,
      );
      const { kind, therapist } = data!.booking;
      return real.client.reschedule(id, slotAt(therapist.id, startOf(wish.day, wish.quarter), kind));
    }),
  ),
  fc.tuple(slot, fc.boolean()).map(
    ([wish, skip]) =>
      new Step(`series from ${describe(wish)}`, async (_, real) => {
        const slotId = idOf(real, { ...wish, kind: 'SESSION' });
        const onConflict = skip ? 'SKIP_CONFLICTS' : 'ALL_OR_NOTHING';
        const answer = await mutate(
          real.client,
          `bookSeries(slotId: "${slotId}", every: WEEK, count: 3, onConflict: ${onConflict}, idempotencyKey: "${randomUUID()}") {
            __typename ... on SeriesBooked { series { id ${bookings} } } }`,
        );
        const series = answer['series'] as { id: string; bookings: unknown } | undefined;
        if (series) real.series.push(series.id);
        return { ...answer, bookings: series?.bookings };
      }),
  ),
  fc
    .tuple(pick, fc.integer({ min: 1, max: 3 }))
    .map(([index, from]) =>
      onOwn('cancel series', index, 'series', (real, id) =>
        mutate(
          real.client,
          `cancelSeries(seriesId: "${id}", fromOccurrence: ${from}, idempotencyKey: "${randomUUID()}") { __typename }`,
        ),
      ),
    ),
  slot.map(
    (wish) =>
      new Step(`switch to ${describe(wish)}`, (_, real) =>
        mutate(
          real.client,
          `switchTherapist(from: "${real.therapistIds[1 - wish.therapist]}", slotId: "${idOf(real, wish)}",
             idempotencyKey: "${randomUUID()}") { __typename ... on TherapistSwitched { ${booking} } }`,
        ),
      ),
  ),
  slot.map(
    (wish) =>
      new Step(`wait for ${describe(wish)}`, async (_, real) => {
        if (at(wish.day + 1, 0) <= real.world.time.now) return null;
        const window = `{ from: "${at(wish.day, 0).toISOString()}", until: "${at(wish.day + 1, 0).toISOString()}" }`;
        const answer = await mutate(
          real.client,
          `joinWaitlist(therapistId: "${real.therapistIds[wish.therapist]}", kind: ${wish.kind}, window: ${window},
             idempotencyKey: "${randomUUID()}") { __typename ... on WaitlistSuccess { entry { id } } }`,
        );
        const entry = answer['entry'] as { id: string } | undefined;
        if (entry) real.waits.push(entry.id);
        return answer;
      }),
  ),
  pick.map(
    (index) =>
      new Step(`take what is offered ${index}`, async (_, real) => {
        const { data } = await real.client.ask<{ me: { waitlist: { offer: { id: string } | null }[] } }>(
          `{ me { waitlist { offer { id } } } }`,
        );
        const offer = data!.me.waitlist.find((entry) => entry.offer)?.offer;
        return offer ? real.client.confirm(offer.id) : null;
      }),
  ),
  pick.map((index) =>
    onOwn('leave waitlist', index, 'waits', (real, id) =>
      mutate(
        real.client,
        `leaveWaitlist(entryId: "${id}", idempotencyKey: "${randomUUID()}") { __typename }`,
      ),
    ),
  ),
  fc.tuple(therapist, day, quarter).map(
    ([index, day, quarter]) =>
      new Step(`time off of ${index} on day ${day}`, async (_, real) => {
        const em = real.world.em();
        em.create(TimeOff, {
          id: newId('TimeOff'),
          therapistId: real.therapistIds[index]!,
          startsAt: startOf(day, quarter),
          endsAt: startOf(day, quarter + 2),
          note: null,
          createdAt: mondayMidnight,
        });
        await em.flush();
        return null;
      }),
  ),
  fc.constantFrom(1, 11, 60, 600).map(
    (minutes) =>
      new Step(`${minutes} minutes pass`, async (_, { world }) => {
        world.time.now = new Date(world.time.now.getTime() + minutes * 60_000);
        return null;
      }),
  ),
  fc.constant(
    new Step('the worker goes its rounds', async (_, { world }) => {
      await expireHolds(world.em(), world.time.now);
      await completeEnded(world.em(), world.time.now);
      await offerInRound(world.em(), world.time.now);
      return null;
    }),
  ),
];
