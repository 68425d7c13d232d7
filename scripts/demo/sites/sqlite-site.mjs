import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { PLAYGROUND } from '../../paths.mjs';
import { seededContent } from '../../seeded-content.mjs';
import { siteEnvironment } from './demo-site.mjs';

const DATABASE = path.join(PLAYGROUND, '.tmp', 'data.db');
const PUBLIC = path.join(PLAYGROUND, 'public');
const UPLOADS = path.join(PUBLIC, 'uploads');
const BACKUPS = path.join(PLAYGROUND, '.backups');

/**
 * The playground's own data, as "npm start -w playground" shows them too.
 *
 * @returns {Promise<import('./demo-site.mjs').DemoSite>}
 */
export async function sqliteSite() {
  return {
    database: 'SQLite',
    place: null,
    startOver:
      'Fill it anew with "npm run seed -w playground -- --force" (this deletes what is in it), ' +
      'then start the demo again.',
    // Beside the database, so that it goes when that goes.
    folder: path.dirname(DATABASE),
    uploads: UPLOADS,
    backups: BACKUPS,
    env: {
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: DATABASE,
      ...siteEnvironment({ publicFolder: PUBLIC, backups: BACKUPS }),
    },
    source: { database: DATABASE },
    hasTables: async () => (await stat(DATABASE).catch(() => null)) !== null,
    read,
    fill,
    stop: async () => {},
  };
}

/** A copy of what the tests use as well: it takes a moment, and seeding half a minute. */
async function fill() {
  const content = await seededContent();
  await mkdir(path.dirname(DATABASE), { recursive: true });
  await cp(path.join(content, 'public', 'uploads'), UPLOADS, { recursive: true });
  // A journal that somebody left behind would be replayed into the new database.
  for (const suffix of ['-wal', '-shm', '-journal']) await rm(DATABASE + suffix, { force: true });
  // The database comes last and whole: where it is, the rest is too.
  await cp(path.join(content, 'data.db'), `${DATABASE}.new`);
  await rename(`${DATABASE}.new`, DATABASE);
}

/** @returns {Promise<import('./demo-site.mjs').Reader>} */
async function read() {
  // Not at the top: this file is loaded before the packages are installed.
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(DATABASE, { readonly: true });
  return {
    value: async (sql) => database.prepare(sql).pluck().get(),
    close: async () => void database.close(),
  };
}
