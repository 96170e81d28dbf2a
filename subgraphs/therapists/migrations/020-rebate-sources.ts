import { Migration } from '@mikro-orm/migrations';

/** The video items of the schedule, since appointments are held online; in person the same amounts stand under 80010, 80110, 80135 and 80160. */
const videoItems = {
  CLINICAL_PSYCHOLOGIST: '91167',
  PSYCHOLOGIST: '91170',
  MENTAL_HEALTH_OCCUPATIONAL_THERAPIST: '91173',
  MENTAL_HEALTH_SOCIAL_WORKER: '91176',
};

/** Every amount says where it is from, so that whoever adds next July's can look in the same place. */
export class RebateSources extends Migration {
  override up(): void {
    this.addSql('alter table rebate add source_name text, add source_url text');
    for (const [profession, item] of Object.entries(videoItems)) {
      this.addSql(/* sql */ `
        update rebate set
          source_name = 'Medicare Benefits Schedule, item ${item}',
          source_url = 'https://www9.health.gov.au/mbs/fullDisplay.cfm?type=item&q=${item}&qt=item'
        where profession = '${profession}'`);
    }
    this.addSql(/* sql */ `
      alter table rebate
        alter source_name set not null,
        alter source_url set not null,
        add check (length(source_name) between 1 and 200),
        add check (source_url like 'https://%')`);
  }
}
