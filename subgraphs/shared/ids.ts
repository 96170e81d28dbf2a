import { TypeID, typeid } from 'typeid-js';
import { badInput } from './errors.ts';

/** Every prefix of the graph: the prefix names the type, and no two types share one. */
export const idPrefixes = {
  Therapist: 'therapist',
  Review: 'review',
  Booking: 'booking',
  Series: 'series',
  Client: 'client',
  TimeOff: 'timeoff',
  WaitlistEntry: 'waitlist',
  Alliance: 'alliance',
  Article: 'article',
  Topic: 'topic',
  SelfTest: 'selftest',
  Service: 'service',
} as const;

export type IdType = keyof typeof idPrefixes;

/** A new TypeID (`therapist_01h455vb4pex5vsknk084sn02q`): the suffix is a UUIDv7, so ids sort by the time they were made. */
export function newId(type: IdType): string {
  return typeid(idPrefixes[type]).toString();
}

/** A TypeID from given UUID bytes, for data that must come out the same on every machine. */
export function idFromUuid(type: IdType, uuid: string): string {
  return TypeID.fromUUID(idPrefixes[type], uuid).toString();
}

/** Whether the text is a well-formed id of this type; says nothing of whether such a thing exists. */
export function isId(type: IdType, text: string): boolean {
  return idTypeOf(text) === type;
}

/** The type that an id's prefix names; null for anything that is not one of ours. */
export function idTypeOf(text: string): IdType | null {
  try {
    const prefix = TypeID.fromString(text).getType();
    return (Object.keys(idPrefixes) as IdType[]).find((type) => idPrefixes[type] === prefix) ?? null;
  } catch {
    return null;
  }
}

/** The id itself, or `BAD_USER_INPUT` naming the field when it is not an id of this type. */
export function requireId(type: IdType, text: string, field: string): string {
  if (!isId(type, text))
    throw badInput(`${field} must be the id of a ${type} (${idPrefixes[type]}_…).`, field);
  return text;
}
