import { runSubgraph } from '../shared/run.ts';
import { openTherapists } from './therapists.ts';

await runSubgraph('therapists', openTherapists);
