import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { keptStateSchema } from '../../server/src/catalog/restore-records';
import { RECORDS_TABLE, RESTORES_TABLE } from '../../server/src/database/own-tables';
import type { Site } from '../support/site';

const FURNITURE = ['.gitignore', '.logs', '.staging', '.strapi-backup.json', '.undo'];

/**
 * Files that no record accounts for, and files that a record names and that are not there; empty when
 * all is well. Only for a site at rest.
 */
export async function leftovers(site: Site): Promise<string[]> {
  const { archives, keptDatabases, keptMedia } = namedFiles(site);
  const expected = [
    ...FURNITURE,
    ...archives.flatMap((name) => [name, `${name}.manifest.json`]),
    ...keptDatabases.map((name) => `.undo/${name}`),
    ...keptMedia.map((name) => `uploads/${name}`),
  ];
  const found = [
    ...(await namesIn(site.backupsDir)),
    ...(await namesIn(path.join(site.backupsDir, '.staging'), '.staging/')),
    ...(await namesIn(path.join(site.backupsDir, '.undo'), '.undo/')),
    ...(await namesIn(site.uploadsDir, 'uploads/')).filter((name) =>
      name.startsWith('uploads/.bk'),
    ),
  ];
  return [
    ...found.filter((name) => !expected.includes(name)).map((name) => `left over: ${name}`),
    ...expected.filter((name) => !found.includes(name)).map((name) => `missing: ${name}`),
    ...missingInside(site, keptDatabases, keptMedia),
  ];
}

/** A kept state without its data would be no undo. */
function missingInside(site: Site, databases: readonly string[], media: readonly string[]) {
  const files = [
    ...databases.map((name) => path.join(site.backupsDir, '.undo', name, 'database.sqlite')),
    ...media.map((name) => path.join(site.uploadsDir, name, 'old')),
  ];
  return files.filter((file) => !existsSync(file)).map((file) => `missing: ${file}`);
}

function namedFiles(site: Site) {
  const database = new Database(site.databaseFile, { readonly: true });
  try {
    const archives = database
      .prepare(`SELECT file_name FROM ${RECORDS_TABLE} WHERE file_name IS NOT NULL`)
      .pluck()
      .all();
    const kept = database
      .prepare(`SELECT kept FROM ${RESTORES_TABLE} WHERE kept IS NOT NULL`)
      .pluck()
      .all();
    const states = z
      .array(z.string())
      .parse(kept)
      .map((text) => keptStateSchema.parse(JSON.parse(text)));
    return {
      archives: z.array(z.string()).parse(archives),
      keptDatabases: states.flatMap((state) =>
        state.database === null ? [] : [path.basename(path.dirname(state.database))],
      ),
      keptMedia: states.flatMap(({ media }) => media ?? []),
    };
  } finally {
    database.close();
  }
}

async function namesIn(folder: string, prefix = ''): Promise<string[]> {
  return (await readdir(folder)).sort().map((name) => `${prefix}${name}`);
}
