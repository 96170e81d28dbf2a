import DataLoader from 'dataloader';

/**
 * A batched read: `load` gets the distinct keys that one request asked for in one tick, in any number, and answers in the
 * keys' order. Defined once at module level; each request makes its own DataLoader of it, so nothing outlives a viewer.
 */
export interface LoaderDefinition<Context, Key, Value> {
  load: (context: Context, keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;
  /** What makes two keys the same, for keys that are objects. */
  cacheKey?: (key: Key) => string;
}

/** Names the type parameters of a loader where it is written, so the places that use it need none. */
export function defineLoader<Context, Key, Value>(
  load: LoaderDefinition<Context, Key, Value>['load'],
  cacheKey?: (key: Key) => string,
): LoaderDefinition<Context, Key, Value> {
  return { load, cacheKey };
}

/** The loaders of one request. */
export class RequestLoaders<Context> {
  readonly #byDefinition = new Map<unknown, unknown>();
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Forgets what was read, so that it is read anew. */
  clear(): void {
    this.#byDefinition.clear();
  }

  of<Key, Value>(definition: LoaderDefinition<Context, Key, Value>): DataLoader<Key, Value, unknown> {
    let loader = this.#byDefinition.get(definition) as DataLoader<Key, Value, unknown> | undefined;
    if (loader === undefined) {
      loader = new DataLoader<Key, Value, unknown>((keys) => definition.load(this.#context, keys), {
        cacheKeyFn: definition.cacheKey,
      });
      this.#byDefinition.set(definition, loader);
    }
    return loader;
  }
}

/** Puts rows in the order of the keys that asked for them; a key without a row gets `missing`. */
export function inKeyOrder<Key, Row, Missing>(
  keys: readonly Key[],
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  missing: Missing,
): (Row | Missing)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? missing);
}
