import { createHash } from 'node:crypto';
import { BackupError } from '../../errors';
import type { WriteLog } from '../../progress';
import { quoteIdentifier } from '../identifiers';
import { isOwnTable } from '../own-tables';
import type { DefinitionProbe } from './definition-probe';
import { exactTable } from './exact-table';
import { hexLiterals } from './hex-literals';
import { listColumns, listTables, type ColumnInfo, type TableInfo } from './inspect-mysql';
import type { MysqlSession } from './mysql-session';
import { findObjects } from './read-objects';
import type { Sight } from './readable';
import { hiddenParents, readableTables, theTable, withoutMissing } from './readable-tables';
import type { StoredObject } from './stored-object';
import {
  parseTable,
  periodColumns,
  renameSequences,
  type TableDefinition,
} from './table-definition';

export interface PlannedTable {
  readonly name: string;
  readonly physical: string;
  readonly kind: TableInfo['kind'];
  /** For tables; a sequence has a text only. */
  readonly definition: TableDefinition | null;
  readonly createSequence: string | null;
  readonly columns: readonly ColumnInfo[];
  /** Whether the rows of the past are read, too. */
  readonly history: boolean;
  readonly bytes: number;
  readonly own: boolean;
}

/** The structure of a site at one moment: everything that a dump needs to know before it reads rows. */
export interface DumpPlan {
  readonly tables: readonly PlannedTable[];
  readonly objects: readonly StoredObject[];
  /** What there is, or may be, that the account may not read. */
  readonly unreadable: readonly string[];
}

/**
 * Reads the structure within the snapshot and locks it: from here on no table can be changed until the
 * transaction ends, so a change that came in between shows now, before anything is archived.
 *
 * @throws driver errors ER_TABLE_DEF_CHANGED, ER_NO_SUCH_TABLE when tables changed meanwhile
 */
export async function planDump(
  session: MysqlSession,
  probe: DefinitionProbe,
  sight: Sight,
  log: WriteLog,
): Promise<DumpPlan> {
  const everything = await listTables(session);
  const listed = sight.allTables ? everything : await readableTables(session, everything);
  for (const table of listed) {
    // One row, not none: only a read notices that a table is younger than the snapshot.
    if (table.kind !== 'sequence') {
      await session.patiently(`SELECT 1 FROM ${quote(table.name)} LIMIT 1`);
    }
  }
  const again = new Set((await listTables(session)).map(({ name }) => name));
  if (again.size !== everything.length || everything.some(({ name }) => !again.has(name))) {
    throw changed();
  }
  const columns = await listColumns(session);
  const history = await keepsHistory(session);
  const tables: PlannedTable[] = [];
  const doubts: string[] = [];
  for (const table of listed) {
    const create = await showExact(session, table, probe, doubts);
    tables.push(
      plannedTable(
        { ...table, physical: table.name },
        create,
        columns.get(table.name) ?? [],
        history,
      ),
    );
  }
  if (doubts.length > 0) log('warn', doubtful(session, doubts));
  if (!history && tables.some(({ kind }) => kind === 'versioned')) {
    log(
      'warn',
      'This server cannot bring back the history of system-versioned tables; only their present rows are in the backup.',
    );
  }
  warnOfEngines(listed, log);
  const unreadable = everything.filter((table) => !listed.includes(table)).map(theTable);
  if (!sight.allTables) unreadable.push(...hiddenParents(tables, everything));
  const found = await findObjects(session, unreadable);
  const { objects, without } = withoutMissing(found, everything, listed);
  return { tables, objects, unreadable: [...unreadable, ...without, ...sight.hidden] };
}

/** The definition of a table, with what the server does not show of it. */
export async function showExact(
  session: MysqlSession,
  { name, kind }: Pick<TableInfo, 'name' | 'kind'>,
  probe: DefinitionProbe,
  doubts: string[] = [],
): Promise<string> {
  const shown = await showTable(session, name, kind);
  if (kind === 'sequence') return shown;
  return exactTable(shown, {
    flavour: session.flavour,
    table: name,
    probe,
    doubt: (column) => doubts.push(`${name}.${column}`),
  });
}

function doubtful(session: MysqlSession, doubts: readonly string[]): string {
  const right =
    session.flavour === 'mysql'
      ? ' Give the account the right CREATE TEMPORARY TABLES, so that it can be told.'
      : '';
  return `The server does not show every character of these definitions (beyond U+FFFF, or of other character sets); they may come back with others in their place: ${doubts.join(', ')}.${right}`;
}

/**
 * @param create as the server shows it
 * @param columns those that can be written
 * @param history whether this server can bring the past of a versioned table back
 */
export function plannedTable(
  info: Pick<PlannedTable, 'name' | 'physical' | 'kind' | 'bytes'>,
  create: string,
  columns: readonly ColumnInfo[],
  history: boolean,
): PlannedTable {
  const common = { ...info, own: isOwnTable(info.name) };
  if (info.kind === 'sequence') {
    return { ...common, definition: null, createSequence: create, columns: [], history: false };
  }
  const definition = renameSequences(parseTable(create), (sequence) => sequence);
  const versioned = history && info.kind === 'versioned';
  return {
    ...common,
    definition,
    createSequence: null,
    columns: versioned ? [...columns, ...periodColumns(definition).map(momentColumn)] : columns,
    history: versioned,
  };
}

/** Whether rows of the past can be inserted as such (MariaDB 10.11 and later). */
export async function keepsHistory(session: MysqlSession): Promise<boolean> {
  const rows = await session.rows(`SHOW VARIABLES LIKE 'system_versioning_insert_history'`);
  return rows.length > 0;
}

function momentColumn(name: string): ColumnInfo {
  return { name, type: 'timestamp', literal: { kind: 'text' } };
}

/** The definition of a table as the server shows it. */
export async function showTable(
  session: MysqlSession,
  name: string,
  kind: TableInfo['kind'] = 'table',
): Promise<string> {
  const what = kind === 'sequence' ? 'SEQUENCE' : 'TABLE';
  const unconverted = session.flavour === 'mysql';
  // Converted, the strings in MySQL's expressions would lose all that is not in utf8mb3.
  if (unconverted) await session.send('SET SESSION character_set_results = NULL');
  const [row] = await session
    .byteRows(`SHOW CREATE ${what} ${quote(name)}`)
    .finally(() => (unconverted ? session.send('SET NAMES utf8mb4') : undefined));
  const text = row?.['Create Table'] ?? null;
  if (text === null) throw changed();
  return unconverted ? hexLiterals(text) : text.toString('utf8');
}

/** What is not InnoDB has no snapshot: its rows are those of the moment in which they are read. */
function warnOfEngines(tables: readonly TableInfo[], log: WriteLog): void {
  const others = tables.filter(
    ({ engine, kind }) => kind !== 'sequence' && engine.toLowerCase() !== 'innodb',
  );
  if (others.length === 0) return;
  const names = others.map(({ name, engine }) => `${name} (${engine})`).join(', ');
  log('warn', `These tables have no transactions, so a write during the backup shows: ${names}`);
}

/** A hash over the structure of everything but the plugin's own tables. */
export function fingerprint(plan: DumpPlan): string {
  const parts = plan.tables
    .filter((table) => !table.own)
    .map(({ name, definition, createSequence }) => {
      const text =
        definition === null
          ? (createSequence ?? '')
          : [...definition.items, ...definition.foreignKeys, definition.tail].join('\0');
      return `table\0${name}\0${text.replace(/ AUTO_INCREMENT=\d+/, '')}`;
    });
  for (const object of plan.objects) {
    parts.push(`${object.kind}\0${object.name}\0${object.sql.toString('latin1')}`);
  }
  const hash = createHash('sha256');
  for (const part of parts.sort()) hash.update(part).update('\n');
  return hash.digest('hex');
}

function changed(): BackupError {
  return new BackupError(
    'SNAPSHOT_INCOMPLETE',
    'A table was changed, created or dropped while the backup began. Try again when that is done.',
  );
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
