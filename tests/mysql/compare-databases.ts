import type { MysqlSettings } from '../../server/src/database/settings';
import { queryText } from './database-servers';

export interface Column {
  readonly name: string;
  readonly type: string;
}

export async function columnsOf(settings: MysqlSettings): Promise<Map<string, Column[]>> {
  const rows = await queryText(
    settings,
    `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
     JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
       AND c.table_name NOT LIKE 'backup\\_vault\\_%' AND c.table_name NOT LIKE 'bkv\\_%'
     ORDER BY c.table_name, c.ordinal_position`,
  );
  const tables = new Map<string, Column[]>();
  for (const [table, name, type] of rows) {
    const list = tables.get(table ?? '') ?? [];
    tables.set(table ?? '', [...list, { name: name ?? '', type: type ?? '' }]);
  }
  return tables;
}

const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``;

/** Every value of every table as text that means the same on both servers. */
export async function values(
  settings: MysqlSettings,
  tables: ReadonlyMap<string, readonly Column[]>,
): Promise<Record<string, unknown[]>> {
  const result: Record<string, unknown[]> = {};
  for (const [table, columns] of tables) {
    const list = columns.map(({ name, type }) => {
      if (/blob|binary|bit|geom|point|polygon|linestring|vector/.test(type))
        return `HEX(${quote(name)})`;
      // The client reads a JSON column as bytes.
      if (type === 'json') return `CAST(${quote(name)} AS CHAR)`;
      return type === 'float' ? `${quote(name)} + 0e0` : quote(name);
    });
    const rows = await queryText(settings, `SELECT ${list.join(', ')} FROM ${quote(table)}`);
    result[table] = rows
      .map((row) => JSON.stringify(row.map((value, index) => alike(value, columns[index]?.type))))
      .sort();
  }
  return result;
}

function alike(value: string | null, type = ''): unknown {
  if (value === null) return null;
  // MariaDB has one zero only; -0 of MySQL is it.
  if (type === 'float' || type === 'double') return Number(value) + 0;
  // A JSON column of MySQL is a LONGTEXT of MariaDB, whose spaces and keys are as they were written.
  if (/^(?:json|longtext)$/.test(type) && /^\s*[[{"]/.test(value)) {
    try {
      return sorted(JSON.parse(value) as unknown);
    } catch {
      return value;
    }
  }
  return value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Names of everything that must be there again. */
export async function inventory(settings: MysqlSettings): Promise<Record<string, string[]>> {
  const read = async (sql: string) =>
    (await queryText(settings, sql)).map((row) => row.join(' ')).sort();
  const own = (column: string) =>
    `${column} NOT LIKE 'backup\\_vault\\_%' AND ${column} NOT LIKE 'bkv\\_%'`;
  return {
    tables: await read(
      `SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE() AND ${own('table_name')}`,
    ),
    keys: await read(
      `SELECT DISTINCT table_name, index_name, non_unique, seq_in_index, column_name, COALESCE(sub_part, ''), collation FROM information_schema.statistics
       WHERE table_schema = DATABASE() AND ${own('table_name')}`,
    ),
    foreignKeys: await read(
      `SELECT constraint_name, table_name, referenced_table_name, REPLACE(delete_rule, 'NO ACTION', 'RESTRICT'), REPLACE(update_rule, 'NO ACTION', 'RESTRICT')
       FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() AND ${own('table_name')}`,
    ),
    triggers: await read(
      `SELECT trigger_name, event_object_table, action_timing, event_manipulation, action_order FROM information_schema.triggers WHERE trigger_schema = DATABASE()`,
    ),
    routines: await read(
      `SELECT routine_name, routine_type FROM information_schema.routines WHERE routine_schema = DATABASE()`,
    ),
    events: await read(
      `SELECT event_name, REPLACE(status, 'REPLICA_SIDE', 'SLAVESIDE') FROM information_schema.events WHERE event_schema = DATABASE()`,
    ),
  };
}

export async function showCreate(settings: MysqlSettings, table: string): Promise<string> {
  const [row] = await queryText(settings, `SHOW CREATE TABLE ${quote(table)}`);
  return row?.[1] ?? '';
}

export async function expectSame(source: MysqlSettings, target: MysqlSettings): Promise<void> {
  const columns = await columnsOf(source);
  expect(await values(target, columns)).toEqual(await values(source, columns));
  expect(await inventory(target)).toEqual(await inventory(source));
}
