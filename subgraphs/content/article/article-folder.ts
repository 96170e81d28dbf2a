import { isUtf8 } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
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
  /** The text of a file; null, and a problem, when it is none. */
  const textOf = async (name: string): Promise<string | null> => {
    const read = await readText(path.join(folder, name));
    if (typeof read === 'string') return read;
    result.problems.push(`${name}:${read.line}: ${read.message}`);
    return null;
  };
  const topicText = names.includes(topicFileName) ? await textOf(topicFileName) : null;
  if (topicText !== null) {
    const parsed = parseTopicFile(topicText);
    if ('topics' in parsed) result.topics = parsed.topics;
    else
      result.problems.push(
        ...parsed.problems.map(({ line, message }) => `${topicFileName}:${line}: ${message}`),
      );
  }
  for (const name of names.filter((name) => name.endsWith('.md') && !/^readme\.md$/i.test(name))) {
    const text = await textOf(name);
    if (text === null) continue;
    const parsed = parseArticleFile(text);
    if ('article' in parsed) result.files.push({ name, text, article: parsed.article });
    else result.problems.push(...parsed.problems.map((problem) => describeProblem(name, problem)));
  }
  return result;
}

/** A file in another encoding would come in with its letters broken, and nobody would be told. */
async function readText(file: string): Promise<string | { line: number; message: string }> {
  if (!(await stat(file)).isFile()) return { line: 1, message: 'This is no file.' };
  const bytes = await readFile(file);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', start)) {
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
    line += 1;
  }
  return { line, message: 'This is not UTF-8 text.' };
}

/** What the import found wrong, with the file and the line of the value at fault. */
export function locate(problems: readonly ImportProblem[], files: readonly ReadFile[]): string[] {
  return problems.map(({ file, path: place, message }) => {
    const { name, text } = files[file]!;
    return `${name}:${lineInFrontMatter(text, place)}: ${message}`;
  });
}
