import { BackupError } from '../../errors';
import { quoteIdentifier } from '../identifiers';
import type { MysqlSession } from './mysql-session';
import { closingBracket, readName, splitList } from './sql-lexer';
import { periodColumns, type TableDefinition } from './table-definition';

/** The end of rows that are still true; servers from 11.5 on have a later one. */
const STILL_TRUE = '2038-01-19 03:14:07.999999';

const quote = (name: string): string => quoteIdentifier('mysql', name);

/**
 * A system-versioned table of which only the present rows come back. All rows go into a plain table without
 * keys first, since those of the past have the same keys; so they can be counted, too.
 */
export class PresentRows {
  readonly #columns: readonly string[];
  readonly #end: string;
  /** The plain table. */
  readonly table: string;

  private constructor(table: string, columns: readonly string[], end: string) {
    this.table = table;
    this.#columns = columns;
    this.#end = end;
  }

  /**
   * @param staged the table that gets the rows in the end; it has been made
   * @param plain a name for the plain table
   * @param rest of the first INSERT, from its columns on
   * @returns null when the rows have no past: then they are loaded as any others
   */
  static async begin(
    session: MysqlSession,
    definition: TableDefinition,
    staged: string,
    plain: string,
    rest: Buffer,
  ): Promise<PresentRows | null> {
    const period = periodColumns(definition);
    const all = columnsOf(rest);
    if (!period.every((name) => all.includes(name))) return null;
    const columns = all.filter((name) => !period.includes(name));
    const selected = [
      ...columns.map(quote),
      ...period.map((name) => `CAST(NULL AS DATETIME(6)) AS ${quote(name)}`),
    ];
    await session.send(
      `CREATE TABLE ${quote(plain)} ENGINE=InnoDB AS SELECT ${selected.join(', ')} FROM ${quote(staged)} LIMIT 0`,
    );
    return new PresentRows(plain, columns, period[1]);
  }

  /** @returns how many rows are of the present */
  async finish(session: MysqlSession, staged: string): Promise<number> {
    const columns = this.#columns.map(quote).join(', ');
    const present = `FROM ${quote(this.table)} WHERE ${quote(this.#end)} >= '${STILL_TRUE}'`;
    const [row] = await session.rows(`SELECT COUNT(*) AS present ${present}`);
    const { affectedRows } = await session.send(
      `INSERT INTO ${quote(staged)} (${columns}) SELECT ${columns} ${present}`,
    );
    if (affectedRows !== Number(row?.present)) {
      throw new BackupError(
        'STAGING_MISMATCH',
        `The present rows of a system-versioned table could not all be loaded (${String(affectedRows)} of ${row?.present ?? '?'}). Nothing was changed.`,
      );
    }
    await session.send(`DROP TABLE ${quote(this.table)}`);
    return affectedRows;
  }
}

function columnsOf(rest: Buffer): string[] {
  const head = rest.toString('utf8', 0, rest.indexOf(' VALUES\n'));
  const open = head.indexOf('(');
  return splitList(head.slice(open + 1, closingBracket(head, open))).map(
    (column) => readName(column.trim(), 0)?.name ?? '',
  );
}
