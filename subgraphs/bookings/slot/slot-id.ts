import type { EpochMs, SlotKind } from './slot.rules.ts';

/** What a slot id stands for. */
export interface SlotKey {
  /** TypeID of the therapist: `therapist_` and 26 characters. */
  therapistId: string;
  kind: SlotKind;
  /** A whole minute. */
  startsAt: EpochMs;
}

/**
 * The id of a slot: `slot_` and 28 characters of base64url. Equal keys have equal ids, and no row is needed to read one.
 * @throws RangeError when the therapist's id is malformed or the start is no whole minute from 1970 on.
 */
export function encodeSlotId(key: SlotKey): string {
  void key;
  throw new Error('not built yet');
}

/** The key that `encodeSlotId` made this id of; null for any other text. It says nothing about the slot being open. */
export function decodeSlotId(id: string): SlotKey | null {
  void id;
  throw new Error('not built yet');
}
