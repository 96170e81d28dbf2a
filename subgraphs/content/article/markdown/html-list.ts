import type { Element, ElementContent } from 'hast';
import type { ListBlock, ListItem, Span } from './blocks.ts';

/** A list block's flat items as nested `ul` and `ol` elements. */
export function listElement(block: ListBlock, inline: (spans: readonly Span[]) => ElementContent[]): Element {
  const list = emptyList(block.ordered, block.start);
  const open: Element[] = [list];
  for (const item of block.items) {
    open.length = Math.min(open.length, item.depth + 1);
    listFor(item, open).children.push({
      type: 'element',
      tagName: 'li',
      properties: {},
      children: inline(item.spans),
    });
  }
  return list;
}

/** The open list that an item belongs in; a deeper one is begun inside the last item. */
function listFor(item: ListItem, open: Element[]): Element {
  const current = open[item.depth];
  if (current && (item.depth === 0 || isOrdered(current) === item.ordered)) return current;
  const fresh = emptyList(item.ordered, null);
  const parent = open[item.depth - 1]?.children.at(-1);
  if (parent?.type === 'element') parent.children.push(fresh);
  open[item.depth] = fresh;
  return fresh;
}

function emptyList(ordered: boolean, start: number | null): Element {
  const properties = ordered && start !== null && start !== 1 ? { start } : {};
  return { type: 'element', tagName: ordered ? 'ol' : 'ul', properties, children: [] };
}

function isOrdered(list: Element): boolean {
  return list.tagName === 'ol';
}
