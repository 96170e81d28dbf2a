import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  jsonOf,
  optional,
  parseSettings,
  portNumber,
  postgresUrl,
  SettingsError,
  sharedSettings,
  tokenSettings,
} from '../../../subgraphs/shared/env.ts';
import { projectPath } from '../../../subgraphs/shared/project-root.ts';

const shape = z.object({
  ...sharedSettings,
  DATABASE_URL: postgresUrl,
  PORT: optional(portNumber),
  SIGNING_KEY: optional(jsonOf(z.object({ kid: z.string(), d: z.string() }))),
  FOLDER: z.string().min(1).default('.data'),
});
const good = { DATABASE_URL: 'postgresql://content:s3cret@localhost:5432/rapport' };

function faultOf(source: NodeJS.ProcessEnv): string {
  try {
    parseSettings(shape, source);
    return 'nothing is wrong';
  } catch (error) {
    return error instanceof SettingsError ? error.message : 'another error';
  }
}

describe('settings', () => {
  it('have defaults where one is safe', () => {
    expect(parseSettings(shape, good)).toEqual({
      ...good,
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      HOST: '0.0.0.0',
      OIDC_AUDIENCE: 'rapport',
      FOLDER: '.data',
    });
  });

  it('that are empty are not set', () => {
    const empty = {
      LOG_LEVEL: '',
      HOST: '',
      OIDC_ISSUER: '',
      OIDC_AUDIENCE: '',
      PORT: '',
      SIGNING_KEY: '',
      FOLDER: '',
    };
    expect(parseSettings(shape, { ...good, ...empty })).toEqual(parseSettings(shape, good));
    expect(faultOf({ DATABASE_URL: '' })).toBe('Wrong settings: DATABASE_URL is missing. See .env.example.');
  });

  it('are read as what they are', () => {
    const read = parseSettings(shape, { ...good, PORT: '4001', SIGNING_KEY: '{"kid":"a","d":"b"}' });
    expect(read).toMatchObject({ PORT: 4001, SIGNING_KEY: { kid: 'a', d: 'b' } });
    expect(parseSettings(z.object({ PORT: optional(portNumber) }), { PORT: '0' })).toEqual({ PORT: 0 });
  });

  it('that are wrong are all named in one line, with no value', () => {
    const fault = faultOf({
      DATABASE_URL: 'mysql://root:hunter2@db',
      PORT: 'hunter2',
      LOG_LEVEL: 'hunter2',
      PUBLIC_URL: 'ftp://hunter2',
      OIDC_JWKS_URL: 'hunter2',
      SIGNING_KEY: '{"kid":"hunter2","d":7}',
    });
    for (const name of ['DATABASE_URL', 'PORT', 'LOG_LEVEL', 'PUBLIC_URL', 'OIDC_JWKS_URL', 'SIGNING_KEY.d'])
      expect(fault).toMatch(new RegExp(`(: |; )${name} (?!is missing)`));
    expect(fault).not.toContain('hunter2');
    expect(fault).not.toContain('\n');
    expect(fault.match(/; /g)).toHaveLength(5);
  });

  it.each(['-1', '65536', '4000.5', 'http', '0x', 'NaN'])('do not take %s for a port', (PORT) => {
    expect(faultOf({ ...good, PORT })).toMatch(/^Wrong settings: PORT (?!is missing)/);
  });

  it.each(['no json', '[]', '{"kid":"a"}', '"x"'])('do not take %s for a key', (SIGNING_KEY) => {
    expect(faultOf({ ...good, SIGNING_KEY })).toMatch(/^Wrong settings: SIGNING_KEY/);
  });
});

describe('the .env file', () => {
  let project: string;

  beforeAll(async () => {
    project = await mkdtemp(path.join(tmpdir(), 'rapport-env-'));
    await cp(projectPath('package.json'), path.join(project, 'package.json'));
    await cp(projectPath('subgraphs', 'shared'), path.join(project, 'subgraphs', 'shared'), {
      recursive: true,
    });
    await symlink(projectPath('node_modules'), path.join(project, 'node_modules'));
    await writeFile(
      path.join(project, 'print.ts'),
      `import { loadEnvFile } from './subgraphs/shared/env.ts';
       loadEnvFile();
       console.log(JSON.stringify([process.env.FIRST, process.env.SECOND, process.env.THIRD]));`,
    );
    await writeFile(
      path.join(project, 'read.ts'),
      `import { z } from 'zod';
       import { readSubgraphEnv } from './subgraphs/shared/env.ts';
       try {
         const { common, own } = readSubgraphEnv('content', { OWN: z.coerce.number() });
         console.log(JSON.stringify({ ...common, own: own.OWN, oidc: undefined }));
       } catch (error) {
         console.log(JSON.stringify(error.message));
       }`,
    );
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  /** What a process of its own sees, started anywhere, with the file beside package.json. */
  async function seen(
    file: string | null,
    env: NodeJS.ProcessEnv = {},
    script = 'print.ts',
  ): Promise<unknown> {
    const place = path.join(project, '.env');
    if (file === null) await rm(place, { force: true });
    else await writeFile(place, file);
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(project, script)], {
      cwd: '/',
      env: { ...env, NODE_NO_WARNINGS: '1' },
    });
    return JSON.parse(stdout);
  }

  it('gives what the environment does not say', async () => {
    const file = '# a comment\nFIRST=file\n\nSECOND="with spaces # and a hash"\nTHIRD={"kid":"a"} \n';
    expect(await seen(file, { FIRST: 'environment' })).toEqual([
      'environment',
      'with spaces # and a hash',
      '{"kid":"a"}',
    ]);
  });

  it('serves all subgraphs: each takes what bears its name', async () => {
    const file =
      'CONTENT_DATABASE_URL=postgresql://content@db/r\nBOOKINGS_PORT=1\nPUBLIC_URL=https://r.test/\nOWN=7';
    expect(await seen(file, {}, 'read.ts')).toEqual({
      databaseUrl: 'postgresql://content@db/r',
      port: 4003,
      host: '0.0.0.0',
      logLevel: 'info',
      publicUrl: 'https://r.test',
      own: 7,
    });
    expect(await seen('CONTENT_PORT=x', {}, 'read.ts')).toMatch(
      /^Wrong settings: CONTENT_DATABASE_URL is missing; CONTENT_PORT must be .*; OWN is missing. See .env.example.$/,
    );
  });

  it('need not be there', async () => {
    expect(await seen(null, { FIRST: 'environment' })).toEqual(['environment', null, null]);
  });
});

describe('the issuer of tokens', () => {
  const env = { OIDC_AUDIENCE: 'rapport' };

  it('is nobody when none is set', async () => {
    expect(await tokenSettings(env)).toBeNull();
  });

  it('is believed about the address of its keys, unless that is set', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/realm/.well-known/openid-configuration')
        return void response.end(JSON.stringify({ jwks_uri: 'https://keys.test/jwks' }));
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`;
    for (const OIDC_ISSUER of [issuer, `${issuer}/`])
      expect(await tokenSettings({ ...env, OIDC_ISSUER })).toEqual({
        issuer: OIDC_ISSUER,
        audience: 'rapport',
        keys: new URL('https://keys.test/jwks'),
      });
    const set = { ...env, OIDC_ISSUER: issuer, OIDC_JWKS_URL: 'https://elsewhere.test/keys' };
    expect(await tokenSettings(set)).toMatchObject({ keys: new URL('https://elsewhere.test/keys') });
    await expect(tokenSettings({ ...env, OIDC_ISSUER: `${issuer}/other` })).rejects.toThrow(
      /^OIDC_ISSUER has no readable discovery document at .*; set OIDC_JWKS_URL\.$/,
    );
    server.close();
    await expect(tokenSettings({ ...env, OIDC_ISSUER: issuer })).rejects.toBeInstanceOf(SettingsError);
  });
});
