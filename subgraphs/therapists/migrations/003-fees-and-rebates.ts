import { Migration } from '@mikro-orm/migrations';

export class FeesAndRebates extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table fee (
        therapist_id text not null references therapist (id),
        kind text not null check (kind in ('CONSULTATION', 'SESSION')),
        effective_from date not null,
        cents integer not null check (cents between 0 and 1000000),
        primary key (therapist_id, kind, effective_from),
        constraint consultation_is_free check (kind <> 'CONSULTATION' or cents = 0)
      );

      -- Medicare rebates under Better Access, by the date of the appointment. A profession without a row has none.
      create table rebate (
        profession text not null,
        min_minutes integer not null check (min_minutes > 0),
        effective_from date not null,
        cents integer not null check (cents >= 0),
        primary key (profession, min_minutes, effective_from)
      );
      insert into rebate (profession, min_minutes, effective_from, cents) values
        ('CLINICAL_PSYCHOLOGIST', 50, '2025-07-01', 14525),
        ('PSYCHOLOGIST', 50, '2025-07-01', 9895),
        ('CLINICAL_PSYCHOLOGIST', 50, '2026-07-01', 14905),
        ('PSYCHOLOGIST', 50, '2026-07-01', 10155),
        ('MENTAL_HEALTH_OCCUPATIONAL_THERAPIST', 50, '2026-07-01', 8950),
        ('MENTAL_HEALTH_SOCIAL_WORKER', 50, '2026-07-01', 8950);`);
  }
}
