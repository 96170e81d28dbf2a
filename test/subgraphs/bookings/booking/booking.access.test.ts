import { exportJWK, generateKeyPair } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readRows } from '../../../../subgraphs/shared/database.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { encodeCursor } from '../../../../subgraphs/shared/paging.ts';
import { createReviewTokenVerifier } from '../../../../subgraphs/shared/review-token.ts';
import { completeEnded } from '../../../../subgraphs/bookings/booking/booking-rounds.ts';
import { slotAt, type Person } from '../support/client-side.ts';
import { at, mondayMidnight } from '../support/practice.ts';
import { openWorld, type World } from '../support/world.ts';

const keys = await generateKeyPair('ES256', { extractable: true });
let world: World;

beforeAll(async () => {
  world = await openWorld({
    reviewTokenKey: await exportJWK(keys.privateKey),
    joinUrlTemplate: 'https://meet.test/{room}',
  });
});

beforeEach(() => {
  world.time.now = mondayMidnight;
});

afterAll(() => world.close());

/** A booking by each path on which one can be reached, and what each path answered. */
async function byEveryPath(person: Pick<Person, 'ask'>, id: string) {
  const byRoot = await person.ask<{ booking: object | null }>(`{ booking(id: "${id}") { id } }`);
  const byReference = await person.ask<{ _entities: (object | null)[] }>(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Booking { id } } }`,
    { r: [{ __typename: 'Booking', id }] },
  );
  return [byRoot.data?.booking ?? null, byReference.data?._entities[0] ?? null];
}

const auditOf = (bookingId: string) =>
  readRows(
    world.em(),
    sql<object>`
      select viewer_subject as subject, viewer_role as role, client.subject as client, reason
      from audit join client on client.id = client_id where subject_id = ${bookingId} order by audit.id`,
  );

it('shows a booking to its client and its therapist, and to nobody else, on every path', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const others = [
    await world.person(),
    (await world.therapist()).owner,
    await world.person(['editor']),
    await world.person(['admin']),
  ];
  const { booking } = await client.book(slotAt(therapist.id, at(0, 9)));
  const { id } = booking!;
  expect(await byEveryPath(client, id)).toEqual([{ id }, { id }]);
  expect(await byEveryPath(therapist.owner, id)).toEqual([{ id }, { id }]);
  for (const other of others) expect(await byEveryPath(other, id)).toEqual([null, null]);
  expect(await byEveryPath({ ask: (query, variables) => world.ask(query, { variables }) }, id)).toEqual([
    null,
    null,
  ]);
});

it('writes down every look of another person, and none of the client’s own', async () => {
  const [therapist, client, admin] = [
    await world.therapist(),
    await world.person(),
    await world.person(['admin']),
  ];
  const { booking } = await client.book(slotAt(therapist.id, at(0, 9)));
  const { id } = booking!;
  await byEveryPath(client, id);
  await client.ask(`{ me { bookings { nodes { id } } } }`);
  expect(await auditOf(id)).toEqual([]);
  const seen = { client: client.subject, reason: null };
  await therapist.owner.ask(`{ booking(id: "${id}") { id } }`);
  await therapist.owner.ask(`{ me { practice { bookings { nodes { id } } } } }`);
  const asTherapist = { subject: therapist.owner.subject, role: 'THERAPIST', ...seen };
  expect(await auditOf(id)).toEqual([asTherapist, asTherapist]);
  await admin.ask(`{ booking(id: "${id}") { id } }`);
  const { data } = await admin.ask(`{ booking(id: "${id}", reason: "Complaint 12") { id client { name } } }`);
  expect(data).toEqual({ booking: { id, client: { name: client.subject } } });
  await admin.ask(
    `{ bookings(reason: "Fraud", filter: { therapistId: "${therapist.id}" }) { nodes { id } } }`,
  );
  await admin.cancel(id, 'Duplicate');
  const asAdmin = { subject: admin.subject, role: 'ADMIN', client: client.subject };
  expect((await auditOf(id)).slice(2)).toEqual(
    ['Complaint 12', 'Fraud', 'Duplicate'].map((reason) => ({ ...asAdmin, reason })),
  );
});

it('writes down what is shown of a page, and not what merely follows it', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const ids = [];
  for (const day of [1, 2, 3]) ids.push((await client.book(slotAt(therapist.id, at(day, 9)))).booking!.id);
  const page = `practice { bookings(first: 2, filter: { when: UPCOMING }) { nodes { id } pageInfo { hasNextPage } } }`;
  const { data } = await therapist.owner.ask(`{ me { ${page} } }`);
  const nodes = ids.slice(0, 2).map((id) => ({ id }));
  expect(data).toEqual({ me: { practice: { bookings: { nodes, pageInfo: { hasNextPage: true } } } } });
  expect((await Promise.all(ids.map(auditOf))).map((looks) => looks.length)).toEqual([1, 1, 0]);
});

it('tells those who may not do a thing nothing of the booking by refusing it', async () => {
  const [therapist, client, admin] = [
    await world.therapist(),
    await world.person(),
    await world.person(['admin']),
  ];
  const held = (await client.hold(slotAt(therapist.id, at(3, 9)))).booking!.id;
  const booked = (await client.book(slotAt(therapist.id, at(4, 9)))).booking!.id;
  world.time.now = at(0, 1);
  for (const id of [held, booked]) {
    for (const person of [admin, therapist.owner])
      await expect(person.confirm(id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const attempt of [admin.markNoShow, admin.cancel])
      await expect(attempt(id)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'reason' });
  }
});

it('writes down that the start of an appointment was told with a refusal', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const { id } = (await client.book(slotAt(therapist.id, at(4, 9)))).booking!;
  expect(await therapist.owner.markNoShow(id)).toMatchObject({ __typename: 'NotYetStarted' });
  expect(await auditOf(id)).toMatchObject([{ subject: therapist.owner.subject, role: 'THERAPIST' }]);
});

it('lets nobody change or remove what is written down, the timeline included', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const { booking } = await client.book(slotAt(therapist.id, at(0, 9)));
  await byEveryPath(therapist.owner, booking!.id);
  for (const statement of [
    'delete from audit',
    `update audit set viewer_subject = 'nobody'`,
    'truncate audit',
    'delete from booking_event',
    `update booking_event set actor = 'ADMIN'`,
  ])
    await expect(world.em().execute(statement)).rejects.toThrow(/never changed or removed/);
});

it('lists all bookings for admins alone, and only with a reason', async () => {
  const people = [await world.person(['client', 'therapist', 'editor']), await world.person(['admin'])];
  const codes = [];
  for (const [person, reason] of [
    [people[0]!, 'Curious'],
    [people[1]!, '  '],
  ] as const) {
    const { errors } = await person.ask(`{ bookings(reason: "${reason}") { totalCount } }`);
    codes.push(errors?.[0]?.extensions?.['code']);
  }
  expect(codes).toEqual(['FORBIDDEN', 'BAD_USER_INPUT']);
});

it('lists the own bookings page by page: upcoming ones soonest first, the others latest first', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const ids = [];
  for (const day of [2, 3, 4, 5, 6])
    ids.push((await client.book(slotAt(therapist.id, at(day, 9)))).booking!.id);
  await client.cancel(ids[4]!);
  const stranger = await world.person();
  await stranger.book(slotAt(therapist.id, at(2, 10)));
  interface Page {
    me: {
      bookings: {
        nodes: { id: string }[];
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
  }
  const page = async (args: string) => {
    const { data, errors } = await client.ask<Page>(
      `{ me { bookings(${args}) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } } }`,
    );
    expect(errors).toBeUndefined();
    return data!.me.bookings;
  };
  const first = await page('filter: { when: UPCOMING }, first: 3');
  expect(first).toMatchObject({ nodes: ids.slice(0, 3).map((id) => ({ id })), totalCount: 4 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = await page(`filter: { when: UPCOMING }, first: 3, after: "${first.pageInfo.endCursor}"`);
  expect(second).toMatchObject({ nodes: [{ id: ids[3] }], pageInfo: { hasNextPage: false } });
  world.time.now = at(3, 9.9);
  expect(await page('filter: { when: PAST }')).toMatchObject({
    nodes: [ids[4], ids[1], ids[0]].map((id) => ({ id })),
    totalCount: 3,
  });
  expect((await page('filter: { status: [CANCELLED] }')).nodes).toEqual([{ id: ids[4] }]);
  expect((await page(`filter: { kind: CONSULTATION }`)).nodes).toEqual([]);
  const { errors } = await client.ask(
    `{ me { bookings(filter: { when: PAST }, after: "${first.pageInfo.endCursor}") { totalCount } } }`,
  );
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
});

it('refuses cursors that it never gave', async () => {
  const person = await world.person();
  for (const key of [
    ['soon', 'booking_x'],
    [1e300, 'booking_x'],
    ['2026-13-01T00:00:00.000Z', 'booking_x'],
    ['2026-10-05T00:00:00.000Z', 5],
  ]) {
    const { errors } = await person.ask(
      `{ me { bookings(after: "${encodeCursor('bookings latest', key)}") { totalCount } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }]);
  }
});

it('shows a therapist their practice, and others that they have none', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const { booking } = await client.book(slotAt(therapist.id, at(0, 9)));
  const query = `{ me { practice { therapist { id } bookings { nodes { id client { name email } } totalCount } } } }`;
  expect((await therapist.owner.ask(query)).data).toEqual({
    me: {
      practice: {
        therapist: { id: therapist.id },
        bookings: {
          nodes: [
            {
              id: booking!.id,
              client: { name: client.subject, email: `${client.subject}@example.com` },
            },
          ],
          totalCount: 1,
        },
      },
    },
  });
  expect((await client.ask(query)).data).toEqual({ me: { practice: null } });
});

it('tells what happened to a booking, when and by whom', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const { booking } = await client.hold(slotAt(therapist.id, at(3, 9)));
  const { id } = booking!;
  world.time.now = at(0, 0.1);
  await client.confirm(id);
  await client.reschedule(id, slotAt(therapist.id, at(4, 9)));
  world.time.now = at(4, 1);
  await therapist.owner.cancel(id, 'Ill today');
  const { data } = await client.ask(
    `{ booking(id: "${id}") { status timeline { at type actor reason previousStartsAt } } }`,
  );
  const entry = { actor: 'CLIENT', reason: null, previousStartsAt: null };
  expect(data).toEqual({
    booking: {
      status: 'CANCELLED',
      timeline: [
        { ...entry, at: mondayMidnight.toISOString(), type: 'HELD' },
        { ...entry, at: at(0, 0.1).toISOString(), type: 'CONFIRMED' },
        {
          ...entry,
          at: at(0, 0.1).toISOString(),
          type: 'RESCHEDULED',
          previousStartsAt: at(3, 9).toISOString(),
        },
        { ...entry, at: at(4, 1).toISOString(), type: 'CANCELLED', actor: 'THERAPIST', reason: 'Ill today' },
      ],
    },
  });
});

it('tells until when it can be changed, its local time and where to meet', async () => {
  const [therapist, client, admin] = [
    await world.therapist(),
    await world.person(),
    await world.person(['admin']),
  ];
  const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
  const query = `{ booking(id: "${booking!.id}", reason: "Support") {
    joinUrl policy { cancellableUntil reschedulableUntil } local(timeZone: "Australia/Perth") { text }
  } }`;
  interface Shown {
    booking: { joinUrl: string | null };
  }
  const asClient = await client.ask<Shown>(query);
  expect(asClient.data).toEqual({
    booking: {
      joinUrl: expect.stringMatching(/^https:\/\/meet\.test\/[0-9a-f-]{36}$/),
      policy: { cancellableUntil: at(2, 9).toISOString(), reschedulableUntil: at(2, 9).toISOString() },
      local: { text: 'Thursday 8 October 2026, 7:00 am AWST' },
    },
  });
  expect((await therapist.owner.ask<Shown>(query)).data).toEqual(asClient.data);
  expect((await admin.ask<Shown>(query)).data?.booking.joinUrl).toBeNull();
  await client.cancel(booking!.id);
  expect((await client.ask<Shown>(query)).data?.booking.joinUrl).toBeNull();
});

it('gives the client, and nobody else, a review token once the appointment has been completed', async () => {
  const [therapist, client] = [await world.therapist(), await world.person()];
  const { booking } = await client.book(slotAt(therapist.id, at(3, 9)));
  const { id } = booking!;
  const tokenFor = async (person: Person) => {
    const { data } = await person.ask<{ booking: { reviewToken: string | null } }>(
      `{ booking(id: "${id}") { reviewToken } }`,
    );
    return data!.booking.reviewToken;
  };
  expect(await tokenFor(client)).toBeNull();
  world.time.now = at(3, 10);
  await completeEnded(world.em(), world.time.now);
  expect(await tokenFor(therapist.owner)).toBeNull();
  const token = await tokenFor(client);
  const verify = createReviewTokenVerifier({ keys: [await exportJWK(keys.publicKey)] });
  expect(await verify(token!, world.time.now)).toEqual({
    bookingId: id,
    therapistId: therapist.id,
    author: client.subject,
  });
  world.time.now = at(100, 0);
  expect(await tokenFor(client)).toBeNull();
});

it('answers null for what is no booking and refuses what is no id', async () => {
  const client = await world.person();
  expect((await client.ask(`{ booking(id: "${newId('Booking')}") { id } }`)).data).toEqual({ booking: null });
  const { errors } = await client.ask(`{ booking(id: "${newId('Review')}") { id } }`);
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'id' });
});
