import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { subgraphUnavailable } from '../errors.ts';
import { answeredKeys } from './answered-keys.ts';
import { findEntities, mergeEntities, pathOf, type Entities, type Path } from './entities.ts';
import { mergeInto, type JsonObject } from './json.ts';
import type { EntityBatch, EntityFetch, RootFetch, Step } from './query-plan.ts';
import { applyRewrites } from './rewrites.ts';
import { aliasPrefix } from './selection.ts';
import { typeNameOf } from './type-condition.ts';

/** An error as a subgraph gave it. */
export type SubgraphError = NonNullable<ExecutionResult['errors']>[number];

export interface SubgraphCall {
  document: DocumentNode;
  variables: JsonObject;
  isMutation: boolean;
}

/** One execution of a plan. `data` fills up as the steps run. */
export interface PlanRun {
  /** The supergraph's API schema, to tell types apart by. */
  schema: GraphQLSchema;
  variables: Readonly<Record<string, unknown>>;
  isMutation: boolean;
  data: JsonObject;
  /** Objects in `data` of entities that a subgraph does not know. */
  absent: WeakSet<JsonObject>;
  call: (service: string, request: SubgraphCall) => Promise<ExecutionResult>;
  /** Takes each error of a subgraph, once for every place in the response that it concerns. */
  onError: (service: string, error: SubgraphError, path: Path | undefined) => void;
}

/** The subgraph refused the whole request, not a part of it: so the gateway does. */
export class RequestRefused extends Error {
  override name = 'RequestRefused';
  constructor(readonly refusal: SubgraphError) {
    super(refusal.message);
  }
}

/** @throws RequestRefused when a subgraph does not accept who asks */
export async function runStep(run: PlanRun, step: Step): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const each of step.steps) await runStep(run, each);
      return;
    case 'parallel':
      if (run.isMutation) return runInOrder(run, step.steps);
      await Promise.all(step.steps.map((each) => runStep(run, each)));
      return;
    case 'root':
      return fetchRoot(run, step);
    case 'entities':
      return fetchEntities(run, step);
  }
}

/** What belongs to the mutations so far is read before the next one changes it. */
async function runInOrder(run: PlanRun, steps: readonly Step[]): Promise<void> {
  const changes = (step: Step) => (step.kind === 'root' && step.isMutation ? 1 : 0);
  for (const step of steps.toSorted((a, b) => changes(a) - changes(b))) await runStep(run, step);
}

async function fetchRoot(run: PlanRun, step: RootFetch): Promise<void> {
  const { data, errors } = await call(run, step, {});
  const missing = () => answeredKeys(step.document, step.answers, null).map((key) => clientPath([key]));
  report(run, step.service, { data, errors }, missing, (path) => [clientPath(path)]);
  if (!data) return;
  applyRewrites(run.schema, data, step.outputRewrites);
  mergeInto(run.data, data);
}

async function fetchEntities(run: PlanRun, step: EntityFetch): Promise<void> {
  const found = step.batches.map((batch) => ({ batch, entities: findEntities(run.schema, batch, run.data) }));
  if (found.every(({ entities }) => entities.representations.length === 0)) return;
  const representations = found.map(({ batch, entities }) => [
    batch.representations,
    entities.representations,
  ]);
  const { data, errors } = await call(run, step, Object.fromEntries(representations) as JsonObject);
  const missingOf = (batch: EntityBatch, entities: Entities, index: number): Path[] => {
    const representation = entities.representations[index];
    const typeName = (representation && typeNameOf(representation)) ?? null;
    const keys = answeredKeys(step.document, batch.answers, typeName);
    return (entities.places[index] ?? []).flatMap((place) =>
      keys.map((key) => clientPath([...pathOf(place), key])),
    );
  };
  const missing = () =>
    found.flatMap(({ batch, entities }) =>
      entities.places.flatMap((_, index) => missingOf(batch, entities, index)),
    );
  report(run, step.service, { data, errors }, missing, ([key, index, ...rest]) => {
    const at = found.find(({ batch }) => batch.key === key);
    if (!at || typeof index !== 'number') return missing();
    if (rest.length === 0) return missingOf(at.batch, at.entities, index);
    return (at.entities.places[index] ?? []).map((place) => clientPath([...pathOf(place), ...rest]));
  });
  for (const { batch, entities } of found) {
    mergeEntities(run.schema, batch, entities, data?.[batch.key], run.absent);
  }
}

async function call(
  run: PlanRun,
  step: RootFetch | EntityFetch,
  variables: JsonObject,
): Promise<ExecutionResult> {
  for (const name of step.variables) {
    if (Object.hasOwn(run.variables, name)) variables[name] = run.variables[name];
  }
  const { document, isMutation } = step;
  const result = await run.call(step.service, { document, variables, isMutation });
  if (result.data || result.errors?.length) return result;
  return { errors: [subgraphUnavailable(step.service)] };
}

/** Passes the errors on, each at the places that it leaves empty. */
function report(
  run: PlanRun,
  service: string,
  { data, errors }: ExecutionResult,
  missing: () => Path[],
  placesOf: (path: Path) => Path[],
): void {
  for (const error of errors ?? []) {
    if (error.path) for (const path of placesOf(error.path)) run.onError(service, error, path);
    else if (data) run.onError(service, error, undefined);
    else if (error.extensions?.code === 'UNAUTHENTICATED') throw new RequestRefused(error);
    else for (const path of missing()) run.onError(service, error, path);
  }
}

/** A path in the data as the client knows it. */
function clientPath(path: Path): Path {
  return path.map((key) =>
    typeof key === 'string' && key.startsWith(aliasPrefix) ? key.slice(aliasPrefix.length) : key,
  );
}
