import { runSubgraph } from '../shared/run.ts';
import { therapistsEnv, therapistsOptions } from './therapists.env.ts';
import { openTherapists } from './therapists.ts';

await runSubgraph('therapists', therapistsEnv, (settings, env) =>
  openTherapists({ ...settings, ...therapistsOptions(env) }),
);
