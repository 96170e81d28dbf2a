import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBookings } from '../../../../subgraphs/bookings/bookings.ts';
import { encodeSlotId } from '../../../../subgraphs/bookings/slot/slot-id.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addTherapist, at, mondayMidnight } from '../support/practice.ts';

let bookings: Subgraph;
let ask: Ask;

beforeAll(async () => {
  const database = await createTestDatabase();
  bookings = openBookings(testSettings(database.bookings, { clock: () => mondayMidnight }));
  ask = askOf(bookings);
});

afterAll(() => bookings.close());

const slotAt = (therapistId: string, startsAt: Date) =>
  encodeSlotId({ therapistId, kind: 'SESSION', startsAt: startsAt.getTime() });

it('finds a slot again by its id alone, and says whether it is open', async () => {
  const therapistId = await addTherapist(bookings.orm.em, { settings: { sessionMinutes: 40 } });
  const query = `query ($id: ID!) { slot(id: $id) { id kind startsAt endsAt isOpen therapist { id } } }`;
  const open = slotAt(therapistId, at(0, 9));
  expect((await ask(query, { variables: { id: open } })).data).toEqual({
    slot: {
      id: open,
      kind: 'SESSION',
      startsAt: at(0, 9).toISOString(),
      endsAt: new Date(at(0, 9).getTime() + 40 * 60_000).toISOString(),
      isOpen: true,
      therapist: { id: therapistId },
    },
  });
  const outOfHours = slotAt(therapistId, at(0, 20));
  expect((await ask(query, { variables: { id: outOfHours } })).data).toMatchObject({
    slot: { id: outOfHours, isOpen: false },
  });
});

it('answers null for what names no slot, or one of a therapist who is not public', async () => {
  const hidden = await addTherapist(bookings.orm.em, { profile: { isPublic: false } });
  const ids = [
    'slot_nonsense',
    newId('Booking'),
    slotAt(newId('Therapist'), at(0, 9)),
    slotAt(hidden, at(0, 9)),
  ];
  for (const id of ids) {
    expect(await ask(`query ($id: ID!) { slot(id: $id) { id } }`, { variables: { id } })).toEqual({
      data: { slot: null },
    });
  }
});

it('resolves a reference from another subgraph', async () => {
  const therapistId = await addTherapist(bookings.orm.em);
  const id = slotAt(therapistId, at(0, 9));
  const { data } = await ask(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Slot { id startsAt } } }`,
    { variables: { representations: [{ __typename: 'Slot', id }] } },
  );
  expect(data).toEqual({ _entities: [{ id, startsAt: at(0, 9).toISOString() }] });
});

it.each([
  // Monday 9:00 in Brisbane (UTC+10); Sydney has begun daylight saving the day before.
  ['Australia/Sydney', '2026-10-05', '10:00', '10:50', '+11:00', 'Monday 5 October 2026, 10:00 am AEDT'],
  ['Australia/Perth', '2026-10-05', '07:00', '07:50', '+08:00', 'Monday 5 October 2026, 7:00 am AWST'],
  ['Europe/London', '2026-10-05', '00:00', '00:50', '+01:00', 'Monday 5 October 2026, 12:00 am GMT+1'],
  ['UTC', '2026-10-04', '23:00', '23:50', '+00:00', 'Sunday 4 October 2026, 11:00 pm UTC'],
])('shows the local time in %s', async (timeZone, date, startTime, endTime, utcOffset, text) => {
  const id = slotAt(await addTherapist(bookings.orm.em), at(0, 9));
  const { data, errors } = await ask(
    `query ($id: ID!, $timeZone: String!) {
      slot(id: $id) { local(timeZone: $timeZone) { timeZone date startTime endTime utcOffset text } }
    }`,
    { variables: { id, timeZone } },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ slot: { local: { timeZone, date, startTime, endTime, utcOffset, text } } });
});

it.each(['Australia/Atlantis', '+10:00', ''])('refuses the time zone "%s"', async (timeZone) => {
  const id = slotAt(await addTherapist(bookings.orm.em), at(0, 9));
  const { errors } = await ask(
    `query ($id: ID!, $timeZone: String!) { slot(id: $id) { local(timeZone: $timeZone) { text } } }`,
    { variables: { id, timeZone } },
  );
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'timeZone' });
});
