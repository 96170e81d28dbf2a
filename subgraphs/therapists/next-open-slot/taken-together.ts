/**
 * Takes what is given within one turn of the event loop all at once; each caller learns of the end of them all. For work
 * that costs little more for many than for one.
 */
export function takenTogether<Item>(take: (items: Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: { items: Item[]; end: Promise<void> } | undefined;
  return (item) => {
    if (waiting === undefined) {
      const items: Item[] = [];
      const end = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        waiting = undefined;
        return take(items);
      });
      waiting = { items, end };
    }
    waiting.items.push(item);
    return waiting.end;
  };
}
