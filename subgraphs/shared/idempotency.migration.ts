/** For every subgraph's migrations: one row for each key an actor has used, with what came of it. */
export const idempotencyTableSql = /* sql */ `
  create table idempotency (
    actor text not null,
    key text not null,
    operation text not null,
    input_hash text not null,
    outcome jsonb,
    created_at timestamptz not null,
    primary key (actor, key)
  );
  create index on idempotency (created_at);`;
