import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDemoDatabase } from '../support/demo-database.ts';
import { askPlatform, startOneMachine, type RunningPlatform } from '../support/platform.ts';

interface Person {
  profession: string;
  concerns: string[];
}

let platform: RunningPlatform;
beforeAll(async () => {
  platform = await startOneMachine(await createDemoDatabase());
});
afterAll(() => platform.close());

it('leads from every service to therapists of its professions who help with its concerns', async () => {
  const { data, errors } = await askPlatform<{
    services: { name: string; concerns: string[]; professions: string[]; therapists: Person[] }[];
  }>(
    platform.url,
    '{ services { name concerns professions therapists(first: 50) { profession concerns } } }',
  );
  expect(errors).toBeUndefined();
  for (const { name, concerns, professions, therapists } of data.services) {
    expect({ name, found: therapists.length > 0 }).toEqual({ name, found: true });
    for (const therapist of therapists) {
      expect(professions).toContain(therapist.profession);
      expect(therapist.concerns.some((concern) => concerns.includes(concern))).toBe(true);
    }
  }
});

it("leads from a self test's result to therapists for its concern, soonest first when asked", async () => {
  const items = await askPlatform<{ selfTest: { items: { id: string }[] } }>(
    platform.url,
    '{ selfTest(slug: "gad-7") { items { id } } }',
  );
  const given = items.data.selfTest.items.map(({ id }) => ({ item: id, value: 1 }));
  expect(given).toHaveLength(7);
  const { data, errors } = await askPlatform<{
    scoreSelfTest: {
      score: number;
      help: { concern: string; recommendedTherapists: (Person & { nextOpenSlot: { startsAt: string } })[] }[];
    };
  }>(
    platform.url,
    `query Score($answers: [SelfTestAnswerInput!]!) {
      scoreSelfTest(slug: "gad-7", answers: $answers) {
        score
        help {
          concern
          recommendedTherapists(first: 3, order: AVAILABLE_SOONEST) {
            profession concerns nextOpenSlot(kind: CONSULTATION) { startsAt }
          }
        }
      }
    }`,
    { variables: { answers: given } },
  );
  expect(errors).toBeUndefined();
  expect(data.scoreSelfTest.score).toBe(7);
  expect(data.scoreSelfTest.help.map(({ concern }) => concern)).toContain('ANXIETY');
  for (const { concern, recommendedTherapists } of data.scoreSelfTest.help) {
    expect(recommendedTherapists).toHaveLength(3);
    for (const { concerns } of recommendedTherapists) expect(concerns).toContain(concern);
    const starts = recommendedTherapists.map(({ nextOpenSlot }) => nextOpenSlot.startsAt);
    expect(starts).toEqual(starts.toSorted());
  }
});
