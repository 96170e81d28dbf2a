import { Migration } from '@mikro-orm/migrations';
import { idempotencyTableSql } from '../../shared/idempotency.migration.ts';

/** Ahpra's registers by profession; a draft may still lack its registration. */
const registrationCheck = /* sql */ `
  (status = 'DRAFT' and registration_kind is null and registration_number is null and registration_association is null)
  or case
    when profession in ('CLINICAL_PSYCHOLOGIST', 'PSYCHOLOGIST') then
      registration_kind = 'AHPRA' and registration_association is null and registration_number ~ '^PSY[0-9]{10}$'
    when profession = 'PSYCHIATRIST' then
      registration_kind = 'AHPRA' and registration_association is null and registration_number ~ '^MED[0-9]{10}$'
    when profession = 'MENTAL_HEALTH_OCCUPATIONAL_THERAPIST' then
      registration_kind = 'AHPRA' and registration_association is null and registration_number ~ '^OCC[0-9]{10}$'
    else
      registration_kind = 'ASSOCIATION'
      and length(registration_association) between 1 and 120
      and length(registration_number) between 1 and 40
  end`;

export class Therapists extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table therapist (
        id text primary key check (id like 'therapist\\_%'),
        slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
        name text not null check (length(name) between 1 and 120),
        pronouns text check (length(pronouns) between 1 and 40),
        photo_url text check (photo_url ~ '^(/[^/]|https://)' and length(photo_url) <= 500),
        headline text not null check (length(headline) <= 160),
        bio_markdown text not null check (length(bio_markdown) <= 10000),
        profession text not null check (profession in (
          'CLINICAL_PSYCHOLOGIST', 'PSYCHOLOGIST', 'COUNSELLOR', 'PSYCHOTHERAPIST', 'MENTAL_HEALTH_SOCIAL_WORKER',
          'MENTAL_HEALTH_OCCUPATIONAL_THERAPIST', 'PSYCHIATRIST')),
        state text not null check (state in ('ACT', 'NSW', 'NT', 'QLD', 'SA', 'TAS', 'VIC', 'WA')),
        time_zone text not null check (time_zone ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)+$'),
        languages text[] not null check (
          cardinality(languages) between 1 and 20
          and array_position(languages, null) is null
          and array_to_string(languages, ',') ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*(,[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)*$'),
        approaches text[] not null check (array_position(approaches, null) is null),
        concerns text[] not null check (array_position(concerns, null) is null),
        client_groups text[] not null check (array_position(client_groups, null) is null),
        registration_kind text,
        registration_number text,
        registration_association text,
        status text not null check (status in ('DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED')),
        accepting_new_clients boolean not null,
        practising_since integer check (practising_since between 1940 and 2200),
        owner_subject text unique check (length(owner_subject) between 1 and 255),
        joined_at timestamptz not null,
        profile_version bigint not null default 0,
        constraint therapist_registration check (coalesce(${registrationCheck}, false))
      );
      ${idempotencyTableSql}`);
  }
}
