import type { Lease } from '../../lease/lease';
import { quoteIdentifier } from '../identifiers';
import type { MysqlSettings } from '../settings';
import { GeneratedNames } from './generated-names';
import { hasTable } from './inspect-mysql';
import { addForeignKeys } from './kept-references';
import { openLoadSession } from './load-session';
import { dropObject, makeObject } from './make-object';
import { serverMessage } from './mysql-errors';
import type { MysqlSession } from './mysql-session';
import { objectText } from './object-text';
import { requireLease } from './require-lease';
import { orReplace, placeholderText } from './schema-file';
import { followsTable } from './staged-table';
import {
  readStaged,
  readSwap,
  type StagedState,
  type StateTable,
  type SwapState,
} from './swap-state';
import { checkItem, checkNames, parseTable, sequenceColumns } from './table-definition';

const quote = (name: string): string => quoteIdentifier('mysql', name);

/**
 * After the swap: the old tables give up the names that are unique in a schema (foreign keys, CHECKs,
 * triggers), then the new ones get theirs, and views, routines and events are made. Each step looks at
 * what is there, so that it can be repeated after a crash at any place.
 *
 * @returns what could not be made, in sentences; everything was tried before the swap
 */
export async function rollForwardMysql(
  settings: MysqlSettings,
  token: string,
  lease: Lease,
): Promise<string[]> {
  const names = new GeneratedNames(token);
  const session = await openLoadSession(settings);
  try {
    const staged = await readStaged(session, names);
    const swap = await readSwap(session, names);
    if (staged === null || swap === null || !(await hasTable(session, names.done))) {
      throw new Error('The swap that is to be finished has not happened.');
    }
    const arrived = new Set(swap.incoming);
    const incoming = staged.tables.filter(({ name }) => arrived.has(name));
    await requireLease(session, lease);
    await releaseNames(session, swap.kept);
    await requireLease(session, lease);
    const failures = [
      ...(await restoreChecks(session, names, incoming)),
      ...(await restoreForeignKeys(session, incoming, swap)),
    ];
    failures.push(...(await restoreDefaults(session, incoming)));
    await requireLease(session, lease);
    failures.push(...(await makeObjects(session, staged, arrived)));
    if (session.flavour === 'mariadb') await resumeStatistics(session, incoming);
    return failures;
  } finally {
    session.destroy();
  }
}

/** Foreign keys, CHECKs (their names are unique in MySQL) and triggers of the tables that went. */
async function releaseNames(session: MysqlSession, kept: readonly StateTable[]): Promise<void> {
  const old = new Map(kept.map((table) => [table.physical, table]));
  const constraints = await session.rows(
    `SELECT table_name AS tbl, constraint_name AS name, constraint_type AS type
     FROM information_schema.table_constraints
     WHERE table_schema = DATABASE() AND constraint_type IN ('FOREIGN KEY', 'CHECK')`,
  );
  const drops = new Map<string, string[]>();
  for (const { tbl, name, type } of constraints) {
    if (tbl == null || name == null || !old.has(tbl)) continue;
    if (type === 'CHECK' && (session.flavour === 'mariadb' || followsTable(name, tbl))) continue;
    const what = type === 'CHECK' ? 'CHECK' : 'FOREIGN KEY';
    drops.set(tbl, [...(drops.get(tbl) ?? []), `DROP ${what} ${quote(name)}`]);
  }
  for (const [table, parts] of drops) {
    await session.patiently(`ALTER TABLE ${quote(table)} ${parts.join(', ')}`);
  }
  const triggers = await session.rows(
    `SELECT trigger_name AS name, event_object_table AS tbl FROM information_schema.triggers
     WHERE trigger_schema = DATABASE()`,
  );
  for (const { name, tbl } of triggers) {
    if (name != null && old.has(tbl ?? '')) await dropObject(session, 'trigger', name);
  }
}

/** On MySQL: generated names of CHECKs become the right ones, and those that an undo misses come back. */
async function restoreChecks(
  session: MysqlSession,
  names: GeneratedNames,
  incoming: readonly StateTable[],
): Promise<string[]> {
  if (session.flavour === 'mariadb') return [];
  const rows = await session.rows(
    `SELECT table_name AS tbl, constraint_name AS name FROM information_schema.table_constraints
     WHERE table_schema = DATABASE() AND constraint_type = 'CHECK'`,
  );
  const failures: string[] = [];
  for (const table of incoming) {
    if (table.kind === 'sequence') continue;
    const definition = parseTable(table.create);
    const present = rows.filter((row) => row.tbl === table.name).map((row) => row.name ?? '');
    const changes = present
      .filter((name) => names.isCheck(name))
      .map((name) => `DROP CHECK ${quote(name)}`);
    for (const name of checkNames(definition)) {
      const item = checkItem(definition, name);
      if (item !== null && !present.includes(name)) changes.push(`ADD ${item}`);
    }
    if (changes.length === 0) continue;
    try {
      await session.patiently(`ALTER TABLE ${quote(table.name)} ${changes.join(', ')}`);
    } catch (error) {
      failures.push(
        `The CHECK constraints of ${table.name} could not be made: ${serverMessage(error)}`,
      );
    }
  }
  return failures;
}

/** Defaults that draw from a sequence name it: now it has its name. */
async function restoreDefaults(
  session: MysqlSession,
  incoming: readonly StateTable[],
): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, kind, create } of incoming) {
    const columns = kind === 'sequence' ? [] : sequenceColumns(parseTable(create));
    if (columns.length === 0) continue;
    const changes = columns.map((column) => `MODIFY COLUMN ${column}`);
    try {
      await session.patiently(`ALTER TABLE ${quote(name)} ${changes.join(', ')}`);
    } catch (error) {
      failures.push(`The defaults of ${name} could not be made: ${serverMessage(error)}`);
    }
  }
  return failures;
}

function restoreForeignKeys(
  session: MysqlSession,
  incoming: readonly StateTable[],
  swap: SwapState,
): Promise<string[]> {
  const own = incoming.flatMap(({ name, kind, create }) =>
    kind === 'sequence'
      ? []
      : parseTable(create).foreignKeys.map((item) => ({ table: name, item })),
  );
  return addForeignKeys(session, [...own, ...swap.repairs]);
}

async function makeObjects(
  session: MysqlSession,
  staged: StagedState,
  arrived: ReadonlySet<string>,
): Promise<string[]> {
  const failures: string[] = [];
  for (const { kind, name } of staged.removes) await dropObject(session, kind, name);
  const views = staged.objects.filter(({ kind }) => kind === 'view');
  for (const view of views) await session.patiently(placeholderText(view));
  for (const object of inOrderOfMaking(staged)) {
    if (object.kind === 'trigger' && !arrived.has(object.table ?? '')) continue;
    try {
      // `objectText` again, since it is sent now for good: one statement, of this kind and name.
      const sql = objectText(object, {});
      if (object.kind === 'view') {
        await makeObject(
          session,
          object,
          sql.includes('CREATE OR REPLACE ') ? sql : orReplace(sql),
        );
      } else {
        await dropObject(session, object.kind, object.name);
        await makeObject(session, object, sql);
      }
    } catch (error) {
      failures.push(`The ${object.kind} ${object.name} could not be made: ${serverMessage(error)}`);
    }
  }
  return failures;
}

function inOrderOfMaking(staged: StagedState): StagedState['objects'] {
  const rank = { function: 0, procedure: 0, view: 1, trigger: 2, event: 3 } as const;
  return [...staged.objects].sort((a, b) => rank[a.kind] - rank[b.kind]);
}

/** Back to the server's own way of counting, so that the definition is the same again. */
async function resumeStatistics(
  session: MysqlSession,
  incoming: readonly StateTable[],
): Promise<void> {
  for (const { name, kind, create } of incoming) {
    if (kind === 'sequence' || /STATS_AUTO_RECALC=/.test(create)) continue;
    await session
      .patiently(`ALTER TABLE ${quote(name)} STATS_AUTO_RECALC = DEFAULT`)
      .catch(() => undefined);
  }
}
