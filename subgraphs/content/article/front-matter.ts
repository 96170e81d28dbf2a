import { LineCounter, type Document, isMap, isNode, parseDocument, stringify } from 'yaml';
import type { z } from 'zod';
import { concernSlug } from '../concern-slug.ts';
import { type ArticleFile, frontMatterSchema } from './article-file.ts';
import type { Reference } from './markdown/blocks.ts';
import type { MarkdownProblem, MarkdownProblemCode } from './markdown/problems.ts';
import { parseInline, renderMarkdown } from './markdown/render.ts';

/** `line` counts from 1 within the file. */
export interface ArticleFileProblem {
  code: 'FRONT_MATTER' | MarkdownProblemCode;
  line: number;
  message: string;
}

export type ParsedArticleFile = { article: ArticleFile } | { problems: ArticleFileProblem[] };

/** Room for all that the longest of every value comes to, about half of this. */
const MAX_FRONT_MATTER = 300_000;
const FIRST_YAML_LINE = 2;

/**
 * An article from the text of its file: YAML between two lines of `---`, then Markdown. Never throws; on any problem there
 * is no article, and every problem with its line.
 */
export function parseArticleFile(text: string): ParsedArticleFile {
  const file = /^---[ \t]*\n([^]*?)^---[ \t]*$\n?([^]*)/m.exec(withUnixLines(text));
  if (!file || file.index !== 0) {
    return {
      problems: [inFrontMatter(1, 'The file begins with its front matter between two lines of "---".')],
    };
  }
  const [whole, yaml = '', rest = ''] = file;
  const bodyLine =
    1 + lineBreaks(whole.slice(0, whole.length - rest.length)) + lineBreaks(leadingBlankLines(rest));
  const body = canonicalBody(rest);
  const front = readFrontMatter(yaml);
  const problems = [...front.problems, ...problemsIn(body, bodyLine, front.references)];
  if (front.matter === null || problems.length > 0)
    return { problems: problems.toSorted((a, b) => a.line - b.line) };
  return { article: { ...front.matter, body } };
}

/** The line of a value in an article's file, or of the nearest thing around it when it is not there; counts from 1. */
export function lineInFrontMatter(text: string, path: readonly PropertyKey[]): number {
  const [, yaml = ''] = /^---[ \t]*\n([^]*?)^---[ \t]*$/m.exec(withUnixLines(text)) ?? [];
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  return lines.linePos(offsetOf(document, path)).line + FIRST_YAML_LINE - 1;
}

/** The text of an article's file; what `parseArticleFile` reads back as the same article. */
export function printArticleFile(article: ArticleFile): string {
  const { body, concerns, publishedAt, updatedAt, ...rest } = article;
  const matter = {
    slug: rest.slug,
    title: rest.title,
    topic: rest.topic,
    status: rest.status,
    publishedAt: publishedAt && instantText(publishedAt),
    updatedAt: instantText(updatedAt),
    reviewDueOn: rest.reviewDueOn,
    heroImage: rest.heroImage && { url: rest.heroImage.url, alt: rest.heroImage.alt },
    author: rest.author && present({ name: rest.author.name, therapist: rest.author.therapist }),
    reviewer: rest.reviewer && present({ name: rest.reviewer.name, therapist: rest.reviewer.therapist }),
    concerns: concerns.map(concernSlug),
    essentialReading: rest.essentialReading,
    nutshell: rest.nutshell,
    references: rest.references.map(({ key, citation, doi, url }) => present({ key, citation, doi, url })),
  };
  return `---\n${stringify(present(matter), { lineWidth: 0 })}---\n\n${canonicalBody(body)}`;
}

/**
 * A Markdown body in the one form that files and the database keep: "\n" line ends, no blank edges, a last "\n", and
 * nothing that PostgreSQL cannot store.
 */
export function canonicalBody(text: string): string {
  const body = withUnixLines(text.replaceAll('\u0000', '').toWellFormed());
  return `${body.slice(leadingBlankLines(body).length).trimEnd()}\n`;
}

/** One line for a terminal, in the form editors make clickable: `articles/grief.md:12: …`. */
export function describeProblem(file: string, problem: ArticleFileProblem): string {
  return `${file}:${problem.line}: ${problem.message}`;
}

interface FrontMatter {
  matter: z.output<typeof frontMatterSchema> | null;
  /** Known even when something else is wrong, so that the body's citations can be checked in the same round. */
  references: readonly Reference[] | null;
  problems: ArticleFileProblem[];
}

function readFrontMatter(yaml: string): FrontMatter {
  const fault = (message: string, line = 1): FrontMatter => {
    return { matter: null, references: null, problems: [inFrontMatter(line, message)] };
  };
  if (yaml.length > MAX_FRONT_MATTER)
    return fault(`The front matter is longer than ${MAX_FRONT_MATTER} characters.`);
  const lines = new LineCounter();
  let document: Document.Parsed;
  let value: unknown;
  try {
    document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
    // Aliases could unfold a small file into a huge one; front matter has no use for them.
    value = document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return fault(
      `The front matter cannot be read: ${error instanceof Error ? error.message : 'unknown fault'}.`,
    );
  }
  const lineAt = (offset: number) => lines.linePos(offset).line + FIRST_YAML_LINE - 1;
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => inFrontMatter(lineAt(error.pos[0]), `${error.message}.`));
    return { matter: null, references: null, problems };
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const parsed = frontMatterSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => explained(issue, lineOf));
    return { matter: null, references: null, problems };
  }
  const problems = parsed.data.nutshell.flatMap((point, index) =>
    shifted(parseInline(point, parsed.data.references).problems, lineOf(['nutshell', index])),
  );
  return { matter: parsed.data, references: parsed.data.references, problems };
}

function problemsIn(
  body: string,
  bodyLine: number,
  references: readonly Reference[] | null,
): ArticleFileProblem[] {
  const { problems } = renderMarkdown(body, { references: references ?? [] });
  // Without a readable list of references every citation would look unknown.
  const sure = references ? problems : problems.filter(({ code }) => !DEPENDS_ON_REFERENCES.has(code));
  return shifted(sure, bodyLine);
}

const DEPENDS_ON_REFERENCES = new Set<MarkdownProblemCode>(['UNKNOWN_CITATION', 'BROKEN_ANCHOR']);

function shifted(problems: readonly MarkdownProblem[], firstLine: number): MarkdownProblem[] {
  return problems.map((problem) => ({ ...problem, line: problem.line + firstLine - 1 }));
}

type Issue = z.core.$ZodIssue;

function explained(issue: Issue, lineOf: (path: readonly PropertyKey[]) => number): ArticleFileProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return inFrontMatter(lineOf(path), `"${name(path)}" is not known.`);
    });
  }
  const what = issue.path.length > 0 ? `"${name(issue.path)}"` : 'The front matter';
  const message = issue.message.endsWith('received undefined') ? 'is missing' : issue.message;
  return [inFrontMatter(lineOf(issue.path), `${what}: ${message}.`)];
}

/** Where the value at a path stands, or its key, or the nearest thing around it that exists. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isNode(key) && String(key) === last)
      : undefined;
    const node: unknown = pair ? pair.key : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function name(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function inFrontMatter(line: number, message: string): ArticleFileProblem {
  return { code: 'FRONT_MATTER', line, message };
}

function present<T extends object>(record: T): Partial<T> {
  const entries = Object.entries(record).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(entries) as Partial<T>;
}

function instantText(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

function withUnixLines(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}

function leadingBlankLines(text: string): string {
  return /^(?:[ \t]*\n)*/.exec(text)?.[0] ?? '';
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}
