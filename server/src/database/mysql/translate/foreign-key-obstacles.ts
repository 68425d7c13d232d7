import { closingBracket, readName, splitList } from '../sql-lexer';
import { foreignKeyName, type TableDefinition } from '../table-definition';
import { parseKey, wholeColumn } from './key-item';
import { Refusal, translated, type Translated } from './refusal';
import type { TargetServer } from './server-version';

/** A table as it is staged, with the foreign keys that it is to get after the swap. */
export interface KeyedTable {
  readonly name: string;
  readonly definition: TableDefinition | null;
  readonly foreignKeys: readonly string[];
}

/**
 * Foreign keys are made after the swap, when nothing can be refused any more; so what MySQL is known not to
 * take is refused before. MariaDB takes all that MySQL takes.
 *
 * - From 8.4 on, unless it is told otherwise, a key must lead to a whole unique key of its parent.
 * - A column that a foreign key may change (SET NULL, ON UPDATE CASCADE) must not be in a CHECK.
 * - Names are unique in a schema (MariaDB 12.1 and later: in a table).
 */
export function requireForeignKeys(
  tables: readonly KeyedTable[],
  target: TargetServer,
): Translated<null> {
  return translated(target, () => {
    if (target.flavour === 'mariadb') return null;
    const byName = new Map(tables.map((table) => [table.name, table]));
    const names = new Map<string, string>();
    for (const table of tables) {
      for (const item of table.foreignKeys) {
        const key = readForeignKey(item);
        if (key === null) continue;
        requireOwnName(table, key, names);
        requireFreeOfChecks(table, key);
        const parent = byName.get(key.parent)?.definition ?? null;
        if (target.uniqueParents && parent !== null) requireUniqueParent(table, key, parent);
      }
    }
    return null;
  });
}

interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  readonly changesColumns: boolean;
}

function readForeignKey(item: string): ForeignKey | null {
  const open = item.indexOf('(', item.search(/\bFOREIGN KEY\b/));
  const close = closingBracket(item, open);
  const references = ' REFERENCES ';
  if (open === -1 || close === -1 || !item.startsWith(references, close + 1)) return null;
  const parent = readName(item, close + 1 + references.length);
  if (parent === null) return null;
  const parentOpen = item.indexOf('(', parent.end);
  const parentClose = closingBracket(item, parentOpen);
  const actions = item.slice(parentClose + 1);
  return {
    name: foreignKeyName(item) ?? '',
    columns: columnNames(item.slice(open + 1, close)),
    parent: parent.name,
    parentColumns: columnNames(item.slice(parentOpen + 1, parentClose)),
    changesColumns: /\bSET NULL\b|\bSET DEFAULT\b|\bON UPDATE CASCADE\b/.test(actions),
  };
}

function columnNames(list: string): string[] {
  return splitList(list).map((part) => readName(part.trim(), 0)?.name ?? '');
}

function requireOwnName(table: KeyedTable, key: ForeignKey, names: Map<string, string>): void {
  const other = names.get(key.name.toLowerCase());
  names.set(key.name.toLowerCase(), table.name);
  if (other === undefined || other === table.name) return;
  throw new Refusal(
    { kind: 'table', name: table.name },
    `its foreign key ${key.name} has the name of one of ${other}, and MySQL allows a name once`,
    'Rename one of them before the backup is made.',
  );
}

function requireFreeOfChecks(table: KeyedTable, key: ForeignKey): void {
  if (!key.changesColumns) return;
  const checks = (table.definition?.items ?? []).filter((item) =>
    /^CONSTRAINT `(?:[^`]|``)+` CHECK\b/.test(item.trim()),
  );
  for (const column of key.columns) {
    const quoted = `\`${column.replaceAll('`', '``')}\``;
    const within = (check: string): boolean =>
      check.slice(check.search(/\bCHECK\b/)).includes(quoted);
    if (!checks.some(within)) continue;
    throw new Refusal(
      { kind: 'table', name: table.name, column },
      `a check reads it and the foreign key ${key.name} may change it, which MySQL does not allow together`,
      'Drop one of the two before the backup is made.',
    );
  }
}

function requireUniqueParent(table: KeyedTable, key: ForeignKey, parent: TableDefinition): void {
  const wanted = [...key.parentColumns].sort().join('\0').toLowerCase();
  const found = parent.items.some((item) => {
    const index = parseKey(item);
    if (index === null || !/^\s*(?:PRIMARY|UNIQUE) /i.test(index.head)) return false;
    const columns = index.parts.map((part) => wholeColumn(part) ?? '');
    return [...columns].sort().join('\0').toLowerCase() === wanted;
  });
  if (found) return;
  throw new Refusal(
    {
      kind: 'table',
      name: table.name,
      ...(key.columns[0] === undefined ? {} : { column: key.columns[0] }),
    },
    `its foreign key ${key.name} leads to columns of ${key.parent} that are not a unique key`,
    'Make them one before the backup is made, or set restrict_fk_on_non_standard_key to OFF on this server.',
  );
}
