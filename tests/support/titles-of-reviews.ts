import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freshSchema, queryText, removeSchema, stockClient } from '../mysql/database-servers';
import type { Site } from './site';
import type { SiteDatabase } from './site-database';
import { serverOf } from './server-database';
import { openSqliteDatabase } from './sqlite-database';

/** The titles of all reviews in a site's database. */
export async function titlesOfReviews(
  database: Pick<SiteDatabase, 'query'>,
  table = 'reviews',
): Promise<Set<string>> {
  const rows = await database.query(`SELECT title FROM "${table}"`);
  return new Set(rows.map(({ title }) => String(title)));
}

/** The same for the database in an archive, unpacked and loaded with stock tools. */
export async function titlesInArchive(site: Site, archive: string): Promise<Set<string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'unpacked-'));
  try {
    await promisify(execFile)('tar', ['-xf', archive, '-C', folder, 'database']);
    const unpacked = path.join(folder, 'database');
    if (site.database.kind === 'sqlite') {
      return await titlesOfReviews(openSqliteDatabase(path.join(unpacked, 'database.sqlite')));
    }
    const { server } = serverOf(site);
    const schema = await freshSchema(server, `archive_${randomBytes(5).toString('hex')}`);
    try {
      const names = (await readdir(unpacked)).sort();
      const files = await Promise.all(names.map((name) => readFile(path.join(unpacked, name))));
      await stockClient(server, schema, Buffer.concat(files));
      const rows = await queryText(schema, 'SELECT title FROM reviews');
      return new Set(rows.map(([title]) => title ?? ''));
    } finally {
      await removeSchema(server, schema);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same for the one database that is kept for an undo. */
export async function titlesKept(site: Site): Promise<Set<string>> {
  if (site.database.kind === 'sqlite') {
    const folder = path.join(site.backupsDir, '.undo');
    const [name = '', ...more] = await readdir(folder);
    if (more.length > 0) throw new Error('More than one database is kept.');
    return titlesOfReviews(openSqliteDatabase(path.join(folder, name, 'database.sqlite')));
  }
  const tables = await site.database.query(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name LIKE 'bkv!_%' ESCAPE '!'
       AND column_name IN ('title', 'rating')
     GROUP BY table_name HAVING COUNT(*) = 2`,
  );
  const [kept, ...more] = tables;
  if (kept === undefined || more.length > 0) throw new Error(`Kept: ${JSON.stringify(tables)}`);
  return titlesOfReviews(site.database, String(kept['name']));
}
