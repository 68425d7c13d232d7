import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { PLAYGROUND } from './repository';
import type { Parameter, Row, SiteDatabase } from './site-database';

/** How long somebody else may have it locked, in milliseconds. */
const PATIENCE_MS = 10_000;
const MAX_OUTPUT = 64 * 1024 ** 2;

const digestSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
});

/** @param file need not exist yet */
export function openSqliteDatabase(file: string): SiteDatabase {
  const use = <T>(act: (database: Database.Database) => T): Promise<T> =>
    Promise.resolve().then(() => {
      const database = new Database(file, { timeout: PATIENCE_MS });
      try {
        return act(database);
      } finally {
        database.close();
      }
    });

  return {
    kind: 'sqlite',
    env: {},
    query: (sql, ...params) =>
      use((database) => database.prepare(sql).all(...params.map(bound)) as Row[]),
    run: (sql, ...params) =>
      use((database) => {
        database.prepare(sql).run(...params.map(bound));
      }),
    transaction: (statements) =>
      use((database) => {
        database.pragma('foreign_keys = ON');
        database.transaction(() => {
          for (const [sql, ...params] of statements) {
            database.prepare(sql).run(...params.map(bound));
          }
        })();
      }),
    lockForOthers: async () => {
      const database = new Database(file, { timeout: PATIENCE_MS });
      database.exec('BEGIN EXCLUSIVE');
      return async () => {
        database.exec('ROLLBACK');
        database.close();
      };
    },
    digest: async (ignoredTables) => {
      const program = path.join(PLAYGROUND, 'scripts', 'site-digest.mjs');
      const ignored = ignoredTables.flatMap((table) => ['--ignore', table]);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [program, '--database', file, ...ignored],
        { maxBuffer: MAX_OUTPUT },
      );
      return digestSchema.parse(JSON.parse(stdout)).tables;
    },
    faults: () =>
      use((database) => {
        const integrity = database.prepare('PRAGMA integrity_check').pluck().all() as string[];
        const broken = database.prepare('PRAGMA foreign_key_check').all() as { table: string }[];
        return [
          ...integrity.filter((line) => line !== 'ok'),
          ...broken.map(({ table }) => `A row of ${table} refers to one that does not exist.`),
        ];
      }),
    seed: ({ databaseFile }) => cp(databaseFile, file, { mode: constants.COPYFILE_FICLONE }),
    remove: () => Promise.resolve(),
  };
}

/** Strapi writes moments as milliseconds. */
function bound(value: Parameter): string | number | null {
  return value instanceof Date ? value.getTime() : value;
}
