import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  busyPeriod,
  nearestOpenSlots,
  nextOpenSlot,
  openSlots,
  slotVerdict,
  type OpenSlot,
  type Period,
} from '../../../../subgraphs/bookings/slot/slot.rules.ts';
import { scene, type Scene } from './slot.arbitraries.ts';
import { referenceSlots, referenceVerdict } from './slot.reference.ts';

const MINUTE = 60_000;

test('finds exactly the slots that the rules, checked minute by minute, allow', () => {
  let scenes = 0;
  let withSlots = 0;
  let acrossChange = 0;
  fc.assert(
    fc.property(scene, ({ rules, busy, kind, window, now }) => {
      const expected = referenceSlots(rules, busy, kind, window, now);
      expect(readable(openSlots(rules, busy, kind, window, now))).toEqual(readable(expected));
      scenes++;
      if (expected.length > 0) withSlots++;
      const clock = (instant: number) =>
        Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(rules.timeZone);
      if (expected.some(({ startsAt, endsAt }) => clock(startsAt).offset !== clock(endsAt).offset))
        acrossChange++;
    }),
    { numRuns: 1500 },
  );
  // Scenes without a slot, or never over a change of the clock, prove little: the scenes must not drift that way.
  expect(withSlots / scenes).toBeGreaterThan(0.35);
  expect(acrossChange).toBeGreaterThan(20);
});

test('gives for any instant the verdict of the rules, and OPEN just for the slots listed', () => {
  const instants = fc.array(fc.nat({ max: 4 * 1440 }), { minLength: 1, maxLength: 40 });
  const verdicts = new Map<string, number>();
  fc.assert(
    fc.property(scene, instants, (given, minutes) => {
      const { rules, busy, kind, window, now } = given;
      const listed = openSlots(rules, busy, kind, window, now).map((slot) => slot.startsAt);
      const anywhere = minutes.map((minute) => Math.floor(window.from / MINUTE + minute) * MINUTE);
      for (const startsAt of [...listed.slice(0, 20), ...onTheGrid(given), ...anywhere]) {
        const verdict = slotVerdict(rules, busy, kind, startsAt, now);
        expect(verdict).toBe(referenceVerdict(rules, busy, kind, startsAt, now));
        expect(listed.includes(startsAt)).toBe(verdict === 'OPEN' && inside(window, startsAt));
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      }
    }),
    { numRuns: 300 },
  );
  expect([...verdicts.keys()].toSorted()).toEqual(
    ['BEYOND_HORIZON', 'NOT_AVAILABLE', 'OPEN', 'OUTSIDE_HOURS', 'TOO_SOON'].toSorted(),
  );
});

test('a limit keeps the soonest slots of the same list', () => {
  fc.assert(
    fc.property(scene, fc.nat({ max: 8 }), ({ rules, busy, kind, window, now }, limit) => {
      const all = openSlots(rules, busy, kind, window, now);
      expect(openSlots(rules, busy, kind, window, now, { limit })).toEqual(all.slice(0, limit));
    }),
    { numRuns: 300 },
  );
});

test('the next slot is the first of all up to the horizon', () => {
  fc.assert(
    fc.property(scene, ({ rules, busy, kind, now }) => {
      const all = openSlots(rules, busy, kind, { from: -Infinity, until: Infinity }, now);
      expect(nextOpenSlot(rules, busy, kind, now)).toEqual(all[0] ?? null);
    }),
    { numRuns: 300 },
  );
});

test('the nearest slots are those of all whose starts are least far away', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 0, max: 6 }), ({ rules, busy, kind, window, now }, count) => {
      const around = window.from;
      const all = openSlots(rules, busy, kind, { from: now, until: Infinity }, now);
      const byDistance = all.toSorted(
        (a, b) => Math.abs(a.startsAt - around) - Math.abs(b.startsAt - around) || a.startsAt - b.startsAt,
      );
      expect(readable(nearestOpenSlots(rules, busy, kind, around, now, count))).toEqual(
        readable(byDistance.slice(0, count)),
      );
    }),
    { numRuns: 300 },
  );
});

test('nothing outside the busy period can change the answer', () => {
  fc.assert(
    fc.property(scene, ({ rules, busy, kind, window, now }) => {
      const period = busyPeriod(rules, kind, window, now);
      expect(period.until).toBeGreaterThanOrEqual(period.from);
      const meets = ({ from, until }: Period) => from < period.until && until > period.from;
      const loaded = {
        bookings: busy.bookings.filter((b) => meets({ from: b.blockedFrom, until: b.blockedUntil })),
        imported: busy.imported.filter(meets),
      };
      const timeOff = rules.timeOff.filter(meets);
      expect(openSlots({ ...rules, timeOff }, loaded, kind, window, now)).toEqual(
        openSlots(rules, busy, kind, window, now),
      );
    }),
    { numRuns: 300 },
  );
});

test('slots that are open can all be booked one after the other, each judged again, without an overlap', () => {
  fc.assert(
    fc.property(scene, ({ rules, busy, kind, window, now }) => {
      const bookings = [...busy.bookings];
      for (let booked = 0; booked < 10; booked++) {
        const [slot] = openSlots(rules, { ...busy, bookings }, kind, window, now, { limit: 1 });
        if (!slot) break;
        const blockedFrom = slot.startsAt - rules.bufferBeforeMinutes * MINUTE;
        const blockedUntil = slot.endsAt + rules.bufferAfterMinutes * MINUTE;
        // What the exclusion constraint would say.
        expect(bookings.filter((b) => b.blockedFrom < blockedUntil && blockedFrom < b.blockedUntil)).toEqual(
          [],
        );
        bookings.push({ startsAt: slot.startsAt, blockedFrom, blockedUntil });
      }
    }),
    { numRuns: 300 },
  );
});

test('changes nothing it was given, and the order of what it was given changes nothing', () => {
  fc.assert(
    fc.property(scene, ({ rules, busy, kind, window, now }) => {
      const before = structuredClone({ rules, busy, window });
      const forwards = openSlots(rules, busy, kind, window, now);
      expect({ rules, busy, window }).toEqual(before);
      const backwards = {
        ...rules,
        weeklyHours: rules.weeklyHours.toReversed(),
        overrides: rules.overrides.toReversed(),
        timeOff: rules.timeOff.toReversed(),
      };
      const reversed = { bookings: busy.bookings.toReversed(), imported: busy.imported.toReversed() };
      expect(openSlots(backwards, reversed, kind, window, now)).toEqual(forwards);
    }),
    { numRuns: 200 },
  );
});

/** Starts that hours alone would allow, so that the verdicts beyond hours are met often. */
function onTheGrid({ rules, kind, window }: Scene): number[] {
  const free = { ...rules, timeOff: [], minimumNoticeMinutes: 0, horizonDays: 60, dailyLimit: null };
  const nobody = { bookings: [], imported: [] };
  return openSlots(free, nobody, kind, window, window.from, { limit: 20 }).map((slot) => slot.startsAt);
}

function inside(window: Period, instant: number): boolean {
  return window.from <= instant && instant < window.until;
}

function readable(slots: OpenSlot[]): string[] {
  return slots.map(
    ({ kind, startsAt, endsAt }) =>
      `${kind} ${new Date(startsAt).toISOString()} to ${new Date(endsAt).toISOString()}`,
  );
}
