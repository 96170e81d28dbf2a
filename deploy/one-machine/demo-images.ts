import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { projectPath } from '../../subgraphs/shared/project-root.ts';

/**
 * Answers `/demo/images/...`: the pictures that the demonstration data name, so that no address in it leads nowhere.
 *
 * @returns whether there was such a picture
 */
export async function answerDemoImage(pathname: string, response: ServerResponse): Promise<boolean> {
  const name = /^\/demo\/images\/((?:[a-z0-9-]+\/)*[a-z0-9-]+\.svg)$/.exec(pathname)?.[1];
  if (name === undefined) return false;
  const image = await readFile(projectPath('deploy', 'demo', 'images', name)).catch(() => null);
  if (image === null) return false;
  response.writeHead(200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
    // An SVG opened by itself is a document; this one runs nothing and loads nothing.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    // A page of another site may show it, as it may ask the graph.
    'cross-origin-resource-policy': 'cross-origin',
  });
  response.end(image);
  return true;
}
