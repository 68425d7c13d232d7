import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { seededContent } from '../../seeded-content.mjs';
import { checkSqliteSnapshot } from '../check-sqlite-snapshot.mjs';

/** @returns {Promise<import('./bench-database.mjs').BenchDatabase>} */
export async function sqliteDatabase() {
  const content = await seededContent();
  return {
    product: 'SQLite',
    limit: { ms: 250, eachRound: false },
    makeSite: async (folder) => {
      const mode = constants.COPYFILE_FICLONE;
      const file = path.join(folder, 'data.db');
      const publicFolder = path.join(folder, 'public');
      await cp(path.join(content, 'data.db'), file, { mode });
      await cp(path.join(content, 'public'), publicFolder, { recursive: true, mode });
      return { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: file, PUBLIC_DIR: publicFolder };
    },
    // One writer at a time: another program would measure its own waiting for the site.
    startWriters: async () => ({ stop: async () => [] }),
    check: checkSqliteSnapshot,
    end: async () => {},
  };
}
