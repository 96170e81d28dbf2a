import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { projectPath } from '../../subgraphs/shared/project-root.ts';

/** A process of ours that a test has started from the build. */
export interface StartedProcess {
  child: ChildProcess;
  /** All it has said so far, on standard output and standard error. */
  output(): string;
  /** Resolves when the output holds the text; rejects when the process ends before. */
  says(text: string): Promise<void>;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a compiled entry point (`deploy/one-machine/main.js`) with these settings and no others of the machine's. */
export function startProcess(
  entry: string,
  env: Record<string, string>,
  args: string[] = [],
): StartedProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [projectPath('dist', entry), ...args], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  return {
    child,
    output: () => output,
    exited,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => void (output.includes(text) && resolve());
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        look();
        void exited.then(() => reject(new Error(`It ended without saying "${text}":\n${output}`)));
      }),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
