import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { projectPath } from '../../subgraphs/shared/project-root.ts';

export interface IdeAsset {
  type: string;
  body: Buffer;
}

export interface IdeAssets {
  page: IdeAsset;
  /** By path; a path names the content, so it can be kept for ever. */
  files: ReadonlyMap<string, IdeAsset>;
}

const script = 'text/javascript; charset=utf-8';

/**
 * Everything that GraphiQL needs, out of one npm package: nothing comes from another host. It is a few megabytes, so it
 * is read when somebody first opens the IDE.
 *
 * @param base the path that the files are served under
 */
export async function readIdeAssets(base: string): Promise<IdeAssets> {
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql');
  const query = await readFile(projectPath('gateway/ide/article-page.graphql'), 'utf8');
  const options = {
    title: 'Rapport',
    logo,
    query,
    variables: JSON.stringify({ slug: 'why-the-relationship-matters' }, null, 2),
    headers: JSON.stringify({ authorization: '' }, null, 2),
    // What is typed there is a token: it must not stay in the browser's storage.
    shouldPersistHeaders: false,
    credentials: 'omit',
  };
  const contents = {
    'graphiql.js': { type: script, text: graphiql.js },
    'graphiql.css': { type: 'text/css; charset=utf-8', text: graphiql.css },
    'editor.worker.js': { type: script, text: graphiql.editorWorkerService },
    'json.worker.js': { type: script, text: graphiql.jsonWorker },
    'graphql.worker.js': { type: script, text: graphiql.graphqlWorker },
    'start.js': { type: script, text: startScript(options) },
  };
  const hash = createHash('sha256');
  for (const { text } of Object.values(contents)) hash.update(text);
  const folder = `${base}/${hash.digest('hex').slice(0, 12)}`;
  const files = Object.entries(contents).map(
    ([name, { type, text }]) => [`${folder}/${name}`, { type, body: Buffer.from(text) }] as const,
  );
  return {
    page: { type: 'text/html; charset=utf-8', body: Buffer.from(page(folder)) },
    files: new Map(files),
  };
}

/** Its own file, so that the page's content security policy need allow no script written into the page. */
function startScript(options: object): string {
  return `
const folder = document.currentScript.src.replace(/[^/]*$/, '');
const workers = { editorWorkerService: 'editor', json: 'json', graphql: 'graphql' };
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_, label) => folder + (workers[label] ?? 'editor') + '.worker.js',
};
const options = ${JSON.stringify(options)};
// A link may bring a question of its own (?query=…&variables=…); nothing runs before somebody presses the button.
const asked = new URLSearchParams(location.search);
if (asked.has('query')) Object.assign(options, { query: asked.get('query'), variables: asked.get('variables') ?? '' });
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), options);
`;
}

function page(folder: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Rapport</title>
    <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(logo)}" />
    <link rel="stylesheet" href="${folder}/graphiql.css" />
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript. Requests to this address with Accept: application/json do not.</noscript>
    <div id="root"></div>
    <script src="${folder}/graphiql.js" defer></script>
    <script src="${folder}/start.js" defer></script>
  </body>
</html>
`;
}

/** Two circles that overlap: two people in rapport. */
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
<circle cx="12" cy="16" r="9" fill="#2a7f7a" fill-opacity=".8"/><circle cx="20" cy="16" r="9" fill="#e08e45" fill-opacity=".8"/>
</svg>`;
