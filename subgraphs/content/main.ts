import { runSubgraph } from '../shared/run.ts';
import { contentEnv, contentOptions } from './content.env.ts';
import { openContent } from './content.ts';

await runSubgraph('content', contentEnv, (settings, env) =>
  openContent({ ...settings, ...contentOptions(env, settings.publicUrl) }),
);
