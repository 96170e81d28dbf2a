import type { LeafDirective } from 'mdast-util-directive';
import type { Block } from './blocks.ts';
import { spansToText } from './blocks.ts';
import { type Draft, lineOf } from './draft.ts';
import { actionTarget, isExternal } from './links.rules.ts';
import { toSpans } from './spans.ts';

/** How each directive is written, for the messages that say so. */
const FORMS = {
  'call-to-action': '::call-to-action[Label]{href="/path-or-https-address"}',
  therapist: '::therapist{slug="jane-citizen"}',
  citation: '::citation{key="bordin1979"}',
} as const;

type DirectiveName = keyof typeof FORMS;

/** The block a directive on a line of its own stands for. */
export function directiveBlock(node: LeafDirective, draft: Draft): Block[] {
  if (!isKnown(node.name)) {
    const known = Object.values(FORMS).join(', ');
    draft.problem('UNKNOWN_DIRECTIVE', node, `"::${node.name}" is not known. There are: ${known}.`);
    return [];
  }
  const block = BUILDERS[node.name](node, draft);
  return block ? [block] : [];
}

function isKnown(name: string): name is DirectiveName {
  return Object.hasOwn(FORMS, name);
}

const BUILDERS: Record<DirectiveName, (node: LeafDirective, draft: Draft) => Block | null> = {
  'call-to-action': (node, draft) => {
    const label = spansToText(toSpans(node.children, draft));
    const href = actionTarget(attribute(node, 'href', draft) ?? '');
    if (href === null) {
      draft.problem(
        'LINK_NOT_ALLOWED',
        node,
        'A call to action leads to a /path of the site or an https address.',
      );
      return null;
    }
    if (label === '') return invalid(node, draft);
    return { type: 'callToAction', label, href, external: isExternal(href) };
  },
  therapist: (node, draft) => {
    const slug = attribute(node, 'slug', draft);
    if (!slug || slug.length > 100 || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug)) return invalid(node, draft);
    return { type: 'therapistCard', slug };
  },
  citation: (node, draft) => {
    const key = attribute(node, 'key', draft);
    if (!key) return invalid(node, draft);
    const number = draft.cite(key, lineOf(node));
    return number === null ? null : { type: 'citation', number, key };
  },
};

/** The one attribute a directive takes; any other is a problem, for it would be silently without effect. */
function attribute(node: LeafDirective, name: string, draft: Draft): string | null {
  const attributes = node.attributes ?? {};
  const others = Object.keys(attributes).filter((other) => other !== name);
  if (others.length > 0) {
    draft.problem('INVALID_DIRECTIVE', node, `"::${node.name}" takes no attribute "${others.join('", "')}".`);
  }
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null;
}

function invalid(node: LeafDirective, draft: Draft): null {
  const form = isKnown(node.name) ? FORMS[node.name] : node.name;
  draft.problem('INVALID_DIRECTIVE', node, `This is written ${form}.`);
  return null;
}
