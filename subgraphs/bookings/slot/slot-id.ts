import type { EpochMs, SlotKind } from './slot.rules.ts';
import { MINUTE_MS } from './zone-offsets.ts';

/** What a slot id stands for. */
export interface SlotKey {
  /** TypeID of the therapist: `therapist_` and 26 characters. */
  therapistId: string;
  kind: SlotKind;
  /** A whole minute from 1970 on. */
  startsAt: EpochMs;
}

/** The first byte of an id tells the kind, and with it the version of the layout. Never give a used number anew. */
const KIND_BYTES: Readonly<Record<SlotKind, number>> = { CONSULTATION: 0x11, SESSION: 0x12 };
const KINDS = new Map(Object.entries(KIND_BYTES).map(([kind, byte]) => [byte, kind as SlotKind]));

const KIND_AT = 0;
const THERAPIST_AT = 1;
const MINUTE_AT = 17;
/** A multiple of 3, so base64url has no padding and no spare bits: each key has one spelling only. */
const SIZE = 21;

const SLOT_ID = /^slot_([A-Za-z0-9_-]{28})$/;
/** 26 digits of 5 bits are two more than a UUID has, hence the low first digit. */
const THERAPIST_ID = /^therapist_([0-7][0-9a-hjkmnp-tv-z]{25})$/;
const TYPEID_DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The id of a slot: `slot_` and 28 characters of base64url. Equal keys have equal ids, and no row is needed to read one.
 * @throws RangeError when the therapist's id is malformed or the start is no whole minute from 1970 on.
 */
export function encodeSlotId({ therapistId, kind, startsAt }: SlotKey): string {
  const suffix = THERAPIST_ID.exec(therapistId)?.[1];
  if (suffix === undefined) throw new RangeError('Not the id of a therapist');
  const minute = startsAt / MINUTE_MS;
  if (!Number.isInteger(minute) || minute < 0 || minute > 0xffffffff) {
    throw new RangeError(`No slot starts at ${startsAt}`);
  }
  const bytes = Buffer.allocUnsafe(SIZE);
  bytes[KIND_AT] = KIND_BYTES[kind];
  writeTypeIdSuffix(bytes, suffix);
  bytes.writeUInt32BE(minute, MINUTE_AT);
  return `slot_${bytes.toString('base64url')}`;
}

/** The key that `encodeSlotId` made this id of; null for any other text. It says nothing about the slot being open. */
export function decodeSlotId(id: string): SlotKey | null {
  const body = SLOT_ID.exec(id)?.[1];
  if (body === undefined) return null;
  const bytes = Buffer.from(body, 'base64url');
  const kind = KINDS.get(bytes[KIND_AT]!);
  if (kind === undefined) return null;
  return {
    therapistId: `therapist_${readTypeIdSuffix(bytes)}`,
    kind,
    startsAt: bytes.readUInt32BE(MINUTE_AT) * MINUTE_MS,
  };
}

/** A TypeID suffix is a UUID of 128 bits, read as 130 with two zeros before, 5 bits a digit. */
function writeTypeIdSuffix(bytes: Buffer, suffix: string): void {
  let bits = 0;
  let count = -2;
  let at = THERAPIST_AT;
  for (const digit of suffix) {
    bits = (bits << 5) | TYPEID_DIGITS.indexOf(digit);
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes[at++] = bits >> count;
      bits &= (1 << count) - 1;
    }
  }
}

function readTypeIdSuffix(bytes: Buffer): string {
  let suffix = '';
  let bits = 0;
  let count = 2;
  for (let at = THERAPIST_AT; at < MINUTE_AT; at++) {
    bits = (bits << 8) | bytes[at]!;
    count += 8;
    while (count >= 5) {
      count -= 5;
      suffix += TYPEID_DIGITS[bits >> count];
      bits &= (1 << count) - 1;
    }
  }
  return suffix;
}
