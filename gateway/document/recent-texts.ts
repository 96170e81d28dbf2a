/** Values by text, those used last. Bounded by how many there are and by how long their texts are together. */
export class RecentTexts<Value> {
  // A Map keeps the order in which keys were set: the first is the one unused for longest.
  readonly #values = new Map<string, Value>();
  #characters = 0;

  constructor(private readonly bounds: { maxEntries: number; maxCharacters: number }) {}

  get(text: string): Value | undefined {
    const value = this.#values.get(text);
    if (value === undefined) return undefined;
    this.#values.delete(text);
    this.#values.set(text, value);
    return value;
  }

  set(text: string, value: Value): void {
    if (!this.#values.has(text)) this.#characters += text.length;
    this.#values.set(text, value);
    for (const oldest of this.#values.keys()) {
      const isWithin =
        this.#values.size <= this.bounds.maxEntries && this.#characters <= this.bounds.maxCharacters;
      if (isWithin) break;
      this.#values.delete(oldest);
      this.#characters -= oldest.length;
    }
  }

  get size(): number {
    return this.#values.size;
  }
}
