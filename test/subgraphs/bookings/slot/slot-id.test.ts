import fc from 'fast-check';
import { typeid } from 'typeid-js';
import { describe, expect, test } from 'vitest';
import { decodeSlotId, encodeSlotId, type SlotKey } from '../../../../subgraphs/bookings/slot/slot-id.ts';

const THERAPIST = 'therapist_01h455vb4pex5vsknk084sn02q';
const STARTS_AT = Date.parse('2026-10-04T22:00Z');
const KEY: SlotKey = { therapistId: THERAPIST, kind: 'CONSULTATION', startsAt: STARTS_AT };

const digit = fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz');
const key: fc.Arbitrary<SlotKey> = fc.record({
  therapistId: fc
    .tuple(fc.constantFrom(...'01234567'), fc.array(digit, { minLength: 25, maxLength: 25 }))
    .map(([first, rest]) => `therapist_${first}${rest.join('')}`),
  kind: fc.constantFrom<SlotKey['kind']>('CONSULTATION', 'SESSION'),
  startsAt: fc.integer({ min: 0, max: 0xffffffff }).map((minute) => minute * 60_000),
});

describe('a slot id', () => {
  test('reads back to what it was made of', () => {
    fc.assert(
      fc.property(key, (given) => {
        expect(decodeSlotId(encodeSlotId(given))).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });

  test('reads back for ids as they are made for therapists', () => {
    for (let i = 0; i < 100; i++) {
      const therapistId = typeid('therapist').toString();
      expect(decodeSlotId(encodeSlotId({ ...KEY, therapistId }))).toEqual({ ...KEY, therapistId });
    }
  });

  test('is the same each time, and another for another therapist, kind or start', () => {
    const others = [
      { ...KEY, therapistId: 'therapist_01h455vb4pex5vsknk084sn02r' },
      { ...KEY, kind: 'SESSION' as const },
      { ...KEY, startsAt: STARTS_AT + 60_000 },
    ];
    expect(encodeSlotId({ ...KEY })).toBe(encodeSlotId(KEY));
    expect(new Set([KEY, ...others].map(encodeSlotId)).size).toBe(4);
  });

  test('needs no escaping in an address', () => {
    fc.assert(
      fc.property(key, (given) => {
        const id = encodeSlotId(given);
        expect(id).toMatch(/^slot_/);
        expect(encodeURIComponent(id)).toBe(id);
      }),
    );
  });

  test('has the layout that ids handed out before have', () => {
    // Kind 0x11, the therapist's UUID (0189 0a5d ac96 774b bcce b302 099a 8057), and the minute, by hand.
    const minute = (STARTS_AT / 60_000).toString(16).padStart(8, '0');
    const bytes = Buffer.from(`1101890a5dac96774bbcceb302099a8057${minute}`, 'hex');
    expect(encodeSlotId(KEY)).toBe(`slot_${bytes.toString('base64url')}`);
  });

  test.each([
    ['no TypeID', '01890a5d-ac96-774b-bcce-b302099a8057'],
    ['another prefix', 'booking_01h455vb4pex5vsknk084sn02q'],
    ['too short', 'therapist_01h455vb4pex5vsknk084sn02'],
    ['more than 128 bits', 'therapist_81h455vb4pex5vsknk084sn02q'],
    ['letters that are no digits', 'therapist_01h455vb4pex5vsknk084sniil'],
    ['capitals', 'therapist_01H455VB4PEX5VSKNK084SN02Q'],
  ])('cannot be made for a therapist id of %s', (_, therapistId) => {
    expect(() => encodeSlotId({ ...KEY, therapistId })).toThrow(RangeError);
  });

  test.each([STARTS_AT + 1, STARTS_AT + 0.5, -60_000, NaN, Infinity, 2 ** 32 * 60_000])(
    'cannot be made for a start at %s',
    (startsAt) => {
      expect(() => encodeSlotId({ ...KEY, startsAt })).toThrow(RangeError);
    },
  );
});

describe('what is no slot id', () => {
  const id = encodeSlotId(KEY);

  test.each([
    ['nothing', ''],
    ['the prefix alone', 'slot_'],
    ['no prefix', id.slice(5)],
    ['another prefix', id.replace('slot_', 'hold_')],
    ['a capital prefix', id.replace('slot_', 'SLOT_')],
    ['a character too few', id.slice(0, -1)],
    ['a character too many', `${id}A`],
    ['padding', `${id}=`],
    ['a line end', `${id}\n`],
    ['a space before', ` ${id}`],
    ['the alphabet of plain base64', `slot_${'+/'.repeat(14)}`],
    ['an unknown kind', `slot_${Buffer.alloc(21, 0xff).toString('base64url')}`],
    ['zeros', `slot_${Buffer.alloc(21).toString('base64url')}`],
    ['a therapist id', THERAPIST],
  ])('%s is read as null', (_, text) => {
    expect(decodeSlotId(text)).toBeNull();
  });

  test('whatever text is read, it is null or the one spelling of its key', () => {
    const likely = fc
      .uint8Array({ minLength: 19, maxLength: 23 })
      .map(
        (bytes) =>
          `slot_${Buffer.from([bytes[0]! % 2 ? 0x11 : 0x12, ...bytes.slice(1)]).toString('base64url')}`,
      );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          likely,
          fc.base64String().map((text) => `slot_${text}`),
        ),
        (text) => {
          const read = decodeSlotId(text);
          expect(read === null || encodeSlotId(read) === text).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
