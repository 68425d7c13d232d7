import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { PLAYGROUND } from '../paths.mjs';
import { runWithProgress } from '../run-with-progress.mjs';
import { seededContent } from '../seeded-content.mjs';

const DATABASE = path.join(PLAYGROUND, '.tmp', 'data.db');
const UPLOADS = path.join(PLAYGROUND, 'public', 'uploads');

/** The playground's own data, as they have to be while this script knows nothing else about it. */
export const SAMPLE_SITE = {
  database: DATABASE,
  uploads: UPLOADS,
  env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: '.tmp/data.db', PUBLIC_DIR: './public' },
};

/**
 * Fills the playground where it has no content yet. What is there, from an earlier demo or of
 * somebody's own making, stays.
 *
 * @returns {Promise<'made' | 'kept'>}
 * @throws {Error} when there is content, but not the sample content
 */
export async function ensureSampleContent() {
  switch (await whatIsThere()) {
    case 'nothing':
      await copySampleContent();
      return 'made';
    case 'empty site':
      // In place: the plugin may know backups already.
      await runWithProgress({
        title: 'Filling the empty playground',
        command: 'npm',
        args: ['run', 'seed'],
        cwd: PLAYGROUND,
        env: { ...SAMPLE_SITE.env, NODE_ENV: 'production' },
      });
      return 'made';
    case 'sample content':
      return 'kept';
    default:
      throw new Error(
        'The playground has a database that is not the sample content. Fill it anew with ' +
          '"npm run seed -w playground -- --force" (this deletes what is in it), then start the demo again.',
      );
  }
}

async function copySampleContent() {
  const content = await seededContent();
  await mkdir(path.dirname(DATABASE), { recursive: true });
  await cp(path.join(content, 'public', 'uploads'), UPLOADS, { recursive: true });
  // A journal that somebody left behind would be replayed into the new database.
  for (const suffix of ['-wal', '-shm', '-journal']) await rm(DATABASE + suffix, { force: true });
  // The database comes last and whole: where it is, the rest is too.
  await cp(path.join(content, 'data.db'), `${DATABASE}.new`);
  await rename(`${DATABASE}.new`, DATABASE);
}

async function whatIsThere() {
  if ((await stat(DATABASE).catch(() => null)) === null) return 'nothing';
  // Not at the top: this file is loaded before the packages are installed.
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(DATABASE, { readonly: true });
  try {
    const count = (from) => Number(database.prepare(`SELECT count(*) FROM ${from}`).pluck().get());
    if (count(`admin_users WHERE email = 'admin@example.com'`) > 0) return 'sample content';
    return count('admin_users') + count('articles') === 0 ? 'empty site' : 'something else';
  } catch {
    // Without these tables it is no database of the playground.
    return 'something else';
  } finally {
    database.close();
  }
}
