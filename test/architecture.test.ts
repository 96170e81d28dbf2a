import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectPath, projectRoot } from '../subgraphs/shared/project-root.ts';

// What docs say of the house's layout, held by reading its import statements.

interface Import {
  /** A file, from the project's root, or a package. */
  target: string;
  /** Gone once the types are. */
  isTypeOnly: boolean;
  /** The statement's text before `from`. */
  names: string;
}

const topFolders = ['bench', 'deploy', 'gateway', 'schema', 'subgraphs', 'test'];
const files = topFolders.flatMap((folder) =>
  readdirSync(projectPath(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name))),
);
const textOf = new Map(files.map((file) => [file, readFileSync(projectPath(file), 'utf8')]));
const importsOf = new Map(files.map((file) => [file, readImports(file)]));

function readImports(file: string): Import[] {
  const text = `\n${textOf.get(file)!}`;
  const mentions = text.matchAll(
    /^(?:(?:import|export)\b[^'\n]*|\}) from '([^'\n]+)'|^import '([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm,
  );
  return [...mentions].map((mention) => {
    const target = mention[1] ?? mention[2] ?? mention[3]!;
    const end = mention.index + mention[0].length;
    const start = Math.max(text.lastIndexOf('\nimport ', end), text.lastIndexOf('\nexport ', end));
    const names = text
      .slice(start, end)
      .replace(/ from '[^']*'$/, '')
      .trim();
    return {
      target: target.startsWith('.') ? path.join(path.dirname(file), target) : target,
      isTypeOnly: mention[1] !== undefined && /^(import|export) type\b/.test(names),
      names,
    };
  });
}

/** Every import that breaks the rule, as `file imports target`. */
function offences(
  within: string,
  isWrong: (target: string, file: string, each: Import) => boolean,
): string[] {
  return files
    .filter((file) => file.startsWith(within))
    .flatMap((file) =>
      importsOf
        .get(file)!
        .filter((each) => isWrong(each.target, file, each))
        .map(({ target }) => `${file} imports ${target}`),
    );
}

const isIn = (target: string, ...folders: string[]) =>
  folders.some((folder) => target === folder || target.startsWith(`${folder}/`));
const subgraphOf = (file: string) => /^subgraphs\/(\w+)\//.exec(file)?.[1];

it('reads the imports of the whole project', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(importsOf.get('subgraphs/shared/serve.ts')).toContainEqual({
    target: 'subgraphs/shared/errors.ts',
    isTypeOnly: false,
    names: 'import { maskError }',
  });
  expect(importsOf.get('subgraphs/shared/serve.ts')).toContainEqual(
    expect.objectContaining({ target: 'subgraphs/shared/subgraph.ts', isTypeOnly: true }),
  );
  // An import whose file is not there was read wrongly.
  expect(offences('', (target) => /\.m?ts$/.test(target) && !textOf.has(target))).toEqual([]);
});

describe('dependencies run one way', () => {
  it('subgraphs never import each other, and shared imports none of them', () => {
    const isSibling = (target: string, file: string) =>
      subgraphOf(target) !== undefined && ![subgraphOf(file), 'shared'].includes(subgraphOf(target));
    expect(offences('subgraphs/', isSibling)).toEqual([]);
  });

  it('subgraphs import nothing of what is built on them', () => {
    expect(
      offences('subgraphs/', (target) => isIn(target, ...topFolders.filter((name) => name !== 'subgraphs'))),
    ).toEqual([]);
  });

  it('the gateway imports schema artifacts and no code of a subgraph, nor of what starts it', () => {
    const isForeign = (target: string) =>
      isIn(target, 'subgraphs', 'deploy', 'test', 'bench') && target !== 'subgraphs/shared/project-root.ts';
    expect(offences('gateway/', isForeign)).toEqual([]);
  });

  it('nothing that runs imports tests, and nothing but benches imports benches', () => {
    for (const folder of ['subgraphs/', 'gateway/', 'schema/', 'deploy/'])
      expect(offences(folder, (target) => isIn(target, 'test', 'bench'))).toEqual([]);
    expect(offences('test/', (target) => isIn(target, 'bench'))).toEqual([]);
  });

  it('nothing that is shipped imports a development dependency', () => {
    const { devDependencies } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const isDevelopment = (target: string, _file: string, { isTypeOnly }: Import) =>
      !isTypeOnly && Object.keys(devDependencies).some((name) => isIn(target, name));
    for (const folder of ['subgraphs/', 'gateway/', 'schema/'])
      expect(offences(folder, isDevelopment)).toEqual([]);
  });
});

describe('rules are pure', () => {
  /** Packages that compute and do nothing else. */
  const purePackages = new Set([
    'graphql',
    'reflect-metadata',
    'temporal-polyfill',
    'type-graphql',
    'typeid-js',
    'zod',
  ]);
  /** What of Node's own modules only computes. */
  const pureNames: Record<string, string[]> = {
    'node:net': ['BlockList', 'isIP', 'isIPv4', 'isIPv6', 'SocketAddress'],
    'node:crypto': ['createHash'],
    'node:path': ['default'],
  };
  const rules = files.filter((file) => /^(subgraphs|gateway)\/.*\.rules\.ts$/.test(file));

  /** What a file runs, through any number of files, with the way by which it comes there. */
  function reachedFrom(file: string): Map<string, { way: string[]; each: Import }> {
    const reached = new Map<string, { way: string[]; each: Import }>();
    const toVisit = [{ file, way: [file] }];
    for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
      for (const each of importsOf.get(next.file) ?? []) {
        if (each.isTypeOnly || reached.has(each.target)) continue;
        const way = [...next.way, each.target];
        reached.set(each.target, { way, each });
        toVisit.push({ file: each.target, way });
      }
    }
    return reached;
  }

  function isPure({ target, names }: Import): boolean {
    const code = textOf.get(target);
    if (code !== undefined) return !/\bprocess\.|\bfetch\(/.test(withoutComments(code));
    const allowed = pureNames[target];
    if (allowed === undefined) return purePackages.has(target);
    const taken = /^import (?:\{(.*)\}|(\w+))$/s.exec(names);
    return (taken?.[1] ?? (taken?.[2] && 'default') ?? '*')
      .split(',')
      .map((name) => name.trim().replace(/ as .*/, ''))
      .filter((name) => name !== '' && !name.startsWith('type '))
      .every((name) => allowed.includes(name));
  }

  it('there are some', () => {
    expect(rules.length).toBeGreaterThan(10);
  });

  it.each(rules)('%s reaches no database, no network, no file and no setting', (file) => {
    const impure = [...reachedFrom(file).values()].filter(({ each }) => !isPure(each));
    expect(impure.map(({ way }) => way.join(' > '))).toEqual([]);
  });

  it.each(rules)('%s takes time, chance and settings as arguments', (file) => {
    const code = withoutComments(textOf.get(file)!);
    expect(
      code.match(/\bnew Date\(\)|\bDate\.now\b|\bperformance\.|\bMath\.random\b|\bprocess\.|\bfetch\(/g),
    ).toBeNull();
  });
});

describe('settings', () => {
  it('are read from the environment in env.ts files and where processes start, and nowhere else', () => {
    const scripts = readFileSync(projectPath('package.json'), 'utf8');
    const starts = new Set(
      [...scripts.matchAll(/dist\/([\w/.-]+)\.js\b/g)].map(([, place]) => `${place}.ts`),
    );
    const exempt = new Set([
      // Hands its whole environment on to PostgreSQL's programs.
      'deploy/database/embedded-postgres.ts',
      // Asks whether npm started it, which is no setting of ours.
      'deploy/one-machine/stop-with-parent.ts',
    ]);
    const isAllowed = (file: string) =>
      isIn(file, 'test', 'bench') ||
      /(^|[/-])env\.ts$/.test(path.basename(file)) ||
      starts.has(file) ||
      exempt.has(file);
    const readers = files.filter((file) =>
      /\bprocess\s*\.\s*env\b|\{[^}]*\benv\b[^}]*\} = process\b/.test(withoutComments(textOf.get(file)!)),
    );
    expect(readers.length).toBeGreaterThan(2);
    expect(readers.filter((file) => !isAllowed(file))).toEqual([]);
  });
});

describe('names', () => {
  it('say the room: there are no barrels and no rooms for everything', () => {
    const shapeless = /^(index|utils?|helpers?|common|misc|constants)\.m?ts$/;
    expect(files.filter((file) => shapeless.test(path.basename(file)))).toEqual([]);
  });

  it('are imported from where they are made: no file only passes others on', () => {
    const passesOn = (file: string) => {
      const code = withoutComments(textOf.get(file)!).trim();
      return code !== '' && code.replaceAll(/^export [^;]*? from '[^']+';$/gm, '').trim() === '';
    };
    expect(files.filter(passesOn)).toEqual([]);
  });
});

it('no file names a registry, so that whoever installs is asked for theirs', () => {
  // What the repository ignores is not ours, and `.data` has sockets in it, which nothing should try to read.
  const ignored = new Set([
    '.git',
    ...readFileSync(projectPath('.gitignore'), 'utf8')
      .split('\n')
      .map((line) => line.replaceAll('/', '')),
  ]);
  const listed = readdirSync(projectRoot)
    .filter((name) => !ignored.has(name))
    .flatMap((name) => filesUnder(name));
  const hosts = [
    ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'],
    ['registry', 'npmmirror', 'com'],
    ['npm', 'pkg', 'github', 'com'],
    ['npm', 'jsr', 'io'],
  ].map((parts) => parts.join('.'));
  const text = listed.filter((file) =>
    /\.(c|m)?(ts|js|json|md|ya?ml|graphql|html|svg|txt)$|(^|\/)\.?\w+$|rc$/.test(file),
  );
  expect(text).toContain('package-lock.json');
  const naming = text.filter((file) => {
    const content = readFileSync(projectPath(file), 'utf8');
    return hosts.some((host) => content.includes(host)) || /"resolved": "https?:/.test(content);
  });
  expect(naming).toEqual([]);
});

function filesUnder(name: string): string[] {
  if (statSync(projectPath(name)).isFile()) return [name];
  return readdirSync(projectPath(name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)));
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
