import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { keptStateSchema } from '../../server/src/catalog/restore-records';
import { RECORDS_TABLE, RESTORES_TABLE } from '../../server/src/database/own-tables';
import type { Site } from '../support/site';

const FURNITURE = ['.gitignore', '.logs', '.staging', '.strapi-backup.json', '.undo', '.uploads'];

/** Everything in a schema that has a name of its own and is the plugin's by that name. */
const GENERATED = `
  SELECT name FROM (
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()
    UNION ALL SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()
    UNION ALL SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
    UNION ALL SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()
    UNION ALL SELECT constraint_name FROM information_schema.table_constraints
      WHERE table_schema = DATABASE()
  ) AS named WHERE name LIKE 'bkv!_%' ESCAPE '!' ORDER BY name`;

/**
 * Files that no record accounts for, and files that a record names and that are not there; empty when
 * all is well. On a server also tables and the like. Only for a site at rest.
 */
export async function leftovers(site: Site): Promise<string[]> {
  const { archives, keptDatabases, keptMedia } = await namedFiles(site);
  const keptFiles = site.database.kind === 'sqlite' ? keptDatabases : [];
  const expected = [
    ...FURNITURE,
    ...archives.flatMap((name) => [name, `${name}.manifest.json`]),
    ...keptFiles.map((name) => `.undo/${name}`),
    ...keptMedia.map((name) => `uploads/${name}`),
  ];
  const found = [
    ...(await namesIn(site.backupsDir)),
    ...(await namesIn(path.join(site.backupsDir, '.staging'), '.staging/')),
    ...(await namesIn(path.join(site.backupsDir, '.undo'), '.undo/')),
    // Verdicts stay for a day.
    ...(await namesIn(path.join(site.backupsDir, '.uploads'), '.uploads/')).filter(
      (name) => !name.endsWith('.outcome'),
    ),
    ...(await namesIn(site.uploadsDir, 'uploads/')).filter((name) =>
      name.startsWith('uploads/.bk'),
    ),
  ];
  return [
    ...found.filter((name) => !expected.includes(name)).map((name) => `left over: ${name}`),
    ...expected.filter((name) => !found.includes(name)).map((name) => `missing: ${name}`),
    ...missingInside(site, keptFiles, keptMedia),
    ...(site.database.kind === 'sqlite' ? [] : await schemaLeftovers(site, keptDatabases)),
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

/** The same for what restores make in the schema of a server, and for tokens of what is kept. */
async function schemaLeftovers({ database }: Site, tokens: readonly string[]): Promise<string[]> {
  const names = (await database.query(GENERATED)).map(({ name }) => String(name));
  const isKept = (name: string): boolean => tokens.some((token) => isPartOf(name, token));
  return [
    ...names.filter((name) => !isKept(name)).map((name) => `left over: ${name}`),
    ...tokens
      .filter((token) => !names.some((name) => name.startsWith(`bkv_${token}_o`)))
      .map((token) => `missing: the tables of ${token}`),
  ];
}

/** What is kept: the old tables, what the swap has done, and nothing of the staging. */
function isPartOf(name: string, token: string): boolean {
  const prefix = `bkv_${token}_`;
  return name.startsWith(prefix) && /^(state|done|o\d{5})$/.test(name.slice(prefix.length));
}

interface NamedFiles {
  readonly archives: readonly string[];
  /** Names of folders on SQLite, tokens on a server. */
  readonly keptDatabases: readonly string[];
  readonly keptMedia: readonly string[];
}

async function namedFiles({ database }: Site): Promise<NamedFiles> {
  const archives = await database.query(
    `SELECT file_name AS name FROM ${RECORDS_TABLE} WHERE file_name IS NOT NULL`,
  );
  const kept = await database.query(`SELECT kept FROM ${RESTORES_TABLE} WHERE kept IS NOT NULL`);
  const states = kept
    // MySQL keeps the JSON value null apart from NULL.
    .map(({ kept: text }) => keptStateSchema.nullable().parse(JSON.parse(String(text))))
    .filter((state) => state !== null);
  const nameOf = (text: string): string =>
    database.kind === 'sqlite' ? path.basename(path.dirname(text)) : text;
  return {
    archives: archives.map(({ name }) => String(name)),
    keptDatabases: states.flatMap((state) =>
      state.database === null ? [] : [nameOf(state.database)],
    ),
    keptMedia: states.flatMap(({ media }) => media ?? []),
  };
}

async function namesIn(folder: string, prefix = ''): Promise<string[]> {
  return (await readdir(folder)).sort().map((name) => `${prefix}${name}`);
}
