import type { WriteLog } from '../../progress';
import { LAX_SESSION } from './load-session';
import type { MysqlSession } from './mysql-session';
import type { PresentRows } from './present-rows';

interface Loaded {
  readonly name: string;
  readonly staged: string;
  readonly rows: number;
  readonly present: PresentRows | null;
  leftOut: number;
}

/** After the rows were counted: the manifest knows those of the past, too. */
export async function leavePastOut(
  session: MysqlSession,
  tables: readonly Loaded[],
  log: WriteLog,
): Promise<void> {
  const left: string[] = [];
  for (const table of tables) {
    if (table.present === null) continue;
    await session.send(LAX_SESSION);
    table.leftOut = table.rows - (await table.present.finish(session, table.staged));
    left.push(`${table.name} (${String(table.leftOut)} rows)`);
  }
  if (left.length > 0) log('warn', `The past of these tables was left out: ${left.join(', ')}.`);
}
