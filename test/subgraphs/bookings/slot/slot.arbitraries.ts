import fc from 'fast-check';
import type {
  ActiveBooking,
  Busy,
  DateOverride,
  EpochMs,
  LocalRange,
  Period,
  SlotKind,
  SlotRules,
  WeeklyHours,
} from '../../../../subgraphs/bookings/slot/slot.rules.ts';

export interface Scene {
  rules: SlotRules;
  busy: Busy;
  kind: SlotKind;
  window: Period;
  now: EpochMs;
}

/** Zones, each with the UTC instants around which its clock changes, and one ordinary day. */
const PLACES: readonly (readonly [zone: string, ...around: string[]])[] = [
  ['Australia/Sydney', '2026-10-03T16:00Z', '2027-04-03T16:00Z', '2026-12-31T13:00Z'],
  ['Australia/Adelaide', '2026-10-03T16:30Z', '2027-04-03T16:30Z'],
  ['Australia/Brisbane', '2026-10-03T16:00Z'],
  ['Australia/Perth', '2027-04-03T18:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z', '2027-04-03T15:00Z'],
  ['Australia/Broken_Hill', '2026-10-03T16:30Z', '2027-04-03T16:30Z'],
  ['Europe/London', '2026-10-25T01:00Z', '2027-03-28T01:00Z'],
  ['America/New_York', '2026-11-01T06:00Z', '2027-03-14T07:00Z'],
  // Clocks that change over midnight, by two hours, or by a whole day, to hold the engine to the rule and not to habit.
  ['America/Santiago', '2026-09-06T04:00Z', '2027-04-04T03:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z', '2010-03-14T03:31Z'],
  ['Antarctica/Troll', '2026-10-25T01:00Z', '2027-03-28T01:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const place = fc.constantFrom(
  ...PLACES.flatMap(([zone, ...around]) => around.map((instant) => ({ zone, around: Date.parse(instant) }))),
);

/** Mostly round times, as people set them, so that things touch; often at night, when clocks change. */
const localMinute = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 24 }).map((tenth) => tenth * 10) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1439 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);

const localRange: fc.Arbitrary<LocalRange> = fc
  .tuple(
    localMinute,
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 2, max: 40 }).map((quarter) => quarter * 15) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 600 }) },
      { weight: 1, arbitrary: fc.constant(1440) },
    ),
  )
  .map(([startMinute, length]) => ({ startMinute, endMinute: Math.min(startMinute + length, 1440) }));

/** Null three times of four: two bounds that both hold leave few days with hours. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

function isoDate(instant: EpochMs): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function dateNear(around: EpochMs): fc.Arbitrary<string> {
  return fc.integer({ min: -4, max: 4 }).map((days) => isoDate(around + days * DAY));
}

function instantNear(around: EpochMs, days: number): fc.Arbitrary<EpochMs> {
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.integer({ min: -days * 96, max: days * 96 }).map((q) => around + q * 15 * MINUTE),
    },
    {
      weight: 2,
      arbitrary: fc.integer({ min: -days * 288, max: days * 288 }).map((q) => around + q * 5 * MINUTE),
    },
    {
      weight: 1,
      arbitrary: fc.integer({ min: -days * 86_400, max: days * 86_400 }).map((s) => around + s * 1000),
    },
  );
}

function weeklyHours(around: EpochMs): fc.Arbitrary<WeeklyHours[]> {
  const effective = seldom(dateNear(around));
  const everyDay = fc
    .record({ range: localRange, effectiveFrom: effective, effectiveUntil: effective })
    .map(({ range, effectiveFrom, effectiveUntil }) =>
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => onWeekday(weekday, range, effectiveFrom, effectiveUntil)),
    );
  const someDay = fc
    .record({
      weekday: fc.integer({ min: 1, max: 7 }),
      range: localRange,
      effectiveFrom: effective,
      effectiveUntil: effective,
    })
    .map(({ weekday, range, effectiveFrom, effectiveUntil }) => [
      onWeekday(weekday, range, effectiveFrom, effectiveUntil),
    ]);
  return fc
    .array(fc.oneof({ weight: 4, arbitrary: everyDay }, { weight: 1, arbitrary: someDay }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((groups) => groups.flat());
}

function onWeekday(
  weekday: number,
  range: LocalRange,
  effectiveFrom: string | null,
  effectiveUntil: string | null,
): WeeklyHours {
  return { weekday, ...range, effectiveFrom, effectiveUntil };
}

function overrides(around: EpochMs): fc.Arbitrary<DateOverride[]> {
  return fc.array(fc.record({ date: dateNear(around), ranges: fc.array(localRange, { maxLength: 3 }) }), {
    maxLength: 2,
  });
}

function periods(around: EpochMs): fc.Arbitrary<Period[]> {
  // From a moment to two days; now and then empty or the wrong way round.
  const minutes = fc.oneof(fc.integer({ min: -5, max: 180 }), fc.integer({ min: 1, max: 2880 }));
  const period = fc
    .tuple(instantNear(around, 4), minutes)
    .map(([from, length]) => ({ from, until: from + length * MINUTE }));
  return fc.array(period, { maxLength: 2 });
}

const buffer = fc.oneof(fc.constant(0), fc.constantFrom(5, 10, 15, 30), fc.integer({ min: 0, max: 90 }));

function bookings(around: EpochMs): fc.Arbitrary<ActiveBooking[]> {
  const booking = fc
    .record({
      startsAt: instantNear(around, 4),
      length: fc.constantFrom(15, 25, 50, 60, 90),
      before: buffer,
      after: buffer,
    })
    .map(({ startsAt, length, before, after }) => ({
      startsAt,
      blockedFrom: startsAt - before * MINUTE,
      blockedUntil: startsAt + (length + after) * MINUTE,
    }));
  return fc.array(booking, { maxLength: 12 });
}

const kindSettings = fc.record({
  lengthMinutes: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(10, 15, 25, 30, 50, 60, 90) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 240 }) },
    { weight: 1, arbitrary: fc.integer({ min: 240, max: 3000 }) },
  ),
  stepMinutes: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(5, 10, 15, 20, 30, 50, 60) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 300 }) },
  ),
});

function slotRules(zone: string, around: EpochMs): fc.Arbitrary<SlotRules> {
  return fc.record({
    timeZone: fc.constant(zone),
    weeklyHours: weeklyHours(around),
    overrides: overrides(around),
    timeOff: periods(around),
    kinds: fc.record({ CONSULTATION: kindSettings, SESSION: kindSettings }),
    bufferBeforeMinutes: buffer,
    bufferAfterMinutes: buffer,
    minimumNoticeMinutes: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(0, 120) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 2880 }) },
    ),
    horizonDays: fc.constantFrom(0, 2, 3, 4, 5, 5, 60, 60, 60),
    dailyLimit: seldom(fc.integer({ min: 0, max: 4 })),
  });
}

/** Everything the engine is asked for, on a stage of a few days around a change of the clock. */
export const scene: fc.Arbitrary<Scene> = place.chain(({ zone, around }) =>
  fc
    .record({
      rules: slotRules(zone, around),
      busy: fc.record({ bookings: bookings(around), imported: periods(around) }),
      kind: fc.constantFrom<SlotKind>('CONSULTATION', 'SESSION'),
      from: instantNear(around - DAY, 1),
      minutes: fc.integer({ min: -60, max: 4 * 1440 }),
      ago: fc.oneof(fc.integer({ min: -1440, max: 2880 }), fc.constantFrom(0, 120, 1440)),
      odd: fc.constantFrom(0, 0, 1, 59_999),
    })
    .map(({ rules, busy, kind, from, minutes, ago, odd }) => ({
      rules,
      busy,
      kind,
      window: { from, until: from + minutes * MINUTE + odd },
      now: from - ago * MINUTE - odd,
    })),
);
