import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseArticleFile } from '../../subgraphs/content/article/front-matter.ts';
import { projectPath } from '../../subgraphs/shared/project-root.ts';

it('shows editors an article file that would be imported', async () => {
  const page = await readFile(projectPath('docs', 'articles.md'), 'utf8');
  const [, example = ''] = /```markdown\n([^]*?)```/.exec(page) ?? [];
  expect(parseArticleFile(example)).toMatchObject({
    article: { slug: 'grief-keeps-no-timetable', status: 'PUBLISHED', body: 'The text.\n' },
  });
});
