import type { DumpSink } from '../engine';
import { quoteIdentifier } from '../identifiers';
import type { PlannedTable } from './dump-plan';
import { EntryQueue } from './entry-queue';
import type { MysqlSession } from './mysql-session';
import { FILE_BYTES, RowFiles, type DumpedRows } from './row-files';

/**
 * The rows of one table as INSERT statements, exactly. They come straight off the wire; what the
 * archive has not taken yet is at most two files.
 *
 * @param fileBytes after which a file is full
 */
export async function dumpRows(
  session: MysqlSession,
  table: Pick<PlannedTable, 'name' | 'physical' | 'columns' | 'history'>,
  sink: DumpSink,
  onBytes: (bytes: number) => void,
  fileBytes = FILE_BYTES,
): Promise<DumpedRows> {
  const queue = new EntryQueue(session);
  const files = new RowFiles(table.name, table.columns, { sink, queue, onBytes, fileBytes });
  try {
    await session.stream(selectRows(table), (buffer, start, end) => {
      files.add(buffer, start, end);
    });
  } catch (error) {
    await queue.settled();
    throw queue.failure ?? error;
  }
  const dumped = files.end();
  await queue.finish();
  return dumped;
}

/** FLOAT is shown with six digits; as DOUBLE it comes with all that it has. */
function selectRows(table: Pick<PlannedTable, 'physical' | 'columns' | 'history'>): string {
  const columns = table.columns.map(({ name, type }) =>
    type === 'float' ? `${quote(name)} + 0e0` : quote(name),
  );
  const history = table.history ? ' FOR SYSTEM_TIME ALL' : '';
  return `SELECT ${columns.join(', ')} FROM ${quote(table.physical)}${history}`;
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
