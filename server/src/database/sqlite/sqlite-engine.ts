import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { MergeSummary, PlanCheck } from '../../contracts/restores';
import type { Lease } from '../../lease/lease';
import { removeLargeData } from '../../remove-data';
import type {
  BackedUpDatabase,
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
import { kindCheck } from '../kind-check';
import type { SqliteSettings } from '../settings';
import { dumpSqlite } from './dump-sqlite';
import { readAccount } from './keep-account';
import { mergeSqlite } from './merge-sqlite';
import { listMediaUrls } from './list-media-urls';
import { SqliteCheck, SqliteStaging, stagedFile } from './sqlite-staging';
import { stageSqlite } from './stage-sqlite';
import { swapSqlite } from './swap-sqlite';
import { underSqliteFence } from './under-fence';

/** SQLite, as the jobs see it. What a swap keeps is a file; its name is its path. */
export class SqliteEngine implements DatabaseEngine {
  readonly client = 'sqlite';
  readonly keepsFiles = true;
  readonly swapKeepsOthersOut = true;
  readonly #settings: SqliteSettings;

  constructor(settings: SqliteSettings) {
    this.#settings = settings;
  }

  assess({ database }: BackedUpDatabase): Promise<PlanCheck[]> {
    return Promise.resolve([kindCheck(database.client, 'sqlite')]);
  }

  keptName({ folder }: { readonly folder: string }): string {
    return path.join(folder, 'database.sqlite');
  }

  size(kept: KeptDatabase): Promise<number> {
    return Promise.resolve(statSync(kept ?? this.#settings.filename).size);
  }

  dump(sink: DumpSink, options: DumpOptions): Promise<DatabaseFacts> {
    return dumpSqlite(this.#source(options.kept), sink, options);
  }

  mediaUrls(scratch: string | null): Iterable<string> {
    const snapshot = scratch === null ? null : path.join(scratch, 'database.sqlite');
    const file = snapshot !== null && existsSync(snapshot) ? snapshot : this.#settings.filename;
    return listMediaUrls(this.#settings, file);
  }

  underFence(lease: Lease, act: () => void): Promise<void> {
    underSqliteFence(this.#settings, lease, act);
    return Promise.resolve();
  }

  check(folder: string, minFreeDisk: number): Staging {
    return new SqliteCheck(this.#settings, folder, minFreeDisk);
  }

  stage(options: StageOptions): Staging {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    return new SqliteStaging(this.#settings, stagedFile(options.folder), options.purpose, () =>
      readAccount(this.#settings, options.keep),
    );
  }

  stageKept(undo: string, options: StageOptions): Promise<void> {
    const file = stagedFile(options.folder);
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    const { size } = statSync(undo);
    options.report({ done: 0, total: size, item: 'database', watch: file });
    copyFileSync(undo, file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const account = readAccount(this.#settings, options.keep);
    stageSqlite(this.#settings, { file, expected: null, account });
    return Promise.resolve();
  }

  merge(into: StagedPlace, from: StagedPlace, options: MergeOptions): Promise<MergeSummary> {
    const files = { here: stagedFile(into.folder), there: stagedFile(from.folder) };
    return mergeSqlite(this.#settings, files, options);
  }

  swap(options: SwapOptions): Promise<SwapResult> {
    const stagingFile = stagedFile(options.folder);
    return Promise.resolve(
      swapSqlite(this.#settings, { ...options, stagingFile, undoFile: options.undo }),
    );
  }

  /** The journal is a part of the swap's transaction. */
  swapHappened(): Promise<null> {
    return Promise.resolve(null);
  }

  /** The commit has done everything. */
  rollForward(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  discardStaging(detail: { readonly folder: string }): Promise<void> {
    return removeLargeData(detail.folder);
  }

  discardKept(undo: string): Promise<void> {
    return removeLargeData(path.dirname(undo));
  }

  async sweep(undoFolder: string, keeping: readonly string[]): Promise<void> {
    const wanted = new Set(keeping.map((file) => path.basename(path.dirname(file))));
    for (const name of readdirSync(undoFolder)) {
      if (!wanted.has(name)) await removeLargeData(path.join(undoFolder, name));
    }
  }

  #source(kept: KeptDatabase): SqliteSettings {
    return kept === null ? this.#settings : { ...this.#settings, filename: kept };
  }
}
