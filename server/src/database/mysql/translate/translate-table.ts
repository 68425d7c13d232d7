import { quoteIdentifier } from '../../identifiers';
import { checkNames, parseTable, tableText, type TableDefinition } from '../table-definition';
import { dropIntroducers } from './drop-introducers';
import { columnText, parseColumn } from './column-item';
import { keyText, parseKey } from './key-item';
import { Refusal, translated, type Place, type Translated } from './refusal';
import { serverName, type BackupServer, type TargetServer } from './server-version';
import { outline, takeOut } from './sql-outline';
import { parseTail, tailText, type TableTail } from './table-tail';
import { toMariadbColumn } from './to-mariadb-column';
import { toMariadbKey } from './to-mariadb-key';
import { toMariadbTail } from './to-mariadb-tail';
import { toMysqlColumn } from './to-mysql-column';
import { toMysqlKey } from './to-mysql-key';
import { toMysqlTail } from './to-mysql-tail';
import { translateColumnCharset } from './column-charset';
import { translateTailCharset } from './tail-charset';
import { translateCollations } from './translate-collations';
import { inColumn, type TranslationContext } from './translation-context';
import { openVersionComments } from './version-comments';

/**
 * A table of a backup, as the target can make it.
 *
 * Within one flavour only collations that the target does not know are looked at, and everything else is
 * left to the server: what it does not understand it refuses by name.
 *
 * @param takenChecks names of CHECKs that other tables of the backup have got, in small letters: on MySQL
 *   they are unique in a schema, on MariaDB in a table
 */
export function translateTable(
  definition: TableDefinition,
  source: BackupServer,
  target: TargetServer,
  takenChecks: ReadonlySet<string> = new Set(),
): Translated<TableDefinition> {
  const place: Place = { kind: 'table', name: definition.name };
  return translated(target, (note) => {
    const context: TranslationContext = { source, target, place, note };
    if (source.flavour === target.flavour) return withinFlavour(definition, context);
    return target.flavour === 'mariadb'
      ? toMariadb(definition, context)
      : toMysql(definition, context, takenChecks);
  });
}

function withinFlavour(definition: TableDefinition, context: TranslationContext): TableDefinition {
  const items = definition.items.map((item) => {
    const column = parseColumn(item);
    if (column === null) return translateCollations(item, context);
    return columnText(translateColumnCharset(column, inColumn(context, column.name)));
  });
  const tail = parseTail(definition.tail);
  const options = translateTailCharset(tail.options, context);
  return { ...definition, items, tail: tailText({ ...tail, options }) };
}

function toMariadb(given: TableDefinition, context: TranslationContext): TableDefinition {
  const definition = opened(given, context);
  const items = definition.items.map((item) => {
    const column = parseColumn(item);
    if (column !== null) return columnText(toMariadbColumn(column, context));
    const key = parseKey(item);
    if (key !== null) return keyText(toMariadbKey(key, context));
    const check = checkOf(item);
    if (check !== null && takeOut(item, /\bNOT ENFORCED\b/i) !== null) {
      throw new Refusal(
        context.place,
        `its check ${check} is NOT ENFORCED, and MariaDB enforces every check`,
        'Drop or enforce the check before the backup is made.',
      );
    }
    return translateCollations(dropIntroducers(item, context), context);
  });
  return { ...definition, items, tail: tailText(toMariadbTail(tailOf(definition), context)) };
}

function toMysql(
  definition: TableDefinition,
  context: TranslationContext,
  takenChecks: ReadonlySet<string>,
): TableDefinition {
  const tail = toMysqlTail(tailOf(definition), context);
  const types = new Map<string, string>();
  const moved: string[] = [];
  const items: string[] = [];
  for (const item of definition.items) {
    const given = parseColumn(item);
    if (given !== null) {
      const { column, check } = toMysqlColumn(given, context);
      types.set(column.name, column.type);
      items.push(columnText(column));
      if (check !== null) moved.push(translateCollations(check, inColumn(context, column.name)));
      continue;
    }
    const key = parseKey(item);
    if (key !== null) items.push(keyText(toMysqlKey(key, types, context)));
    else items.push(translateCollations(notPeriod(item, context), context));
  }
  const names = new FreeNames(definition, takenChecks);
  const named = items.map((item) => {
    const check = checkOf(item);
    if (check === null || !takenChecks.has(check.toLowerCase())) return item;
    const free = names.next();
    context.note(
      `The check ${check}, whose name another table has, becomes ${free}`,
      context.place,
    );
    return item.replace(quote(check), () => quote(free));
  });
  for (const check of moved) named.push(`\n  CONSTRAINT ${quote(names.next())} ${check}`);
  return { ...definition, items: named, tail: tailText(tail) };
}

/** `<table>_chk_<n>`, as MySQL itself names them: such a name follows its table through a RENAME. */
class FreeNames {
  readonly #taken: Set<string>;
  readonly #table: string;
  #number = 0;

  constructor(definition: TableDefinition, taken: ReadonlySet<string>) {
    this.#taken = new Set([...taken, ...checkNames(definition).map((name) => name.toLowerCase())]);
    // A name has 64 characters, and a table may have all of them.
    this.#table = Array.from(definition.name).slice(0, 56).join('');
  }

  next(): string {
    for (;;) {
      this.#number += 1;
      const name = `${this.#table}_chk_${String(this.#number)}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
  }
}

function notPeriod(item: string, { place, target }: TranslationContext): string {
  const period = /^PERIOD FOR\s+(\S+)/i.exec(item.trim());
  if (period === null) return item;
  throw new Refusal(
    place,
    `it has the period ${period[1] ?? ''}, and ${serverName(target)} has no periods`,
    'Drop the period before the backup is made.',
  );
}

/** With the clauses of version comments as plain ones. They are code: the structure must not change. */
function opened(definition: TableDefinition, { place }: TranslationContext): TableDefinition {
  const open: TableDefinition = {
    ...definition,
    items: definition.items.map(openVersionComments),
    tail: openVersionComments(definition.tail),
  };
  let again: TableDefinition | null;
  try {
    again = parseTable(tableText(open));
  } catch {
    again = null;
  }
  const sameItems =
    again?.items.length === open.items.length &&
    again.items.every((item, index) => item === open.items[index]);
  if (sameItems && again?.tail === open.tail) return open;
  throw new Refusal(
    place,
    'it has a version comment that is more than one clause',
    'Use another backup.',
  );
}

function tailOf(definition: TableDefinition): TableTail {
  return parseTail(definition.tail);
}

function checkOf(item: string): string | null {
  const found = /^CONSTRAINT\s+'[^']*'\s+CHECK\b/i.exec(outline(item.trim()));
  if (found === null) return null;
  const [name] = checkNames({ name: '', items: [item], foreignKeys: [], tail: '' });
  return name ?? null;
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
