import type { Ask } from '../../../support/subgraph.ts';

/** What the subgraph answers for a therapist that the gateway names; a thrown error of GraphQL fails the test. */
export async function therapistFields<Fields>(
  ask: Ask,
  id: string,
  fields: string,
  token?: string,
): Promise<Fields> {
  const { data, errors } = await ask<{ _entities: [Fields] }>(
    `query ($therapist: _Any!) { _entities(representations: [$therapist]) { ... on Therapist { ${fields} } } }`,
    { variables: { therapist: { __typename: 'Therapist', id } }, token },
  );
  if (errors !== undefined) throw Object.assign(new Error(errors[0]!.message), { ...errors[0]!.extensions });
  const { _entities: entities } = data!;
  return entities[0];
}
