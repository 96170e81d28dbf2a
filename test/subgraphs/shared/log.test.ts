import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { projectPath } from '../../../subgraphs/shared/project-root.ts';

/** What a process of its own writes, given lines that use `log`. */
function written(level: string, lines: string): { stdout: string; entries: Record<string, unknown>[] } {
  const script = `import { createLog } from ${JSON.stringify(projectPath('subgraphs/shared/log.ts'))};
    const log = createLog(${JSON.stringify(level)}); ${lines}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const entries = stderr.split('\n').filter((line) => line !== '');
  return { stdout, entries: entries.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

it('writes lines of JSON to standard error, from its level up, and never what tells of people', () => {
  const { stdout, entries } = written(
    'info',
    `log.debug('not this');
     log.info({ requestId: 'r1', authorization: 'Bearer s3cret', email: 'ada@example.com', token: 's3cret' }, 'asked');
     log.info({ headers: { authorization: 'Bearer s3cret', accept: '*/*' } }, 'headers');
     // As MikroORM tells of a row that PostgreSQL refused, with a line break in the row.
     const detail = 'Failing row contains (ada\\nada@example.com).';
     const said = 'duplicate key value violates unique constraint "client_email_key"\\n - detail: ' + detail;
     const cause = Object.assign(new Error(said), {
       code: '23505', constraint: 'client_email_key', detail, parameters: ['ada@example.com'], where: 'ada@example.com' });
     log.error({ err: cause }, 'failed');
     log.error({ err: Object.assign(new Error('while booking', { cause }), { query: 'ada@example.com' }) }, 'wrapped');
     log.error({ err: 'thrown text' }, 'odd');`,
  );
  expect(stdout).toBe('');
  expect(entries.map(({ msg }) => msg)).toEqual(['asked', 'headers', 'failed', 'wrapped', 'odd']);
  expect(entries[0]).toMatchObject({ requestId: 'r1' });
  expect(JSON.stringify(entries)).not.toMatch(/s3cret|ada@example/);
  const failure = { type: 'Error', code: '23505', constraint: 'client_email_key' };
  expect(entries[2]).toMatchObject({ err: failure });
  expect(entries[2]).toMatchObject({ err: { message: expect.stringContaining('duplicate key') as string } });
  expect(entries[2]).toMatchObject({ err: { stack: expect.stringContaining('    at ') as string } });
  expect(entries[3]).toMatchObject({ err: { message: 'while booking', cause: failure } });
  expect(entries[4]).toMatchObject({ err: 'thrown text' });
});
