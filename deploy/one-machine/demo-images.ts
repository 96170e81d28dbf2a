import { readFile } from 'node:fs/promises';
import { projectPath } from '../../subgraphs/shared/project-root.ts';

/** Answers `/demo/images/...`: the pictures that the demonstration data name, so that no address in it leads nowhere. */
export async function answerDemoImage(pathname: string): Promise<Response | null> {
  const name = /^\/demo\/images\/((?:[a-z0-9-]+\/)*[a-z0-9-]+\.svg)$/.exec(pathname)?.[1];
  if (name === undefined) return null;
  const image = await readFile(projectPath('deploy', 'demo', 'images', name)).catch(() => null);
  if (image === null) return null;
  const headers = {
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=86400',
    // An SVG opened by itself is a document; this one runs nothing and loads nothing.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  };
  return new Response(new Uint8Array(image), { headers });
}
