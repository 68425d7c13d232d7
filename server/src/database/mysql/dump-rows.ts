import type { DumpSink } from '../engine';
import { quoteIdentifier } from '../identifiers';
import { rowsEntry } from './entry-names';
import type { ColumnInfo } from './inspect-mysql';
import type { MysqlSession } from './mysql-session';
import { SqlOutput } from './sql-output';
import { writeRow } from './write-row';

/** Statements are cut after this many bytes, so that any server takes them. */
const STATEMENT_BYTES = 1024 * 1024;
/** Files are cut after this many bytes: they are held in memory until the archive has taken them. */
export const FILE_BYTES = 32 * 1024 * 1024;

export interface RowsOfTable {
  /** The name that the table has in the backup. */
  readonly name: string;
  /** The name that it has in the database now: another one for a kept state. */
  readonly physical: string;
  readonly columns: readonly ColumnInfo[];
  /** A system-versioned table: its history, too. */
  readonly history: boolean;
}

export interface DumpedRows {
  readonly rows: number;
  /** Bytes of the largest row as SQL. */
  readonly largest: number;
}

/**
 * The rows of one table as INSERT statements, exactly. They come straight off the wire; what the
 * archive has not taken yet is at most two files.
 */
export async function dumpRows(
  session: MysqlSession,
  table: RowsOfTable,
  sink: DumpSink,
  onBytes: (bytes: number) => void,
): Promise<DumpedRows> {
  const literals = table.columns.map((column) => column.literal);
  const head = `INSERT INTO ${quote(table.name)} (${table.columns.map(({ name }) => quote(name)).join(', ')}) VALUES\n`;
  const out = new SqlOutput(256 * 1024);
  let rows = 0;
  let largest = 0;
  let part = 0;
  let statementStart = -1;

  const archiving: { done: Promise<void>; failure: Error | null } = {
    done: Promise.resolve(),
    failure: null,
  };

  const begin = () => {
    part += 1;
    out.text(`-- ${JSON.stringify({ kind: 'rows', part })}\n`);
  };
  const endStatement = () => {
    if (statementStart === -1) return;
    out.text(';\n');
    statementStart = -1;
  };
  const flush = (nextSize: number) => {
    endStatement();
    out.text(`-- ${JSON.stringify({ kind: 'end', rows })}\n`);
    const content = out.take(nextSize);
    const entry = rowsEntry(table.name, part);
    onBytes(content.length);
    session.pause();
    archiving.done = archiving.done
      .then(() => {
        // While this file is being archived, the next one may fill up.
        session.resume();
        return archiving.failure === null ? sink.addBuffer(entry, content) : undefined;
      })
      .catch((error: unknown) => {
        archiving.failure ??= error instanceof Error ? error : new Error(String(error));
        session.destroy();
      });
  };

  try {
    await session.stream(selectRows(table), (buffer, start, end) => {
      if (statementStart === -1) {
        if (out.length === 0) begin();
        statementStart = out.length;
        out.text(head);
      } else {
        out.text(',\n');
      }
      const before = out.length;
      writeRow(out, literals, buffer, start, end);
      rows += 1;
      largest = Math.max(largest, out.length - before);
      if (out.length - statementStart >= STATEMENT_BYTES) {
        endStatement();
        if (out.length >= FILE_BYTES) flush(FILE_BYTES + 2 * STATEMENT_BYTES);
      }
    });
  } catch (error) {
    await archiving.done;
    throw archiving.failure ?? error;
  }
  if (out.length > 0) flush(0);
  await archiving.done;
  if (archiving.failure !== null) throw archiving.failure;
  return { rows, largest };
}

/** FLOAT is shown with six digits; as DOUBLE it comes with all that it has. */
function selectRows(table: RowsOfTable): string {
  const columns = table.columns.map(({ name, type }) =>
    type === 'float' ? `${quote(name)} + 0e0` : quote(name),
  );
  const history = table.history ? ' FOR SYSTEM_TIME ALL' : '';
  return `SELECT ${columns.join(', ')} FROM ${quote(table.physical)}${history}`;
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
