import { BackupError } from '../../errors';
import type { StageOptions } from '../engine';
import { quoteIdentifier } from '../identifiers';
import { SESSIONS_TABLE } from '../own-tables';
import type { MysqlSettings } from '../settings';
import { GeneratedNames } from './generated-names';
import { listColumns } from './inspect-mysql';
import { ACCOUNT_TABLES, prepareAccounts } from './keep-account';
import { openLoadSession } from './load-session';
import type { MysqlSession } from './mysql-session';
import { stagedTableText } from './staged-table';
import {
  createStateTable,
  readStaged,
  readSwap,
  writeStaged,
  type StateTable,
  type SwapState,
} from './swap-state';
import { parseTable } from './table-definition';
import { tryObjects } from './try-objects';

/**
 * What a swap kept, made ready for the swap back: the tables are where they are and only change their
 * names. Those in which somebody is signed in or gets in are copied, so that the kept state stays as it
 * is until the undo has been committed.
 *
 * @throws BackupError NOT_UNDOABLE, PLAN_BLOCKED
 */
export async function stageKeptMysql(
  settings: MysqlSettings,
  undo: string,
  options: StageOptions,
): Promise<void> {
  const session = await openLoadSession(settings);
  try {
    const old = new GeneratedNames(undo);
    const swap = await readSwap(session, old);
    const restored = await readStaged(session, old);
    if (swap === null || restored === null) {
      throw new BackupError(
        'NOT_UNDOABLE',
        'The data from before this restore are no longer kept.',
      );
    }
    const names = new GeneratedNames(options.token);
    await createStateTable(session, names);
    const fence = names.fence(options.lease.fence);
    await session.send(`CREATE TABLE IF NOT EXISTS ${quote(fence)} (id INT PRIMARY KEY)`);

    const tables = await copyAccounts(session, names, swap);
    const staged = new Map(tables.map(({ name, physical }) => [name, physical]));
    await prepareAccounts(session, staged, options.keep);
    const objects = await tryObjects(
      session,
      names,
      swap.objects,
      staged,
      options.forbiddenObjects,
      options.log,
    );
    const before = new Set(swap.objects.map(({ kind, name }) => `${kind} ${name}`));
    await writeStaged(session, names, {
      tables,
      objects,
      // What the restore brought and the site had not had.
      removes: restored.objects
        .filter(({ kind, name }) => kind !== 'trigger' && !before.has(`${kind} ${name}`))
        .map(({ kind, name }) => ({ kind, name })),
      withdraws: swap.incoming.filter((name) => !staged.has(name)),
    });
  } finally {
    session.destroy();
  }
}

async function copyAccounts(
  session: MysqlSession,
  names: GeneratedNames,
  swap: SwapState,
): Promise<StateTable[]> {
  const columns = await listColumns(session);
  const tables: StateTable[] = [];
  for (const [index, table] of swap.kept.entries()) {
    if (!ACCOUNT_TABLES.includes(table.name)) {
      tables.push(table);
      continue;
    }
    const definition = parseTable(table.create);
    const physical = names.staged(index);
    await session.send(
      stagedTableText(session.flavour, names, { ...definition, foreignKeys: [] }, physical),
    );
    if (table.name !== SESSIONS_TABLE) {
      const list = (columns.get(table.physical) ?? []).map(({ name }) => quote(name)).join(', ');
      await session.send(
        `INSERT INTO ${quote(physical)} (${list}) SELECT ${list} FROM ${quote(table.physical)}`,
      );
    }
    tables.push({ ...table, physical });
  }
  return tables;
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
