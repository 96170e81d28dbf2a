import { afterAll, beforeAll, expect, it } from 'vitest';
import { consumeEvents, type EventConsumer } from '../../../../subgraphs/shared/events.ts';
import type { Payload } from '../../../../subgraphs/shared/event-topics.ts';
import { createLog } from '../../../../subgraphs/shared/log.ts';
import {
  announceProfiles,
  republishProfiles,
} from '../../../../subgraphs/therapists/therapist/profile-events.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { EventPublisher } from '../../../../subgraphs/shared/events.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { testSettings } from '../../../support/subgraph.ts';
import { addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let events: EventPublisher;
let listener: EventConsumer;
const heard: Payload<'therapists.profile'>[] = [];

beforeAll(async () => {
  const database = await createTestDatabase();
  therapists = openTherapists(testSettings(database.therapists));
  events = new EventPublisher('therapists', therapists.orm);
  const hear = { 'therapists.profile': async (told: Payload<'therapists.profile'>) => void heard.push(told) };
  listener = await consumeEvents('bookings', 'therapists', database.bookings, hear, createLog('silent'));
});

afterAll(async () => {
  await listener.close();
  await events.close();
  await therapists.close();
});

it('tells of a change with the change, a rising version, and nothing when the change is undone', async () => {
  const em = therapists.orm.em.fork();
  const therapist = addTherapist(em, { slug: 'told', name: 'Told', ownerSubject: 'subject-told' });
  await em.transactional((tx) => announceProfiles(events, tx, [therapist.id]));
  const undone = em.transactional(async (tx) => {
    therapist.name = 'Never told';
    await announceProfiles(events, tx, [therapist.id]);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  therapist.name = 'Told again';
  therapist.status = TherapistStatus.SUSPENDED;
  await em.transactional((tx) => announceProfiles(events, tx, [therapist.id]));

  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
  const [first, second] = heard.toSorted((a, b) => a.version - b.version);
  expect(first).toMatchObject({
    therapistId: therapist.id,
    name: 'Told',
    slug: 'told',
    isPublic: true,
    timeZone: 'Australia/Melbourne',
    ownerSubject: 'subject-told',
    acceptingNewClients: true,
  });
  expect(second).toMatchObject({ name: 'Told again', isPublic: false });
  expect(second!.version).toBeGreaterThan(first!.version);
});

it('tells of everyone again', async () => {
  const em = therapists.orm.em.fork();
  const more = Array.from({ length: 3 }, () => addTherapist(em).id);
  await em.flush();
  heard.length = 0;
  const told = await republishProfiles(events, therapists.orm);
  await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(told);
  expect(heard.map(({ therapistId }) => therapistId)).toEqual(expect.arrayContaining(more));
});
