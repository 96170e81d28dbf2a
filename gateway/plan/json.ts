export type JsonObject = Record<string, unknown>;

/** An object that GraphQL made of a selection, and not a scalar's own value such as a Date. */
export function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Adds `source` to `target`, in place: objects by key, lists by position. What `target` has already stays where
 * `source` knows no better (null).
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const key in source) {
    const added = source[key];
    const present = target[key];
    if (present === undefined || present === null) target[key] = added;
    else if (added !== null && added !== undefined) target[key] = merged(present, added);
  }
}

function merged(present: unknown, added: unknown): unknown {
  if (isJsonObject(present) && isJsonObject(added)) {
    mergeInto(present, added);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(added) && present.length === added.length) {
    added.forEach((item, index) => {
      present[index] =
        present[index] === null ? item : item === null ? present[index] : merged(present[index], item);
    });
    return present;
  }
  return added;
}

/** A copy that shares no object or list with the original. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item)) as T;
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const key in value) copy[key] = copyOf(value[key]);
  return copy as T;
}
