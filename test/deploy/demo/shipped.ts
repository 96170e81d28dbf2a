import { readdirSync, readFileSync } from 'node:fs';
import { cast } from '../../../deploy/demo/cast.ts';
import { parseCrisisLines, parseServices, parseTopics } from '../../../deploy/demo/content/demo-content.ts';
import type { ArticleFile } from '../../../subgraphs/content/article/article-file.ts';
import { describeProblem, parseArticleFile } from '../../../subgraphs/content/article/front-matter.ts';
import { parseSelfTest } from '../../../subgraphs/content/self-test/self-test.definition.ts';
import { projectPath } from '../../../subgraphs/shared/project-root.ts';

// The demonstration's files as they ship, for the tests that hold them to each other.

export interface ShippedArticle {
  file: string;
  text: string;
  article: ArticleFile;
}

const textOf = (...path: string[]) => readFileSync(projectPath(...path), 'utf8');
const filesIn = (...path: string[]) => readdirSync(projectPath(...path)).toSorted();
const content = (name: string) => textOf('deploy', 'demo', 'content', name);

export const topics = parseTopics(content('topics.yaml'));
export const services = parseServices(content('services.yaml'));
export const crisisLines = parseCrisisLines(content('crisis-lines.yaml'));
export const therapists: ReadonlySet<string> = new Set(cast.map(({ slug }) => slug));

export const articles: ShippedArticle[] = filesIn('deploy', 'demo', 'articles').map((file) => {
  const text = textOf('deploy', 'demo', 'articles', file);
  const parsed = parseArticleFile(text);
  if ('article' in parsed) return { file, text, article: parsed.article };
  throw new Error(parsed.problems.map((problem) => describeProblem(file, problem)).join('\n'));
});

export const selfTests = filesIn('subgraphs', 'content', 'self-test', 'data').map((file) =>
  parseSelfTest(textOf('subgraphs', 'content', 'self-test', 'data', file)),
);

/** Every picture that ships: the address it is served at, and its source. */
export const pictures: ReadonlyMap<string, string> = new Map(
  ['heroes', 'figures', 'therapists'].flatMap((folder) =>
    filesIn('deploy', 'demo', 'images', folder).map((file): [string, string] => [
      `/demo/images/${folder}/${file}`,
      textOf('deploy', 'demo', 'images', folder, file),
    ]),
  ),
);
