import { quoteIdentifier } from '../identifiers';
import type { GeneratedNames } from './generated-names';
import type { MysqlSession } from './mysql-session';
import { checkNames, renameChecks, tableText, type TableDefinition } from './table-definition';

/**
 * The definition of a table under its staged name.
 *
 * On MySQL the names of CHECK constraints are unique in a schema, so they need others until the old
 * tables have lost theirs. Those of the form `<table>_chk_<n>` follow a RENAME of the table by
 * themselves; the others get generated names, which `restoreChecks` takes away.
 */
export function stagedTableText(
  flavour: 'mysql' | 'mariadb',
  names: GeneratedNames,
  definition: TableDefinition,
  staged: string,
): string {
  if (flavour === 'mariadb') return tableText(definition, staged);
  const others = checkNames(definition).filter((name) => !followsTable(name, definition.name));
  const index = Number(staged.slice(-5));
  const renamed = renameChecks(definition, (name) =>
    followsTable(name, definition.name)
      ? `${staged}${name.slice(definition.name.length)}`
      : names.check(index, others.indexOf(name)),
  );
  return tableText(renamed, staged);
}

/** `<table>_chk_<n>`: the server renames it together with its table. */
export function followsTable(check: string, table: string): boolean {
  return check.startsWith(`${table}_chk_`) && /^\d+$/.test(check.slice(table.length + 5));
}

/** While a table is filled, MariaDB would count it again and again on a whole core. */
export async function pauseStatistics(session: MysqlSession, staged: string): Promise<void> {
  await session
    .send(`ALTER TABLE ${quoteIdentifier('mysql', staged)} STATS_AUTO_RECALC = 0`)
    .catch(() => undefined);
}
