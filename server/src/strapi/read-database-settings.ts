import type { Core } from '@strapi/strapi';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { parseMysqlSettings } from '../database/mysql/parse-settings';
import type { DatabaseSettings } from '../database/settings';
import { BackupError } from '../errors';

const sqliteSchema = z.object({
  client: z.enum(['sqlite', 'better-sqlite3']),
  connection: z.union([
    z.string().transform((filename) => ({ filename })),
    z.object({ filename: z.string() }),
  ]),
});

/**
 * How the plugin reaches the database that Strapi is configured for.
 *
 * @param wal SQLite: switch the file to write-ahead logging
 * @throws BackupError DATABASE_UNSUPPORTED
 */
export function readDatabaseSettings(strapi: Core.Strapi, wal: boolean): DatabaseSettings {
  const configured: unknown = strapi.config.get('database.connection');
  const mysql = parseMysqlSettings(configured);
  if (mysql !== null) return mysql;
  const parsed = sqliteSchema.safeParse(configured);
  if (!parsed.success) {
    throw new BackupError(
      'DATABASE_UNSUPPORTED',
      'The Backup plugin does not know this kind of database yet. It works with SQLite, MySQL and MariaDB.',
    );
  }
  const { filename } = parsed.data.connection;
  if (filename === ':memory:' || filename === '') {
    throw new BackupError(
      'DATABASE_UNSUPPORTED',
      'The database lives in memory only, so there is nothing to back up. Give it a file.',
    );
  }
  return { client: 'sqlite', filename: path.resolve(filename), driver: findDriver(strapi), wal };
}

/** The driver that Strapi itself uses: two copies of SQLite in one process would lose each other's locks. */
function findDriver(strapi: Core.Strapi): string {
  const load = createRequire(path.join(strapi.dirs.app.root, 'package.json'));
  return load.resolve('better-sqlite3');
}
