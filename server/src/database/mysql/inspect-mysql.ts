import { errorCode } from '../../error-code';
import { quoteIdentifier } from '../identifiers';
import { columnLiteral } from './column-literal';
import { generatedTables } from './generated-names';
import type { MysqlSession } from './mysql-session';
import { sqlString } from './sql-string';
import type { Literal } from './write-row';

export interface TableInfo {
  readonly name: string;
  readonly kind: 'table' | 'sequence' | 'versioned';
  readonly engine: string;
  /** Bytes of rows and indexes, estimated by the server. */
  readonly bytes: number;
}

export interface ColumnInfo {
  readonly name: string;
  readonly type: string;
  readonly literal: Literal;
}

/**
 * The tables of the site's schema, without views and without what restores have made.
 *
 * Binary comparisons: names that differ in case or accents are different tables.
 */
export async function listTables(session: MysqlSession): Promise<TableInfo[]> {
  const rows = await session.rows(
    `SELECT table_name AS name, table_type AS type, COALESCE(engine, '') AS engine,
       COALESCE(data_length, 0) + COALESCE(index_length, 0) AS bytes
     FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type <> 'VIEW'`,
  );
  const generated = generatedTables(rows.map((row) => row.name ?? ''));
  return rows
    .filter((row) => !generated.has(row.name ?? ''))
    .map((row) => ({
      name: row.name ?? '',
      kind: kindOf(row.type ?? ''),
      engine: row.engine ?? '',
      bytes: Number(row.bytes ?? 0),
    }));
}

function kindOf(type: string): TableInfo['kind'] {
  if (type === 'SEQUENCE') return 'sequence';
  return type === 'SYSTEM VERSIONED' ? 'versioned' : 'table';
}

export async function tableNames(session: MysqlSession): Promise<string[]> {
  const rows = await session.rows(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type <> 'VIEW'`,
  );
  return rows.map((row) => row.name ?? '');
}

export async function hasTable(session: MysqlSession, name: string): Promise<boolean> {
  const rows = await session.rows(
    `SELECT 1 AS found FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name = ${sqlString(name)}`,
  );
  return rows.length > 0;
}

/**
 * Whether a table is there when everything that is being renamed now has been: unlike the list of
 * tables, a read waits for that.
 */
export async function isThere(session: MysqlSession, name: string): Promise<boolean> {
  try {
    await session.patiently(`SELECT 1 FROM ${quoteIdentifier('mysql', name)} LIMIT 0`);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ER_NO_SUCH_TABLE') return false;
    throw error;
  }
}

/**
 * The columns of all tables that can be written: generated ones are computed again, invisible ones
 * are named like the others.
 */
export async function listColumns(session: MysqlSession): Promise<Map<string, ColumnInfo[]>> {
  const rows = await session.rows(
    `SELECT table_name AS tbl, column_name AS name, data_type AS type, character_set_name AS charset,
       extra AS extra, COALESCE(generation_expression, '') AS expression
     FROM information_schema.columns WHERE table_schema = DATABASE()
     ORDER BY table_name, ordinal_position`,
  );
  const columns = new Map<string, ColumnInfo[]>();
  for (const row of rows) {
    const table = row.tbl ?? '';
    const list = columns.get(table) ?? [];
    columns.set(table, list);
    if (isGeneratedColumn(row.extra ?? '', row.expression ?? '')) continue;
    const type = row.type ?? '';
    list.push({ name: row.name ?? '', type, literal: columnLiteral(type, row.charset ?? null) });
  }
  return columns;
}

/** `DEFAULT_GENERATED` is an expression as default, and not a generated column. */
function isGeneratedColumn(extra: string, expression: string): boolean {
  return /\b(?:VIRTUAL|STORED|PERSISTENT)\b/i.test(extra) || /^ROW (?:START|END)$/i.test(expression)
    ? true
    : expression !== '' && /\bGENERATED\b/i.test(extra) && !/DEFAULT_GENERATED/i.test(extra);
}

/** Whether names are compared without regard to case on this server. */
export async function foldsCase(session: MysqlSession): Promise<boolean> {
  const [row] = await session.rows('SELECT @@lower_case_table_names AS folds');
  return row?.folds !== '0';
}
