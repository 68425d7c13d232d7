import { quoteIdentifier } from '../identifiers';
import { showTable } from './dump-plan';
import type { MysqlSession } from './mysql-session';
import { isSchemaChange } from './mysql-errors';
import { foreignKeyName, parseTable } from './table-definition';

export interface KeptReference {
  readonly table: string;
  /** `CONSTRAINT … FOREIGN KEY …` */
  readonly item: string;
}

/**
 * Foreign keys from tables that stay into tables that go. They would follow the renamed table, and the
 * next insert into the one that stays would fail.
 */
export async function keptReferences(
  session: MysqlSession,
  staying: readonly string[],
  going: ReadonlySet<string>,
): Promise<KeptReference[]> {
  const rows = await session.rows(
    `SELECT DISTINCT table_name AS tbl, constraint_name AS name, referenced_table_name AS target
     FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()`,
  );
  const stays = new Set(staying);
  const references: KeptReference[] = [];
  for (const { tbl, name, target } of rows) {
    if (tbl == null || name == null || !stays.has(tbl) || !going.has(target ?? '')) continue;
    const { foreignKeys } = parseTable(await showTable(session, tbl));
    const item = foreignKeys.find((key) => foreignKeyName(key) === name);
    if (item !== undefined) references.push({ table: tbl, item });
  }
  return references;
}

export async function dropReferences(
  session: MysqlSession,
  references: readonly KeptReference[],
): Promise<void> {
  for (const { table, item } of references) {
    const name = foreignKeyName(item);
    if (name === null) continue;
    await session.patiently(`ALTER TABLE ${quote(table)} DROP FOREIGN KEY ${quote(name)}`);
  }
}

/** Puts foreign keys where they are missing. @returns what could not be put, in words */
export async function addForeignKeys(
  session: MysqlSession,
  references: readonly KeptReference[],
): Promise<string[]> {
  const present = await presentKeys(session);
  const failures: string[] = [];
  const byTable = new Map<string, string[]>();
  for (const { table, item } of references) {
    if (present.has(keyOf(table, foreignKeyName(item) ?? ''))) continue;
    byTable.set(table, [...(byTable.get(table) ?? []), item]);
  }
  for (const [table, items] of byTable) {
    const text = items.map((item) => `ADD ${item}`).join(', ');
    try {
      await session.patiently(`ALTER TABLE ${quote(table)} ${text}`);
    } catch (error) {
      // A program may have dropped its own table meanwhile.
      if (isSchemaChange(error)) continue;
      failures.push(
        `The foreign keys of the table ${table} could not be made: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return failures;
}

async function presentKeys(session: MysqlSession): Promise<Set<string>> {
  const rows = await session.rows(
    `SELECT table_name AS tbl, constraint_name AS name FROM information_schema.table_constraints
     WHERE constraint_schema = DATABASE() AND constraint_type = 'FOREIGN KEY'`,
  );
  return new Set(rows.map((row) => keyOf(row.tbl ?? '', row.name ?? '')));
}

function keyOf(table: string, name: string): string {
  return `${table}\0${name.toLowerCase()}`;
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
