import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDevelopmentIssuer } from '../../../deploy/development-issuer/issuer.ts';
import { createAuthenticate } from '../../../subgraphs/shared/viewer.ts';
import { startProcess } from '../../support/processes.ts';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'rapport-issuer-'));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

async function runToken(args: string[], env: Record<string, string> = {}) {
  const process = startProcess(
    'deploy/development-issuer/token.js',
    { DATA_FOLDER: dataFolder, ...env },
    args,
  );
  const { code } = await process.exited;
  return { code, output: process.output() };
}

it('signs a token that the one-machine start accepts, for the person and role asked for', async () => {
  const { code, output } = await runToken(['--role', 'therapist', '--as', 'Amelia Hartnell'], {
    PORT: '4999',
  });
  expect(code).toBe(0);
  const issuer = await openDevelopmentIssuer({
    dataFolder,
    nodeEnv: undefined,
  });
  const viewer = await createAuthenticate(issuer.tokens)(`Bearer ${output.trim()}`);
  expect(viewer).toMatchObject({ subject: 'dev|amelia-hartnell', name: 'Amelia Hartnell' });
  expect([...viewer!.roles]).toEqual(['therapist']);
});

it('signs for as long as is asked', async () => {
  const { output } = await runToken(['--role', 'client', '--as', 'Robin', '--expires-in=-60']);
  const issuer = await openDevelopmentIssuer({
    dataFolder,
    nodeEnv: undefined,
  });
  await expect(createAuthenticate(issuer.tokens)(`Bearer ${output.trim()}`)).rejects.toThrow('has expired');
});

it('does not work in production', async () => {
  const { code, output } = await runToken(['--role', 'client', '--as', 'Robin'], { NODE_ENV: 'production' });
  expect(code).toBe(1);
  expect(output).toBe('The development issuer does not work with NODE_ENV=production; set OIDC_ISSUER.\n');
});

it.for([[[]], [['--role', 'owner', '--as', 'Robin']], [['--role', 'client']], [['--rolle', 'client']]])(
  'answers %j with its usage',
  async ([args]) => {
    const { code, output } = await runToken(args!);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^Usage: npm run token -- --role client\|therapist\|editor\|admin --as NAME[^\n]*\n$/,
    );
  },
);
