import { readFile, writeFile } from 'node:fs/promises';
import { projectPath } from '../subgraphs/shared/project-root.ts';
import { schemaArtifacts } from './artifacts.ts';

// `npm run schema` writes the artifacts; with `--check` it only says which are stale, for `npm run check`.
const check = process.argv.includes('--check');
const stale: string[] = [];
for (const [name, text] of Object.entries(schemaArtifacts())) {
  const file = projectPath('schema', name);
  if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
  stale.push(name);
  if (!check) await writeFile(file, text);
}
if (check && stale.length > 0) {
  process.stderr.write(`Stale in schema/: ${stale.join(', ')}. Run npm run schema and commit.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(stale.length === 0 ? 'The schema files are fresh.\n' : `Wrote ${stale.join(', ')}.\n`);
}
