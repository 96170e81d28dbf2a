import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder that holds package.json: the code runs from `dist/` as well as from source, so no depth can be assumed. */
export const projectRoot = findProjectRoot(import.meta.dirname);

/** Absolute path of a file that ships with the project, from its path relative to the project's root. */
export function projectPath(...segments: string[]): string {
  return path.join(projectRoot, ...segments);
}

function findProjectRoot(from: string): string {
  let folder = from;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}
