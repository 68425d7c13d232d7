import { BackupError } from '../../../errors';
import type { DumpOptions } from '../../engine';
import type { MysqlSettings } from '../../settings';
import { builtInRows } from '../built-in-rows';
import type { PlannedTable } from '../dump-plan';
import { databaseLocked, type MysqlSession } from '../mysql-session';
import type { DumpedRows } from '../row-files';
import type { OpenRowReader, RowTarget } from '../row-reader';
import { startSnapshot } from '../start-snapshots';
import { periodColumns } from '../table-definition';
import { dumpArguments, fitsCommandLine, HISTORY_OPTION } from './dump-arguments';
import { findDumpTool, type DumpTool } from './find-dump-tool';
import { FlowGate } from './flow-gate';
import { StrangeOutput } from './strange-output';
import { writeOptionFile } from './option-file';
import { runDumpTool, type RunningTool, type ToolCall, type ToolEnd } from './run-dump-tool';
import { readToolMessages } from './tool-message';
import { ToolRows } from './tool-rows';
import { watchLocks } from './watch-locks';

/**
 * Rows as `mysqldump` or `mariadb-dump` reads them, one process with one snapshot. What it writes is
 * taken apart and written again, so an archive is the same whatever made it.
 *
 * @throws BackupError DUMP_TOOL_MISSING, DUMP_TOOL_FAILED
 */
export const dumpToolRows: OpenRowReader = async (settings, session, options) => {
  const { signal } = options;
  const path = process.env.PATH ?? '';
  const tool = await findDumpTool({
    flavour: session.flavour,
    folder: settings.dumpToolFolder,
    path,
    signal,
  });
  const builtIn = await builtInRows(settings, session, options);
  return {
    snapshotLevel: 'mysqldump-single-transaction',
    startSnapshot: () => startSnapshot(session),
    close: () => undefined,
    async read(tables, target) {
      if (tables.length === 0 || !fitsCommandLine(tables.map(({ physical }) => physical))) {
        if (tables.length > 0) {
          options.log(
            'warn',
            'There are more tables than one command line holds, so the rows are read without the dump program.',
          );
        }
        return builtIn.read(tables, target);
      }
      sayWhatIsLost(tool, session, tables, options);
      return readWithTool({ settings, session, options, tool, path }, tables, target);
    },
  };
};

interface Call {
  readonly settings: MysqlSettings;
  readonly session: MysqlSession;
  readonly options: DumpOptions;
  readonly tool: DumpTool;
  readonly path: string;
}

async function readWithTool(
  call: Call,
  tables: readonly PlannedTable[],
  target: RowTarget,
): Promise<ReadonlyMap<string, DumpedRows>> {
  const { settings, options, tool, path } = call;
  const optionFile = writeOptionFile(settings, tool, options.scratch);
  try {
    const running = start(tool, {
      file: tool.file,
      args: dumpArguments(tool, {
        optionFile: optionFile.file,
        database: settings.database,
        tables: tables.map(({ physical }) => physical),
        history: tables.some(({ history }) => history),
      }),
      folder: options.scratch,
      path,
    });
    options.signal.addEventListener('abort', running.kill, { once: true });
    try {
      return await takeRows(call, running, tables, target);
    } finally {
      options.signal.removeEventListener('abort', running.kill);
      running.kill();
      await running.ended;
    }
  } finally {
    optionFile.remove();
  }
}

/** A command line that is too long, say, is refused at once. */
function start(tool: DumpTool, call: ToolCall): RunningTool {
  try {
    return runDumpTool(call);
  } catch (error) {
    throw failed(tool, error instanceof Error ? error.message : String(error), error);
  }
}

async function takeRows(
  { settings, session, options, tool }: Call,
  running: RunningTool,
  tables: readonly PlannedTable[],
  target: RowTarget,
): Promise<ReadonlyMap<string, DumpedRows>> {
  const ours: { reason: unknown } = { reason: null };
  const stop = (reason: unknown) => {
    ours.reason ??= reason;
    running.kill();
  };
  const gate = new FlowGate(() => {
    stop(rows.queue.failure);
  });
  const presentOnly = tables.map((table) => plannedFor(tool, table));
  const rows = new ToolRows(presentOnly, target, gate);
  const watch = watchLocks(session, () => {
    stop(databaseLocked(new Error('The dump program waited for a table.')));
  });
  try {
    for await (const piece of running.output) {
      watch.moved();
      rows.push(piece as Buffer);
      await gate.passed();
      watch.moved();
    }
  } catch (error) {
    stop(error);
  } finally {
    watch.stop();
  }
  const end = await running.ended;
  await rows.queue.settled();
  options.signal.throwIfAborted();
  if (end.failure !== null) throw failed(tool, end.failure.message, end.failure);
  if (ours.reason !== null) throw asFailure(tool, ours.reason);
  requireGoodEnd(tool, end, settings, options);
  return rows.finish().catch((error: unknown) => {
    throw asFailure(tool, error);
  });
}

/** Numbers of the server: a lock was waited for too long, or those who wait wait for each other. */
const LOCKED = /\((?:1205|1213)\)|\berror:? (?:1205|1213)\b/i;

function requireGoodEnd(
  tool: DumpTool,
  end: ToolEnd,
  { password }: MysqlSettings,
  options: DumpOptions,
): void {
  const { warnings, errors } = readToolMessages(end.stderr, [password, options.scratch]);
  for (const line of warnings) options.log('warn', `The dump program says: ${line}`);
  if (end.code === 0 && errors.length === 0) return;
  const locked = errors.find((line) => LOCKED.test(line));
  if (locked !== undefined) throw databaseLocked(new Error(locked));
  const reason =
    errors.length > 0
      ? errors.join(' ')
      : end.code === null
        ? 'it was killed'
        : `it ended with code ${String(end.code)}`;
  throw failed(tool, reason, new Error(reason));
}

/** Output that is not understood is the client's failure; what the archive or the server said is theirs. */
function asFailure(tool: DumpTool, error: unknown): unknown {
  if (!(error instanceof StrangeOutput)) return error;
  return failed(tool, `its output is not understood: ${error.message}`, error);
}

function failed(tool: DumpTool, reason: string, cause: unknown): BackupError {
  return new BackupError(
    'DUMP_TOOL_FAILED',
    `The dump program ${tool.file} failed: ${reason} Nothing was kept of this backup. Correct that, or set the dump tool to built-in.`.replace(
      /([^.…!?]) Nothing/,
      '$1. Nothing',
    ),
    { cause },
  );
}

/** The columns that this client is going to write. */
function plannedFor(tool: DumpTool, table: PlannedTable): PlannedTable {
  const { definition, history, columns } = table;
  if (!history || definition === null || tool.options.has(HISTORY_OPTION)) return table;
  const period = new Set<string>(periodColumns(definition));
  return { ...table, columns: columns.filter(({ name }) => !period.has(name)), history: false };
}

function sayWhatIsLost(
  tool: DumpTool,
  { flavour }: MysqlSession,
  tables: readonly PlannedTable[],
  { log }: DumpOptions,
): void {
  const names = (which: readonly PlannedTable[]) => which.map(({ name }) => name).join(', ');
  const floats = tables.filter(({ columns }) => columns.some(({ type }) => type === 'float'));
  if (floats.length > 0) {
    log(
      'warn',
      `The dump program writes FLOAT columns with six digits; further ones are lost in these tables: ${names(floats)}. The built-in dump tool keeps them.`,
    );
  }
  const past = tables.filter((table) => table.history && !plannedFor(tool, table).history);
  if (past.length > 0) {
    log(
      'warn',
      `This dump program does not read the history of system-versioned tables; only present rows are in the backup: ${names(past)}`,
    );
  }
  if (tool.flavour !== flavour) {
    log(
      'warn',
      `There is no dump program of this server's own kind; its rows are read with ${tool.file}, whose output is checked.`,
    );
  }
  log('info', `Rows are read with ${tool.version}.`);
}
