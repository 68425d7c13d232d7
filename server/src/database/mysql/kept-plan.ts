import { BackupError } from '../../errors';
import { quoteIdentifier } from '../identifiers';
import { keepsHistory, plannedTable, type DumpPlan, type PlannedTable } from './dump-plan';
import { GeneratedNames } from './generated-names';
import { listColumns } from './inspect-mysql';
import type { MysqlSession } from './mysql-session';
import { readSwap } from './swap-state';

/**
 * A state that a swap kept, as something to dump: its tables under their first names, and the objects
 * that were there with them.
 *
 * @throws BackupError NOT_UNDOABLE when it is not there any more
 */
export async function keptPlan(session: MysqlSession, kept: string): Promise<DumpPlan> {
  const state = await readSwap(session, new GeneratedNames(kept));
  if (state === null) {
    throw new BackupError('NOT_UNDOABLE', 'The data from before this restore are no longer kept.');
  }
  const columns = await listColumns(session);
  const history = await keepsHistory(session);
  const tables: PlannedTable[] = [];
  for (const { name, physical, kind, create } of state.kept) {
    if (kind !== 'sequence') {
      await session.patiently(`SELECT 1 FROM ${quoteIdentifier('mysql', physical)} LIMIT 1`);
    }
    const info = { name, physical, kind, bytes: 0 };
    tables.push(plannedTable(info, create, columns.get(physical) ?? [], history));
  }
  return { tables, objects: state.objects, unreadable: [] };
}
