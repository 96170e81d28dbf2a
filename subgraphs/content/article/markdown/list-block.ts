import type { List, ListItem as ListItemNode } from 'mdast';
import type { ListBlock, ListItem } from './blocks.ts';
import { type Draft, lineOf } from './draft.ts';
import { nestedTooDeeply } from './parse.ts';
import { toSpans } from './spans.ts';

/** Three levels fit on a phone. */
const MAX_DEPTH = 2;

/** A Markdown list, nested lists included, as one block. */
export function listBlock(node: List, draft: Draft): ListBlock[] {
  const items = itemsOf(node, 0, draft);
  if (items.length === 0) return [];
  const ordered = node.ordered === true;
  return [{ type: 'list', ordered, start: ordered ? (node.start ?? 1) : null, items }];
}

function itemsOf(list: List, depth: number, draft: Draft): ListItem[] {
  if (depth > MAX_DEPTH) {
    draft.problems.push(nestedTooDeeply(lineOf(list)));
    return [];
  }
  return list.children.flatMap((item) => itemAndNested(item, list.ordered === true, depth, draft));
}

function itemAndNested(item: ListItemNode, ordered: boolean, depth: number, draft: Draft): ListItem[] {
  if (typeof item.checked === 'boolean') {
    draft.problem('UNSUPPORTED_MARKDOWN', item, 'Tick boxes are not supported.');
  }
  const [first, ...rest] = item.children;
  if (first?.type !== 'paragraph') {
    draft.problem('UNSUPPORTED_MARKDOWN', item, 'A list item begins with words.');
    return [];
  }
  const spans = toSpans(first.children, draft);
  const nested = rest.flatMap((child) => {
    if (child.type === 'list') return itemsOf(child, depth + 1, draft);
    draft.problem('UNSUPPORTED_MARKDOWN', child, 'A list item holds one paragraph, and lists inside it.');
    return [];
  });
  return spans.length > 0 ? [{ depth, ordered, spans }, ...nested] : [];
}
