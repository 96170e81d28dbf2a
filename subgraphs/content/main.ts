import { runSubgraph } from '../shared/run.ts';
import { openContent } from './content.ts';

await runSubgraph('content', openContent);
