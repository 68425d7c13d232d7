import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';

/** The titles of all reviews in a site's database. */
export function titlesOfReviews(databaseFile: string): Set<string> {
  const database = new Database(databaseFile, { readonly: true });
  try {
    return new Set(database.prepare('SELECT title FROM reviews').pluck().all() as string[]);
  } finally {
    database.close();
  }
}

/** The same for the database in an archive, unpacked with stock tools. */
export async function titlesInArchive(archive: string): Promise<Set<string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'unpacked-'));
  try {
    const entry = 'database/database.sqlite';
    await promisify(execFile)('tar', ['-xf', archive, '-C', folder, entry]);
    return titlesOfReviews(path.join(folder, entry));
  } finally {
    await rm(folder, { recursive: true });
  }
}
