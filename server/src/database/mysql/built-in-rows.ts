import type { DumpOptions, DumpSink } from '../engine';
import type { MysqlSettings } from '../settings';
import type { PlannedTable } from './dump-plan';
import { dumpRows } from './dump-rows';
import { MysqlSession } from './mysql-session';
import { FILE_BYTES, type DumpedRows } from './row-files';
import type { OpenRowReader, RowReader, RowTarget } from './row-reader';
import { startSnapshot, startSnapshots } from './start-snapshots';
import { Turns } from './turns';

/**
 * Rows as the server sends them: on the connection that has the structure, and on further ones where the
 * settings ask for them and their snapshots can be of the same moment.
 */
export const builtInRows: OpenRowReader = (settings, session, options) =>
  Promise.resolve(new BuiltInRows(settings, session, options));

class BuiltInRows implements RowReader {
  readonly #settings: MysqlSettings;
  readonly #session: MysqlSession;
  readonly #options: DumpOptions;
  #others: MysqlSession[] = [];

  constructor(settings: MysqlSettings, session: MysqlSession, options: DumpOptions) {
    this.#settings = settings;
    this.#session = session;
    this.#options = options;
  }

  get snapshotLevel(): string {
    return this.#others.length === 0 ? 'one-connection' : 'backup-stage';
  }

  async startSnapshot(): Promise<void> {
    this.close();
    const more = this.#settings.connections - 1;
    if (more > 0 && this.#session.flavour === 'mariadb') {
      const others = await openAll(this.#settings, more + 1);
      const [lock, ...readers] = others;
      const begun = lock !== undefined && (await startSnapshots([this.#session, ...readers], lock));
      lock?.destroy();
      if (begun) {
        this.#others = readers;
        return;
      }
      for (const reader of readers) reader.destroy();
    }
    if (more > 0) {
      this.#options.log(
        'info',
        'One connection is used: this server or account has no way to begin several snapshots at the same moment without a cost to the site.',
      );
    }
    await startSnapshot(this.#session);
  }

  async read(
    tables: readonly PlannedTable[],
    target: RowTarget,
  ): Promise<ReadonlyMap<string, DumpedRows>> {
    await target.begin();
    const sessions = [this.#session, ...this.#others];
    // The bytes of the columns as they are stored: nothing is converted on the way.
    for (const session of sessions) await session.send('SET SESSION character_set_results = NULL');
    const dumped = new Map<string, DumpedRows>();
    const turns = new Turns();
    const queue = tables.entries();
    const work = async (session: MysqlSession) => {
      // One iterator for all: each takes the next table, so that the one whose turn it is is at work.
      for (const [index, table] of queue) {
        this.#options.signal.throwIfAborted();
        const rows = await dumpRows(
          session,
          table,
          inTurn(target.sink, turns, index),
          (bytes) => {
            target.onBytes(bytes, table.name);
          },
          FILE_BYTES / sessions.length,
        );
        await turns.turnOf(index);
        turns.done(index);
        dumped.set(table.name, rows);
      }
    };
    const failures: unknown[] = [];
    await Promise.all(
      sessions.map((session) =>
        work(session).catch((error: unknown) => {
          failures.push(error);
          turns.fail(error);
          for (const each of sessions) each.destroy();
        }),
      ),
    );
    if (failures.length > 0) throw failures[0];
    await this.#session.send('SET NAMES utf8mb4');
    return dumped;
  }

  close(): void {
    for (const session of this.#others) session.destroy();
    this.#others = [];
  }
}

/** Entries of an archive come in order, whoever has read them. */
function inTurn(sink: DumpSink, turns: Turns, index: number): DumpSink {
  return {
    addFile: (entry, file) => sink.addFile(entry, file),
    addBuffer: async (entry, content) => {
      await turns.turnOf(index);
      await sink.addBuffer(entry, content);
    },
  };
}

/** All or none. */
async function openAll(settings: MysqlSettings, count: number): Promise<MysqlSession[]> {
  const opening = Array.from({ length: count }, () => MysqlSession.open(settings));
  const opened = await Promise.allSettled(opening);
  const sessions = opened.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed === undefined) return sessions;
  for (const session of sessions) session.destroy();
  throw failed.reason;
}
