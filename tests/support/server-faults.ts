import type mysql from 'mysql2/promise';

interface ForeignKey extends mysql.RowDataPacket {
  constraint_name: string;
  child: string;
  child_column: string;
  parent: string;
  parent_column: string;
}

const KEYS = `
  SELECT constraint_name AS constraint_name, table_name AS child, column_name AS child_column,
    referenced_table_name AS parent, referenced_column_name AS parent_column
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL`;

/** Foreign keys that lead into nothing or to what a restore has put aside, and tables that are broken. */
export async function serverFaults(connection: mysql.Connection): Promise<string[]> {
  const faults: string[] = [];
  const [keys] = await connection.query<ForeignKey[]>(KEYS);
  for (const { constraint_name, child, child_column, parent, parent_column } of keys) {
    if (child.startsWith('bkv_')) continue;
    if (parent.startsWith('bkv_')) {
      faults.push(`${constraint_name} of ${child} refers to ${parent}.`);
      continue;
    }
    const [orphans] = await connection.query<mysql.RowDataPacket[]>(
      `SELECT 1 FROM "${child}" c LEFT JOIN "${parent}" p ON p."${parent_column}" = c."${child_column}"
       WHERE c."${child_column}" IS NOT NULL AND p."${parent_column}" IS NULL LIMIT 1`,
    );
    if (orphans.length > 0) faults.push(`A row of ${child} refers to one that does not exist.`);
  }
  const [names] = await connection.query<mysql.RowDataPacket[]>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  );
  const all = names.map(({ name }) => `"${String(name)}"`).join(', ');
  const [checks] = await connection.query<mysql.RowDataPacket[]>(`CHECK TABLE ${all} FAST QUICK`);
  for (const { Table, Msg_type, Msg_text } of checks) {
    if (Msg_text !== 'OK') faults.push(`${String(Table)}: ${String(Msg_type)} ${String(Msg_text)}`);
  }
  return faults;
}
