import Database from 'better-sqlite3';
import type { Site } from '../support/site';

/** What SQLite itself finds wrong with a site's database; empty when all is well. */
export function databaseFaults(site: Site): string[] {
  const database = new Database(site.databaseFile, { readonly: true });
  try {
    const integrity = database.prepare('PRAGMA integrity_check').pluck().all() as string[];
    const broken = database.prepare('PRAGMA foreign_key_check').all() as { table: string }[];
    return [
      ...integrity.filter((line) => line !== 'ok'),
      ...broken.map(({ table }) => `A row of ${table} refers to one that does not exist.`),
    ];
  } finally {
    database.close();
  }
}
