import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { LoaderDefinition } from './loaders.ts';
import { RequestLoaders } from './loaders.ts';
import type { Viewer } from './viewer.ts';

/**
 * What every resolver gets: made once for a client request and a subgraph, so that the several calls of one gateway plan
 * share their loaders. `Settings` is what this subgraph was started with.
 */
export class RequestContext<Settings = unknown> {
  readonly em: EntityManager;
  readonly viewer: Viewer | null;
  /** The instant of the request: every decision in it is made for the same moment. */
  readonly now: Date;
  readonly log: Logger;
  readonly settings: Settings;
  // Not a #private field: Apollo Server copies the context property by property, and the copy must share the loaders.
  private readonly loaders = new RequestLoaders<this>(this);

  constructor(parts: {
    em: EntityManager;
    viewer: Viewer | null;
    now: Date;
    log: Logger;
    settings: Settings;
  }) {
    this.em = parts.em;
    this.viewer = parts.viewer;
    this.now = parts.now;
    this.log = parts.log;
    this.settings = parts.settings;
  }

  /** One value through a batched read. */
  load<Key, Value>(definition: LoaderDefinition<this, Key, Value>, key: Key): Promise<Value> {
    return this.loaders.of(definition).load(key);
  }

  /** Before a change: what was read until now may be true no longer. */
  forgetReads(): void {
    this.loaders.clear();
    this.em.clear();
  }

  /** Several values through a batched read, in the keys' order; the first failure rejects. */
  async loadMany<Key, Value>(
    definition: LoaderDefinition<this, Key, Value>,
    keys: readonly Key[],
  ): Promise<Value[]> {
    const loader = this.loaders.of(definition);
    return Promise.all(keys.map((key) => loader.load(key)));
  }
}
