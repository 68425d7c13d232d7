import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { DATABASE_KIND } from './database-kind';
import { REPOSITORY } from './repository';

/** How much sample content; what is left out is as in the playground itself. */
export interface SeedSize {
  /** Multiplies the number of entries. */
  scale?: number;
  /** Extra images, as in "10000x400": how many, of how many kB each. */
  media?: string;
  /** Extra videos, as in "4x500": how many, of how many MB each. */
  videos?: string;
}

export interface SeededContent {
  /** A database of SQLite, or statements for a server. */
  databaseFile: string;
  uploadsDir: string;
}

/**
 * Sample content as the playground's seeder makes it: made at most once per checkout, database and size.
 *
 * @returns files that belong to all tests: copy them, never write to them
 * @throws when the seeder fails, with the end of its output
 */
export async function seededContent(size: SeedSize = {}): Promise<SeededContent> {
  const script = path.join(REPOSITORY, 'scripts', 'seeded-content.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    env: {
      ...process.env,
      SITE_DATABASE: DATABASE_KIND,
      SEED_SCALE: size.scale === undefined ? '' : String(size.scale),
      SEED_MEDIA: size.media ?? '',
      SEED_VIDEOS: size.videos ?? '',
    },
  });
  const folder = stdout.trimEnd().split('\n').at(-1) ?? '';
  return {
    databaseFile: path.join(folder, DATABASE_KIND === 'sqlite' ? 'data.db' : 'data.sql'),
    uploadsDir: path.join(folder, 'public', 'uploads'),
  };
}
