import type { Definition, Nodes } from 'mdast';
import type { Reference } from './blocks.ts';
import type { MarkdownProblem, MarkdownProblemCode } from './problems.ts';

/** What is gathered while one text is turned into blocks. */
export class Draft {
  readonly problems: MarkdownProblem[] = [];
  /** Keys the text cites, in order of first appearance. */
  readonly cited = new Set<string>();
  /** Anchors given to headings so far. */
  readonly anchors = new Set<string>();
  private readonly anchorLinks: { line: number; anchor: string }[] = [];
  private readonly numbers: Map<string, number>;

  readonly source: string;
  readonly references: readonly Reference[];
  readonly definitions: ReadonlyMap<string, Definition>;

  constructor(
    source: string,
    references: readonly Reference[],
    definitions: ReadonlyMap<string, Definition>,
  ) {
    this.source = source;
    this.references = references;
    this.definitions = definitions;
    this.numbers = new Map(references.map((reference, index) => [reference.key, index + 1]));
  }

  problem(code: MarkdownProblemCode, at: Nodes | number, message: string): void {
    this.problems.push({ code, line: typeof at === 'number' ? at : lineOf(at), message });
  }

  /** The number of a reference, noting that it is cited; null, and a problem, when there is none with this key. */
  cite(key: string, line: number): number | null {
    const number = this.numbers.get(key);
    if (number === undefined) {
      this.problem('UNKNOWN_CITATION', line, `No reference has the key "${key}".`);
      return null;
    }
    this.cited.add(key);
    return number;
  }

  /** Notes a link to an anchor of the same text; whether it exists is known once all headings are. */
  linksToAnchor(anchor: string, line: number): void {
    this.anchorLinks.push({ anchor, line });
  }

  checkAnchorLinks(): void {
    for (const { anchor, line } of this.anchorLinks) {
      const reference = /^reference-([1-9]\d*)$/.exec(anchor)?.[1];
      const exists = reference ? Number(reference) <= this.references.length : this.anchors.has(anchor);
      if (!exists) this.problem('BROKEN_ANCHOR', line, `Nothing in this text has the anchor "#${anchor}".`);
    }
  }

  /** The text exactly as the author typed it. */
  sourceOf(node: Nodes): string {
    return this.source.slice(node.position?.start.offset, node.position?.end.offset);
  }
}

export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
