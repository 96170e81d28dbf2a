import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  idFromUuid,
  idPrefixes,
  idTypeOf,
  isId,
  newId,
  requireId,
  type IdType,
} from '../../../subgraphs/shared/ids.ts';

const types = Object.keys(idPrefixes) as IdType[];

describe('a new id', () => {
  it.each(types)('of a %s names its type by its prefix', (type) => {
    const id = newId(type);
    expect(id).toMatch(new RegExp(`^${idPrefixes[type]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));
    expect(idTypeOf(id)).toBe(type);
    expect(requireId(type, id, 'id')).toBe(id);
  });

  it('is like no other, and comes after those made before', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      ids.push(newId('Booking'));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(new Set(ids).size).toBe(20);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(Array.from({ length: 5000 }, () => newId('Booking'))).size).toBe(5000);
  });
});

it('keeps each prefix for one type', () => {
  expect(new Set(Object.values(idPrefixes)).size).toBe(types.length);
});

it('is the same for the same UUID everywhere', () => {
  // The pair of the TypeID specification's own example.
  expect(idFromUuid('Therapist', '01889c89-df6b-7f1c-a388-91396ec314bc')).toBe(
    'therapist_01h2e8kqvbfwea724h75qc655w',
  );
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...types), (uuid, type) => {
      expect(idTypeOf(idFromUuid(type, uuid))).toBe(type);
    }),
  );
});

describe('what is no id', () => {
  const good = 'therapist_01h2e8kqvbfwea724h75qc655w';

  it.each([
    '',
    'therapist',
    'therapist_',
    '_01h2e8kqvbfwea724h75qc655w',
    '01h2e8kqvbfwea724h75qc655w',
    'therapist-01h2e8kqvbfwea724h75qc655w',
    'therapist_01h2e8kqvbfwea724h75qc655',
    'therapist_01h2e8kqvbfwea724h75qc655ww',
    'therapist_01H2E8KQVBFWEA724H75QC655W',
    'Therapist_01h2e8kqvbfwea724h75qc655w',
    'therapist_01h2e8kqvbfwea724h75qc655u',
    'therapist_81h2e8kqvbfwea724h75qc655w',
    'therapist_01h2e8kqvbfwea724h75qc655w ',
    ' therapist_01h2e8kqvbfwea724h75qc655w',
    'therapist_01h2e8kqvbfwea724h75qc655w\n',
    'therapist_therapist_01h2e8kqvbfwea724h75qc655w',
    "therapist_01h2e8kqvbfwea724h75qc655'",
    'toString_01h2e8kqvbfwea724h75qc655w',
    'unknown_01h2e8kqvbfwea724h75qc655w',
  ])('"%s" is of no type', (text) => {
    expect(isId('Therapist', good)).toBe(true);
    expect(idTypeOf(text)).toBeNull();
    expect(isId('Therapist', text)).toBe(false);
  });

  it('is never taken for one: what is taken is exactly what would be made', () => {
    const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz_ABC-';
    const near = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 24, maxLength: 28 });
    fc.assert(
      fc.property(near, (suffix) => {
        const isMade = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(suffix);
        expect(isId('Therapist', `therapist_${suffix}`)).toBe(isMade);
      }),
      { numRuns: 2000 },
    );
  });

  it('is bad input that names the field, and an id of another type is too', () => {
    const refusal = expect.objectContaining({
      message: 'input.therapistId must be the id of a Therapist (therapist_…).',
      extensions: { code: 'BAD_USER_INPUT', field: 'input.therapistId' },
    });
    expect(() => requireId('Therapist', 'x', 'input.therapistId')).toThrow(refusal);
    expect(() => requireId('Therapist', newId('Article'), 'input.therapistId')).toThrow(refusal);
  });
});
