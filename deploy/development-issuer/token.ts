import { parseArgs } from 'node:util';
import { SettingsError } from '../../subgraphs/shared/env.ts';
import { exitOnFailure } from '../../subgraphs/shared/run.ts';
import { roles, type Role } from '../../subgraphs/shared/viewer.ts';
import { readOneMachineEnv } from '../one-machine/env.ts';
import { openDevelopmentIssuer } from './issuer.ts';

const usage = `Usage: npm run token -- --role ${roles.join('|')} --as NAME [--expires-in SECONDS]`;

await exitOnFailure(async () => {
  const env = readOneMachineEnv();
  const { role, as, expiresIn } = readArguments();
  const issuer = await openDevelopmentIssuer({ dataFolder: env.dataFolder, nodeEnv: env.NODE_ENV });
  process.stdout.write(`${await issuer.sign({ role, as, expiresIn })}\n`);
});

function readArguments(): { role: Role; as: string; expiresIn: number } {
  const { values } = parsed();
  const role = roles.find((known) => known === values.role);
  const expiresIn = Number(values['expires-in'] ?? 24 * 3600);
  if (role === undefined || !values.as || !/[\p{L}\p{N}]/u.test(values.as) || !Number.isInteger(expiresIn)) {
    throw new SettingsError(usage);
  }
  return { role, as: values.as, expiresIn };
}

function parsed() {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ options: { role: text, as: text, 'expires-in': text } });
  } catch {
    throw new SettingsError(usage);
  }
}
