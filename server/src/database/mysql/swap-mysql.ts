import { BackupError, leaseLost } from '../../errors';
import { pausePoint } from '../../pause-points';
import { nowExpression } from '../connection';
import type { SwapOptions, SwapResult } from '../engine';
import { quoteIdentifier } from '../identifiers';
import { isOwnTable, JOURNAL_TABLE } from '../own-tables';
import type { MysqlSettings } from '../settings';
import { strapiTables } from '../strapi-tables';
import { DefinitionProbe } from './definition-probe';
import { showExact } from './dump-plan';
import { GeneratedNames } from './generated-names';
import { hasTable, isThere, listTables, type TableInfo } from './inspect-mysql';
import { dropReferences, keptReferences } from './kept-references';
import { openLoadSession } from './load-session';
import { isSchemaChange } from './mysql-errors';
import type { MysqlSession } from './mysql-session';
import { readObjects } from './read-objects';
import { requireLease } from './require-lease';
import { sqlString } from './sql-string';
import { readStaged, writeSwap, type StateTable } from './swap-state';

const quote = (name: string): string => quoteIdentifier('mysql', name);

/**
 * The commit point on MySQL and MariaDB: one RENAME TABLE moves every old table aside, every staged one
 * into place, and the table that is named after the fence. All of it or nothing; and nothing when somebody
 * who took over has renamed that last one before.
 *
 * What is needed to go on after a crash is written before.
 *
 * @throws BackupError LEASE_LOST, DATABASE_LOCKED, STAGING_MISMATCH; then nothing has changed
 */
export async function swapMysql(
  settings: MysqlSettings,
  options: SwapOptions,
): Promise<SwapResult> {
  const session = await openLoadSession(settings);
  try {
    return await swap(session, new GeneratedNames(options.token), options);
  } finally {
    session.destroy();
  }
}

async function swap(
  session: MysqlSession,
  names: GeneratedNames,
  options: SwapOptions,
): Promise<SwapResult> {
  await requireLease(session, options.lease);
  const staged = await readStaged(session, names);
  if (staged === null) throw new Error('There is nothing staged under this token.');
  const skipped = new Set(options.skipTables);
  const incoming = staged.tables.filter(({ name }) => !skipped.has(name));
  const live = (await listTables(session)).filter(({ name }) => !isOwnTable(name));
  await refuseViewsInTheWay(session, incoming);

  const arriving = new Set(incoming.map(({ name }) => name));
  const ofStrapi = await tablesOfStrapi(session);
  const withdrawn = new Set(staged.withdraws);
  const goes = ({ name }: TableInfo) =>
    arriving.has(name) || ((ofStrapi.has(name) || withdrawn.has(name)) && !skipped.has(name));
  const going = live.filter(goes);
  const keptTables = live.filter((table) => !goes(table)).map(({ name }) => name);
  const kept: StateTable[] = [];
  const probe = new DefinitionProbe(session, () => Promise.resolve(session));
  for (const [index, { name, kind }] of going.entries()) {
    const create = await showExact(session, { name, kind }, probe);
    kept.push({ name, physical: names.kept(index), kind, create, rows: 0 });
  }
  const goingNames = new Set(going.map(({ name }) => name));
  const all = (await listTables(session)).map(({ name }) => name);
  const staying = all.filter((name) => !goingNames.has(name));
  const result: SwapResult = {
    tables: incoming.length,
    rows: incoming.reduce((sum, table) => sum + table.rows, 0),
    keptTables,
  };
  const detail = options.detail(result);
  const repairs = await keptReferences(session, staying, goingNames);
  await writeSwap(session, names, {
    incoming: incoming.map(({ name }) => name),
    kept,
    // Triggers of tables that stay are not touched.
    objects: (await readObjects(session)).filter(
      ({ kind, table }) => kind !== 'trigger' || goingNames.has(table ?? ''),
    ),
    repairs,
    detail,
  });
  await dropReferences(session, repairs);
  pausePoint('restore.swap.locked');
  options.report({ done: 0, total: 1, item: 'tables' });
  await renameAll(session, names, options, kept, incoming);
  pausePoint('restore.swap.replaced');
  await session.send(
    `UPDATE ${JOURNAL_TABLE} SET state = 'swapped', gate = 'closed', detail = ${sqlString(detail)},
       updated_at = ${nowExpression('mysql')}
     WHERE id = ${sqlString(options.journalId)} AND state = 'prepared'`,
  );
  pausePoint('restore.swap.committed');
  return result;
}

async function renameAll(
  session: MysqlSession,
  names: GeneratedNames,
  options: SwapOptions,
  kept: readonly StateTable[],
  incoming: readonly StateTable[],
): Promise<void> {
  const fence = names.fence(options.lease.fence);
  const moves = [
    // First: where it is missing, nothing has been touched yet.
    `${quote(fence)} TO ${quote(names.done)}`,
    ...kept.map(({ name, physical }) => `${quote(name)} TO ${quote(physical)}`),
    ...incoming.map(({ name, physical }) => `${quote(physical)} TO ${quote(name)}`),
  ];
  // With checks on, the server keeps the foreign keys of a renamed table in step.
  await session.send('SET SESSION foreign_key_checks = 1');
  try {
    await session.patiently(`RENAME TABLE ${moves.join(', ')}`);
  } catch (error) {
    if (await isThere(session, names.done)) return;
    if (isSchemaChange(error) && !(await isThere(session, fence))) throw leaseLost(error);
    throw error;
  }
}

async function refuseViewsInTheWay(
  session: MysqlSession,
  incoming: readonly StateTable[],
): Promise<void> {
  const arriving = new Set(incoming.map(({ name }) => name));
  const rows = await session.rows(
    `SELECT table_name AS name FROM information_schema.views WHERE table_schema = DATABASE()`,
  );
  const found = rows.find((row) => arriving.has(row.name ?? ''));
  if (found === undefined) return;
  throw new BackupError(
    'STAGING_MISMATCH',
    `${found.name ?? ''} is a table in the backup, but a view in this site. Rename or drop the view first. Nothing was changed.`,
  );
}

async function tablesOfStrapi(session: MysqlSession): Promise<Set<string>> {
  if (!(await hasTable(session, 'strapi_database_schema'))) return strapiTables(null);
  const [row] = await session.rows(
    'SELECT `schema` AS content FROM strapi_database_schema ORDER BY id DESC LIMIT 1',
  );
  return strapiTables(row?.content ?? null);
}
