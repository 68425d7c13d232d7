import { constants } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PLAYGROUND, REPOSITORY } from './repository';
import { type SeedSize, seededContent } from './seeded-content';
import { openSiteDatabase, type SiteDatabase } from './site-database';

/** A folder with a complete Strapi project in it: the playground, but with data of its own. */
export interface Site {
  name: string;
  dir: string;
  /** On SQLite the database; on a server nothing is there. */
  databaseFile: string;
  database: SiteDatabase;
  publicDir: string;
  uploadsDir: string;
  /** Where the plugin keeps archives unless it is configured otherwise. */
  backupsDir: string;
  /** Deletes the folder, and the schema on a server. Its Strapi must have ended. */
  remove: () => Promise<void>;
}

export interface SiteOptions {
  /** Part of the folder's name, to tell sites apart. */
  name: string;
  /** With sample content and its users (true, or how much of it); default: an empty site. */
  seed?: boolean | SeedSize;
}

const sites = new Set<Site>();

/**
 * Makes a private copy of the built playground under the system's folder for temporary files.
 *
 * @throws when the playground is not built, or the sample content cannot be made
 */
export async function createSite({ name, seed = false }: SiteOptions): Promise<Site> {
  // The real path: a test that compares it with what the server says must not trip over a link.
  const dir = await mkdtemp(path.join(await realpath(tmpdir()), `backup-site-${name}-`));
  const publicDir = path.join(dir, 'public');
  const databaseFile = path.join(dir, '.tmp', 'data.db');
  const database = await openSiteDatabase(databaseFile);
  const site: Site = {
    name,
    dir,
    databaseFile,
    database,
    publicDir,
    uploadsDir: path.join(publicDir, 'uploads'),
    backupsDir: path.join(dir, '.backups'),
    remove: async () => {
      sites.delete(site);
      await database.remove();
      await rm(dir, { recursive: true, force: true });
    },
  };
  sites.add(site);

  await copyProject(dir);
  await mkdir(path.dirname(site.databaseFile), { recursive: true });
  await mkdir(site.uploadsDir, { recursive: true });
  if (seed !== false) {
    const content = await seededContent(seed === true ? {} : seed);
    await database.seed(content);
    await copy(content.uploadsDir, site.uploadsDir);
    await keepStrapiQuiet(database);
  }
  return site;
}

/** Deletes the folders of all sites that this process made. */
export async function removeSites(): Promise<void> {
  for (const site of sites) await site.remove();
}

/**
 * 15 seconds after a start, at most once a week, Strapi notes that it has counted its media library.
 * In a test that compares whole sites that would be a change that nobody made.
 */
async function keepStrapiQuiet(database: SiteDatabase): Promise<void> {
  const noted = JSON.stringify({ weeklySchedule: '0 0 3 * * 0', lastWeeklyUpdate: Date.now() });
  await database.transaction([
    [`DELETE FROM strapi_core_store_settings WHERE "key" = 'plugin_upload_metrics'`],
    [
      `INSERT INTO strapi_core_store_settings ("key", value, type) VALUES ('plugin_upload_metrics', ?, 'object')`,
      noted,
    ],
  ]);
}

async function copyProject(dir: string): Promise<void> {
  const names = await readdir(PLAYGROUND);
  if (!names.includes('dist')) throw new Error('The playground is not built: npm run build');

  for (const file of ['package.json', 'tsconfig.json', 'favicon.png', 'database']) {
    await copy(path.join(PLAYGROUND, file), path.join(dir, file));
  }
  // Copies, not links: config/database.js finds the database next to the folder that it is in.
  for (const folder of ['config', 'src']) {
    await copy(path.join(PLAYGROUND, 'dist', folder), path.join(dir, 'dist', folder));
  }
  for (const name of await readdir(path.join(PLAYGROUND, 'public'))) {
    if (name === 'uploads') continue;
    await copy(path.join(PLAYGROUND, 'public', name), path.join(dir, 'public', name));
  }
  // Large and never written to: the admin panel, and the packages that Strapi finds plugins in.
  await symlink(path.join(PLAYGROUND, 'dist', 'build'), path.join(dir, 'dist', 'build'));
  await symlink(path.join(REPOSITORY, 'node_modules'), path.join(dir, 'node_modules'));
}

/** Where the file system can, the copy shares blocks until one side writes; never a hard link. */
async function copy(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
