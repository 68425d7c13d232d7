import { rmSync } from 'node:fs';
import path from 'node:path';
import { unpackEntry } from '../../archive/unpack-entry';
import { pausePoint } from '../../pause-points';
import { removeLargeData } from '../../remove-data';
import { diskSpace } from '../../storage/disk-space';
import type { DatabaseEntry, Staging, TableFacts } from '../engine';
import type { SqliteSettings } from '../settings';
import { checkSqlite } from './check-sqlite';
import { SQLITE_ENTRY } from './dump-sqlite';
import type { KeptAccount } from './keep-account';
import { stageSqlite } from './stage-sqlite';

/** Where the staged database of a restore is, in the folder of that restore. */
export function stagedFile(folder: string): string {
  return path.join(folder, 'database.sqlite');
}

/** The database of an archive as a file beside the live one, checked and ready for the swap. */
export class SqliteStaging implements Staging {
  readonly #settings: SqliteSettings;
  readonly #file: string;
  readonly #purpose: 'swap' | 'merge';
  readonly #account: () => KeptAccount | null;

  /** @param account read when it is needed: late, so that it is as it is at the swap */
  constructor(
    settings: SqliteSettings,
    file: string,
    purpose: 'swap' | 'merge',
    account: () => KeptAccount | null,
  ) {
    this.#settings = settings;
    this.#file = file;
    this.#purpose = purpose;
    this.#account = account;
  }

  async accept(entry: DatabaseEntry, body: AsyncIterable<Buffer>): Promise<void> {
    if (entry.name !== SQLITE_ENTRY) return;
    const { free } = diskSpace(path.dirname(this.#file));
    await unpackEntry(body, this.#file, { size: entry.size, free });
    pausePoint('restore.stage-database.loaded');
  }

  finish(tables: readonly TableFacts[]): Promise<void> {
    if (this.#purpose === 'merge') {
      checkSqlite(this.#settings, this.#file, tables);
      return Promise.resolve();
    }
    const account = this.#account();
    stageSqlite(this.#settings, { file: this.#file, expected: tables, account });
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The same, only to look at it: nothing is changed, and nothing stays. */
export class SqliteCheck implements Staging {
  readonly #settings: SqliteSettings;
  readonly #file: string;
  readonly #minFreeDisk: number;

  constructor(settings: SqliteSettings, folder: string, minFreeDisk: number) {
    this.#settings = settings;
    this.#file = path.join(folder, 'verify.sqlite');
    this.#minFreeDisk = minFreeDisk;
  }

  async accept(entry: DatabaseEntry, body: AsyncIterable<Buffer>): Promise<void> {
    if (entry.name !== SQLITE_ENTRY) return;
    rmSync(this.#file, { force: true });
    const free = diskSpace(path.dirname(this.#file)).free - this.#minFreeDisk;
    await unpackEntry(body, this.#file, { size: entry.size, free });
  }

  finish(tables: readonly TableFacts[]): Promise<void> {
    checkSqlite(this.#settings, this.#file, tables);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return removeLargeData(this.#file);
  }
}
