import { BackupError } from '../../errors';
import { quoteIdentifier } from '../identifiers';
import { closingBracket, readName, splitList } from './sql-lexer';

/** A `CREATE TABLE` of the server, in parts. */
export interface TableDefinition {
  readonly name: string;
  /** Columns, keys and CHECKs, each with the white space before it. */
  readonly items: readonly string[];
  /** `CONSTRAINT … FOREIGN KEY …`, trimmed. */
  readonly foreignKeys: readonly string[];
  /** From the closing bracket on: engine, character set, partitions. */
  readonly tail: string;
}

const START = 'CREATE TABLE ';
const FOREIGN_KEY = /^(?:CONSTRAINT\s+`(?:[^`]|``)+`\s+)?FOREIGN\s+KEY\b/i;
const CHECK = /^CONSTRAINT\s+(`(?:[^`]|``)+`)\s+CHECK\b/i;

/**
 * Takes a definition apart, in the exact form in which the server shows it.
 *
 * @throws BackupError DATABASE_CORRUPT when it has another form
 */
export function parseTable(sql: string): TableDefinition {
  const name = sql.startsWith(START) ? readName(sql, START.length) : null;
  if (name === null || !sql.startsWith(' (', name.end)) throw strange(sql);
  const open = name.end + 1;
  const close = closingBracket(sql, open);
  if (close === -1) throw strange(sql);
  const all = splitList(sql.slice(open + 1, close).replace(/\n$/, ''));
  return {
    name: name.name,
    items: all.filter((item) => !FOREIGN_KEY.test(item.trimStart())),
    foreignKeys: all.map((item) => item.trim()).filter((item) => FOREIGN_KEY.test(item)),
    tail: sql.slice(close),
  };
}

/**
 * A definition with other columns, keys and constraints, in the same order.
 *
 * @param change gets each with the white space before it
 */
export async function mapItems(
  sql: string,
  change: (item: string) => Promise<string>,
): Promise<string> {
  const name = readName(sql, START.length);
  const open = (name?.end ?? 0) + 1;
  const close = closingBracket(sql, open);
  if (name === null || close === -1) throw strange(sql);
  const items: string[] = [];
  for (const item of splitList(sql.slice(open + 1, close).replace(/\n$/, ''))) {
    items.push(await change(item));
  }
  return `${sql.slice(0, open + 1)}${items.join(',')}\n${sql.slice(close)}`;
}

/** The statement again, without its foreign keys, under another name where one is given. */
export function tableText(table: TableDefinition, name = table.name): string {
  return `${START}${quoteIdentifier('mysql', name)} (${table.items.join(',')}\n${table.tail}`;
}

/** Names of the CHECK constraints that stand for themselves; those of a column have none of their own. */
export function checkNames(table: TableDefinition): string[] {
  return table.items.flatMap((item) => {
    const found = CHECK.exec(item.trimStart())?.[1];
    const name = found === undefined ? null : readName(found, 0);
    return name === null ? [] : [name.name];
  });
}

/** The same table with other names for its CHECK constraints. */
export function renameChecks(
  table: TableDefinition,
  rename: (name: string) => string,
): TableDefinition {
  const items = table.items.map((item) => {
    const found = CHECK.exec(item.trimStart())?.[1];
    const name = found === undefined ? null : readName(found, 0);
    if (found === undefined || name === null) return item;
    return item.replace(found, () => quoteIdentifier('mysql', rename(name.name)));
  });
  return { ...table, items };
}

/** `CONSTRAINT … CHECK …` of that name. */
export function checkItem(table: TableDefinition, name: string): string | null {
  const prefix = `CONSTRAINT ${quoteIdentifier('mysql', name)} CHECK`;
  return table.items.map((item) => item.trim()).find((item) => item.startsWith(prefix)) ?? null;
}

const SEQUENCE = /\b(nextval|lastval)\((?:`(?:[^`]|``)+`\.)?(`(?:[^`]|``)+`)\)/gi;

/** The same table with other names for the sequences that its defaults draw from, and no schema before them. */
export function renameSequences(
  table: TableDefinition,
  rename: (name: string) => string,
): TableDefinition {
  const items = table.items.map((item) =>
    item.replace(SEQUENCE, (_, call: string, quoted: string) => {
      const name = readName(quoted, 0)?.name ?? '';
      return `${call}(${quoteIdentifier('mysql', rename(name))})`;
    }),
  );
  return { ...table, items };
}

/** Columns whose default draws from a sequence, as `MODIFY COLUMN` takes them. */
export function sequenceColumns(table: TableDefinition): string[] {
  return table.items.map((item) => item.trim()).filter((item) => item.search(SEQUENCE) !== -1);
}

/** The two columns that say from when to when a row of a system-versioned table was true. */
export function periodColumns(table: TableDefinition): readonly [string, string] {
  for (const item of table.items) {
    const found = /^PERIOD FOR SYSTEM_TIME \(/.exec(item.trim());
    if (found === null) continue;
    const [start, end] = splitList(item.trim().slice(found[0].length, -1));
    const names = [start, end].map((part) => readName((part ?? '').trim(), 0)?.name ?? '');
    return [names[0] ?? '', names[1] ?? ''];
  }
  return ['row_start', 'row_end'];
}

/** The name of a foreign key. */
export function foreignKeyName(item: string): string | null {
  const found = /^CONSTRAINT\s+(?=`)/i.exec(item);
  return found === null ? null : (readName(item, found[0].length)?.name ?? null);
}

function strange(sql: string): BackupError {
  return new BackupError(
    'DATABASE_CORRUPT',
    `A table's definition is not in the form that the server writes: ${sql.slice(0, 80)}`,
  );
}
