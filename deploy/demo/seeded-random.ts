import { idFromUuid, type IdType } from '../../subgraphs/shared/ids.ts';

/** A random source that gives the same on every machine: mulberry32, a public-domain generator by Tommy Ettinger. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0, included, to 1, excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `below - 1`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** A TypeID whose UUIDv7 says `at`, with its random part from this source. */
  id(type: IdType, at: Date): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    const random = Array.from({ length: 18 }, () => this.below(16).toString(16)).join('');
    const variant = (8 + this.below(4)).toString(16);
    const hex = `${time}7${random.slice(0, 3)}${variant}${random.slice(3)}`;
    return idFromUuid(type, hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  }
}
