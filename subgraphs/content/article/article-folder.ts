import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseTopicFile, topicFileName } from '../topic/topic-file.ts';
import type { TopicData } from '../topic/topic.import.ts';
import type { ArticleFile } from './article-file.ts';
import { describeProblem, lineInFrontMatter, parseArticleFile } from './front-matter.ts';
import type { ImportProblem } from './article.import.ts';

/** An article with the file it was read from. */
interface ReadFile {
  name: string;
  text: string;
  article: ArticleFile;
}

/** A folder of articles, `*.md` with a `topics.yaml` beside them or not; a README is not an article. */
export interface ArticleFolder {
  files: ReadFile[];
  /** Null when the folder does not say which topics there are. */
  topics: TopicData[] | null;
  /** Each with its file and line: `grief.md:12: …`. */
  problems: string[];
}

export async function readArticleFolder(folder: string): Promise<ArticleFolder> {
  const names = (await readdir(folder)).toSorted();
  const result: ArticleFolder = { files: [], topics: null, problems: [] };
  if (names.includes(topicFileName)) {
    const parsed = parseTopicFile(await readFile(path.join(folder, topicFileName), 'utf8'));
    if ('topics' in parsed) result.topics = parsed.topics;
    else
      result.problems.push(
        ...parsed.problems.map(({ line, message }) => `${topicFileName}:${line}: ${message}`),
      );
  }
  for (const name of names.filter((name) => name.endsWith('.md') && !/^readme\.md$/i.test(name))) {
    const text = await readFile(path.join(folder, name), 'utf8');
    const parsed = parseArticleFile(text);
    if ('article' in parsed) result.files.push({ name, text, article: parsed.article });
    else result.problems.push(...parsed.problems.map((problem) => describeProblem(name, problem)));
  }
  return result;
}

/** What the import found wrong, with the file and the line of the value at fault. */
export function locate(problems: readonly ImportProblem[], files: readonly ReadFile[]): string[] {
  return problems.map(({ file, path: place, message }) => {
    const { name, text } = files[file]!;
    return `${name}:${lineInFrontMatter(text, place)}: ${message}`;
  });
}
