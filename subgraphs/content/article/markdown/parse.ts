import type { Definition, Nodes, Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { MarkdownProblem } from './problems.ts';

/** About 10 000 words: ten times a long article, and still parsed in a blink. */
export const MAX_SOURCE_LENGTH = 60_000;

/** A long article has some hundreds; what each block costs grows with how many there are. */
const MAX_LINES = 2_000;

/** Far beyond honest writing; the parser's cost grows with the square of nesting, and its stack with the depth. */
const OVERNESTED = [
  /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])){21,}/,
  /[*_]{21,}/,
  /^[ \t]{41,}\S/,
  // Not nested, but what follows a long blank is looked for from every place in it.
  /\S[ \t]{400}/,
];

/** Every bracket, tilde and emphasis mark of a paragraph may open with any that closes, and the parser tries. */
const MAX_MARKS_IN_A_PARAGRAPH = 800;

/** For every word the parser looks back over its paragraph for an open bracket. */
const MAX_PARAGRAPH_LENGTH = 10_000;

// GitHub's Markdown is parsed so that its tables, footnotes and strikethrough are recognised and named as unsupported,
// where plain Markdown would print their punctuation.
const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).freeze();

const NOTHING: Root = { type: 'root', children: [] };

/** The syntax tree of a Markdown text; what cannot be parsed at a bearable cost is an empty tree and a problem. */
export function parseMarkdown(source: string): { root: Root; problems: MarkdownProblem[] } {
  if (source.length > MAX_SOURCE_LENGTH) {
    const message = `The text has ${source.length} characters; ${MAX_SOURCE_LENGTH} is the most.`;
    return { root: NOTHING, problems: [{ code: 'TOO_LONG', line: 1, message }] };
  }
  const lines = source.split(/\r\n|\r|\n/);
  if (lines.length > MAX_LINES) {
    const message = `The text has ${lines.length} lines; ${MAX_LINES} is the most.`;
    return { root: NOTHING, problems: [{ code: 'TOO_LONG', line: MAX_LINES + 1, message }] };
  }
  const costly = costlyLine(lines);
  if (costly !== null) return { root: NOTHING, problems: [nestedTooDeeply(costly)] };
  try {
    return { root: parser.parse(source), problems: [] };
  } catch (error) {
    // The checks above stop the known ways to exhaust the parser's stack; this is for the unknown ones.
    if (error instanceof RangeError) return { root: NOTHING, problems: [nestedTooDeeply(1)] };
    throw error;
  }
}

/** The first line from which parsing would cost too much; null when none does. */
function costlyLine(lines: readonly string[]): number | null {
  let marks = 0;
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const isBlank = line.trim() === '';
    marks = isBlank ? 0 : marks + (line.match(/[[\]*_~]/g)?.length ?? 0);
    length = isBlank ? 0 : length + line.length;
    const isTooMuch = marks > MAX_MARKS_IN_A_PARAGRAPH || length > MAX_PARAGRAPH_LENGTH;
    if (isTooMuch || OVERNESTED.some((pattern) => pattern.test(line))) return index + 1;
  }
  return null;
}

export function nestedTooDeeply(line: number): MarkdownProblem {
  return {
    code: 'NESTED_TOO_DEEPLY',
    line,
    message:
      'The text is nested too deeply here, or has too many brackets or characters without a blank line.',
  };
}

/** The addresses of reference-style links (`[label]: https://…`) by identifier; of two with one name the first counts. */
export function definitionsOf(root: Root): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  const queue: Nodes[] = [root];
  for (const node of queue) {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
    if ('children' in node) queue.push(...node.children);
  }
  return definitions;
}
