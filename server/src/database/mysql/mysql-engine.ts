import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { MergeSummary, PlanCheck } from '../../contracts/restores';
import type { Lease } from '../../lease/lease';
import { removeData } from '../../remove-data';
import type {
  BackedUpDatabase,
  DatabaseChoices,
  DatabaseEngine,
  DatabaseFacts,
  DumpOptions,
  DumpSink,
  KeptDatabase,
  MergeOptions,
  StagedPlace,
  StageOptions,
  Staging,
  SwapOptions,
  SwapResult,
} from '../engine';
import type { MysqlSettings } from '../settings';
import { assessMysql } from './assess-mysql';
import { builtInRows } from './built-in-rows';
import {
  discardKeptMysql,
  discardStagingMysql,
  swapHappenedMysql,
  sweepMysql,
} from './discard-mysql';
import { dumpMysql, MEDIA_URLS_FILE } from './dump-mysql';
import { dumpToolRows } from './dump-tool/dump-tool-rows';
import { GeneratedNames } from './generated-names';
import { hasTable, listTables } from './inspect-mysql';
import { mediaUrlsOf } from './media-urls';
import { mergeMysql } from './merge-mysql';
import { MysqlSession, withSession } from './mysql-session';
import { MysqlStaging } from './mysql-staging';
import { requireLease } from './require-lease';
import { rollForwardMysql } from './roll-forward-mysql';
import { stageKeptMysql } from './stage-kept-mysql';
import { swapMysql } from './swap-mysql';
import { readSwap } from './swap-state';

/** MySQL and MariaDB, as the jobs see them. What a swap keeps are tables; their name is its token. */
export class MysqlEngine implements DatabaseEngine {
  readonly client = 'mysql';
  readonly keepsFiles = false;
  readonly swapKeepsOthersOut = false;
  readonly #settings: MysqlSettings;

  constructor(settings: MysqlSettings) {
    this.#settings = settings;
  }

  assess(backup: BackedUpDatabase, choices: DatabaseChoices): Promise<PlanCheck[]> {
    return withSession(this.#settings, (session) => assessMysql(session, backup, choices));
  }

  keptName({ token }: { readonly token: string }): string {
    return token;
  }

  size(kept: KeptDatabase): Promise<number> {
    return withSession(this.#settings, async (session) => {
      if (kept === null) {
        return (await listTables(session)).reduce((sum, table) => sum + table.bytes, 0);
      }
      const names = new GeneratedNames(kept);
      const tables = (await readSwap(session, names))?.kept ?? [];
      const physical = new Set(tables.map((table) => table.physical));
      const rows = await session.rows(
        `SELECT table_name AS name, COALESCE(data_length, 0) + COALESCE(index_length, 0) AS bytes
         FROM information_schema.tables WHERE table_schema = DATABASE()`,
      );
      return rows
        .filter((row) => physical.has(row.name ?? ''))
        .reduce((sum, row) => sum + Number(row.bytes ?? 0), 0);
    });
  }

  dump(sink: DumpSink, options: DumpOptions): Promise<DatabaseFacts> {
    const openReader = this.#settings.dumpTool === 'mysqldump' ? dumpToolRows : builtInRows;
    return dumpMysql(this.#settings, sink, options, openReader);
  }

  async *mediaUrls(scratch: string | null): AsyncGenerator<string> {
    const file = scratch === null ? null : path.join(scratch, MEDIA_URLS_FILE);
    if (file !== null && existsSync(file)) {
      for await (const line of createInterface({ input: createReadStream(file) })) {
        const url: unknown = JSON.parse(line);
        if (typeof url === 'string') yield url;
      }
      return;
    }
    const session = await MysqlSession.open(this.#settings);
    try {
      if (await hasTable(session, 'files')) yield* mediaUrlsOf(session, 'files');
    } finally {
      session.destroy();
    }
  }

  /** The row of the lease stays locked meanwhile, so nobody can take it. */
  underFence(lease: Lease, act: () => void): Promise<void> {
    return withSession(this.#settings, async (session) => {
      await session.send('START TRANSACTION');
      await requireLease(session, lease, 'lock');
      act();
      await session.send('ROLLBACK');
    });
  }

  check(): null {
    return null;
  }

  stage(options: StageOptions): Staging {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    return new MysqlStaging(this.#settings, options);
  }

  stageKept(undo: string, options: StageOptions): Promise<void> {
    return stageKeptMysql(this.#settings, undo, options);
  }

  merge(into: StagedPlace, from: StagedPlace, options: MergeOptions): Promise<MergeSummary> {
    return mergeMysql(this.#settings, { here: into.token, there: from.token }, options);
  }

  swap(options: SwapOptions): Promise<SwapResult> {
    if (options.undo !== options.token) {
      throw new TypeError('What a swap of tables keeps is named by its token.');
    }
    return swapMysql(this.#settings, options);
  }

  swapHappened(token: string, lease: Lease): Promise<{ readonly detail: string } | null> {
    return swapHappenedMysql(this.#settings, token, lease);
  }

  rollForward({ token }: { readonly token: string }, lease: Lease): Promise<readonly string[]> {
    return rollForwardMysql(this.#settings, token, lease);
  }

  async discardStaging(detail: { readonly folder: string; readonly token: string }): Promise<void> {
    await discardStagingMysql(this.#settings, detail.token);
    await removeData(detail.folder);
  }

  discardKept(undo: string): Promise<void> {
    return discardKeptMysql(this.#settings, undo);
  }

  sweep(_undoFolder: string, keeping: readonly string[]): Promise<void> {
    return sweepMysql(this.#settings, keeping);
  }
}
