import { BackupError } from '../../errors';
import { isForeignKey } from './is-foreign-key';
import { skipQuoted } from './sql-lexer';
import { parseTable, tableText, type TableDefinition } from './table-definition';
import { parseColumn } from './translate/column-item';
import { parseKey } from './translate/key-item';
import { parseTail } from './translate/table-tail';

const ENGINES: ReadonlySet<string> = new Set([
  'innodb',
  'myisam',
  'aria',
  'memory',
  'archive',
  'csv',
  'blackhole',
  'rocksdb',
]);

const TYPES: ReadonlySet<string> = new Set(
  (
    'tinyint smallint mediumint int bigint decimal float double bit year date time datetime timestamp ' +
    'char varchar tinytext text mediumtext longtext binary varbinary tinyblob blob mediumblob longblob ' +
    'enum set json uuid inet4 inet6 vector geometry point linestring polygon multipoint multilinestring ' +
    'multipolygon geometrycollection geomcollection'
  ).split(' '),
);

/** Words with which a table is made of something else, or somewhere else. */
const FORBIDDEN =
  /\b(?:SELECT|UNION|INTO|TABLE|TABLESPACE|CONNECTION|DIRECTORY|LOAD_FILE|PROCEDURE|EXECUTE)\b/i;
/** In a tail also these; in an item they are operators and generated columns. */
const FORBIDDEN_IN_TAIL = /\b(?:AS|LIKE)\b/i;
const CONSTRAINT = /^CONSTRAINT '' CHECK\s*\(/i;
const CHECK = /^CHECK\s*\(/i;
const PERIOD = /^PERIOD FOR (?:SYSTEM_TIME|'') \(/i;
const NAME_MAX = 64;

/**
 * Refuses a definition that does more than make an empty table of its own: archives and dumps may be hostile, and
 * this is the text that a restore executes. What is allowed is what servers write: columns of known types,
 * indexes, checks, options, partitions. Version comments are read as what is in them; there are no others.
 *
 * @throws BackupError STAGING_MISMATCH
 */
export function requirePlainTable(table: TableDefinition): void {
  const { name } = table;
  if (Array.from(name).length > NAME_MAX || name.includes('\0')) {
    throw refused(name.slice(0, NAME_MAX), 'its name is none that a table can have');
  }
  const open = opened(table);
  for (const item of open.items) requirePlainItem(name, item);
  for (const key of open.foreignKeys) {
    if (!isForeignKey(key)) throw refused(name, 'it has a foreign key of a form that is not known');
  }
  requirePlainTail(name, open.tail);
}

/** With the clauses of version comments as plain ones: the structure must stay what it looks like. */
function opened(table: TableDefinition): TableDefinition {
  const open: TableDefinition = {
    ...table,
    items: table.items.map(openComments),
    tail: openComments(table.tail),
  };
  let again: TableDefinition | null = null;
  try {
    again = parseTable(tableText(open));
  } catch {
    // Not a table any more.
  }
  const same =
    again?.tail === open.tail &&
    again.foreignKeys.length === 0 &&
    again.items.length === open.items.length &&
    again.items.every((item, index) => item === open.items[index]);
  if (!same) throw refused(table.name, 'a version comment in it is more than one clause');
  return open;
}

const VERSION = /^\/\*M?!\d*\s*([\s\S]*?)\s*\*\/$/;

function openComments(sql: string): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < sql.length) {
    const end = Math.max(skipQuoted(sql, at), at + 1);
    const piece = sql.slice(at, end);
    pieces.push(piece.startsWith('/*') ? (VERSION.exec(piece)?.[1] ?? piece) : piece);
    at = end;
  }
  return pieces.join('');
}

function requirePlainItem(table: string, item: string): void {
  const code = codeOf(table, item).trim();
  if (FORBIDDEN.test(code)) throw refused(table, 'its definition does more than make a table');
  const column = parseColumn(item);
  if (column !== null) {
    if (!TYPES.has(column.type)) throw refused(table, `it has a column of the type ${column.type}`);
    return;
  }
  if (parseKey(item) !== null || CONSTRAINT.test(code) || CHECK.test(code) || PERIOD.test(code)) {
    return;
  }
  throw refused(table, 'its definition has a part that is no column, index or check');
}

function requirePlainTail(table: string, tail: string): void {
  const code = codeOf(table, tail);
  if (FORBIDDEN.test(code) || FORBIDDEN_IN_TAIL.test(code)) {
    throw refused(table, 'its definition has options that a restore does not carry out');
  }
  const { options, rest } = parseTail(tail);
  if (!/^\s*(?:(?:WITH SYSTEM VERSIONING|PARTITION BY)\b|$)/i.test(codeOf(table, rest))) {
    throw refused(table, 'its definition has options of a form that is not known');
  }
  if (options.filter((option) => option.name === 'ENGINE').length > 1) {
    throw refused(table, 'its definition names more than one storage engine');
  }
  // Also those of partitions; and in each case followed by the name, so that none is overlooked.
  for (const { 1: rule = '' } of code.matchAll(/\bENGINE\b\s*(=?\s*\w*)/gi)) {
    const engine = /^=\s*(\w+)$/.exec(rule)?.[1]?.toLowerCase();
    if (engine === undefined || !ENGINES.has(engine)) {
      throw refused(table, `it needs the storage engine ${engine ?? 'of an unknown form'}`);
    }
  }
}

/**
 * What stands outside of strings and quoted names, of which only the quotes are left. A comment, a byte that
 * ends a statement or begins a command of a client, and anything but ASCII has nothing to do there.
 */
function codeOf(table: string, sql: string): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < sql.length) {
    const end = skipQuoted(sql, at);
    if (end === at) {
      pieces.push(sql[at] ?? '');
      at += 1;
      continue;
    }
    if (!/["'`]/.test(sql[at] ?? '')) throw refused(table, 'there is a comment in its definition');
    pieces.push(sql[at] === '"' ? '""' : "''");
    at = end;
  }
  const code = pieces.join('');
  if (/[^\t\n\r -~]|[\\;#]|--|\/\*|\*\//.test(code)) {
    throw refused(table, 'its definition has something in it that no server writes');
  }
  return code;
}

function refused(name: string, reason: string): BackupError {
  return new BackupError(
    'STAGING_MISMATCH',
    `The table ${name} of the backup cannot be restored: ${reason}. Nothing was changed.`,
  );
}
