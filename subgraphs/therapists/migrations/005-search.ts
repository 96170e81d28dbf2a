import { Migration } from '@mikro-orm/migrations';
import { searchBitsSql } from './005-search.bits.ts';
import { searchLabelsSql } from './005-search.labels.ts';
import { searchTableSql } from './005-search.table.ts';
import { searchTriggersSql } from './005-search.triggers.ts';

/**
 * The directory's search: `therapist_search` and `therapist_search_terms` have a row for each public therapist, and
 * `search_bits` the same turned on its side for filtering and counting. All are kept by the database, in the transaction of
 * whatever changed.
 */
export class Search extends Migration {
  override up(): void {
    this.addSql(searchLabelsSql);
    this.addSql(searchTableSql);
    this.addSql(searchBitsSql);
    this.addSql(searchTriggersSql);
  }
}
