/**
 * Two staged databases of one kind on one connection: `here` is the site as it is now and gets what is
 * missing, `there` is the backup. Statements are the same for all kinds but for what this hides.
 */
export interface MergeDatabase {
  /** Type of a column that holds a `key`. */
  readonly keyType: string;
  /** A name as it stands in a statement. */
  quote(name: string): string;
  text(value: string): string;
  /** The quoted name of a table of the site; null when it has none of that name. */
  here(table: string): string | null;
  /** The same of the backup. */
  there(table: string): string | null;
  /** Columns that can be written. */
  columnsHere(table: string): Promise<readonly string[]>;
  columnsThere(table: string): Promise<readonly string[]>;
  /**
   * One value for several, for comparisons: byte by byte, whatever the collations of the columns are.
   * Columns that are not there are given as literals.
   */
  key(...expressions: readonly string[]): string;
  /** Texts and numbers as one text. */
  joined(...expressions: readonly string[]): string;
  /**
   * Makes a table for intermediate results, which goes with the backup's staging.
   *
   * @param columns as in CREATE TABLE
   * @param indexed names of columns
   * @returns its quoted name
   */
  scratch(columns: string, indexed: readonly string[]): Promise<string>;
  /** @returns number of rows that were changed */
  run(sql: string): Promise<number>;
  rows(sql: string): Promise<Readonly<Record<string, string | number | null>>[]>;
}

export async function count(database: MergeDatabase, from: string): Promise<number> {
  const [row] = await database.rows(`SELECT COUNT(*) AS total FROM ${from}`);
  return Number(row?.total ?? 0);
}
